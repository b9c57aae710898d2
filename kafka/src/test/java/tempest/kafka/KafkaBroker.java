// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.kafka;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A Kafka broker in KRaft mode in a process of its own, with what a test asks of it. Used by the test's thread; gone when it is closed. */
public final class KafkaBroker implements AutoCloseable {
    private static final int PATIENCE_SECS = 90;

    private final Path folder;
    private final Process process;
    private final String address;

    /** Starts one whose files lie in a folder; returns when it answers. */
    public KafkaBroker(Path folder) throws Exception {
        this.folder = folder;
        int port = freePort();
        int controller = freePort();
        address = "localhost:" + port;
        Path config = Files.writeString(folder.resolve("server.properties"), String.join("\n", "process.roles=broker,controller", "node.id=1",
            "controller.quorum.voters=1@localhost:" + controller, "listeners=PLAINTEXT://localhost:" + port + ",CONTROLLER://localhost:" + controller,
            "controller.listener.names=CONTROLLER", "listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "log.dirs=" + folder.resolve("data"), "offsets.topic.replication.factor=1", "offsets.topic.num.partitions=1",
            "transaction.state.log.replication.factor=1", "transaction.state.log.min.isr=1", "group.initial.rebalance.delay.ms=0", ""));
        Process format = java("format", "kafka.tools.StorageTool", "format", "-t", "AAAAAAAAAAAAAAAAAAAAAQ", "-c", config.toString());
        if (!format.waitFor(PATIENCE_SECS, TimeUnit.SECONDS) || format.exitValue() != 0) {
            format.destroyForcibly();
            throw new IOException("the broker's folder cannot be made: " + Files.readString(folder.resolve("format.log")));
        }
        process = java("broker", "kafka.Kafka", config.toString());
        try (Admin admin = admin()) {
            admin.describeCluster().nodes().get(PATIENCE_SECS, TimeUnit.SECONDS);
        } catch (Exception e) {
            close();
            throw new IOException("the broker does not answer: " + Files.readString(folder.resolve("broker.log")), e);
        }
    }

    private Process java(String log, String... mainAndArguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
        command.addAll(List.of(mainAndArguments));
        return new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).redirectOutput(new File(folder.toFile(), log + ".log")).start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** For clients. */
    public String address() {
        return address;
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", address));
    }

    public void topic(String name, int partitions) throws Exception {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1))).all().get(PATIENCE_SECS, TimeUnit.SECONDS);
        }
    }

    /** Writes numbers as values and keys. */
    public void produce(String topic, int from, int to) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(Map.of("bootstrap.servers", address), new StringSerializer(), new StringSerializer())) {
            for (int i = from; i < to; i++) {
                producer.send(new ProducerRecord<>(topic, String.valueOf(i), String.valueOf(i)));
            }
        }
    }

    /** The values of a topic, once there are that many different ones, or when time is up. */
    public Map<String, Integer> values(String topic, int different) {
        Map<String, Integer> values = new HashMap<>();
        Map<String, Object> conf = Map.of("bootstrap.servers", address, "group.id", "test-" + topic, "auto.offset.reset", "earliest");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECS);
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(conf, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(Set.of(topic));
            while (values.size() < different && System.nanoTime() < end) {
                for (ConsumerRecord<String, String> read : consumer.poll(java.time.Duration.ofMillis(200))) {
                    values.merge(read.value(), 1, Integer::sum);
                }
            }
        }
        return values;
    }

    /** The values that a consumer of committed records sees now, of all partitions; none if there is no such topic. */
    public List<String> readCommitted(String topic) {
        List<String> values = new ArrayList<>();
        Map<String, Object> conf = Map.of("bootstrap.servers", address, "isolation.level", "read_committed", "auto.offset.reset", "earliest");
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(conf, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream().map(each -> new TopicPartition(each.topic(), each.partition())).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECS);
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each)) && System.nanoTime() < deadline) {
                consumer.poll(java.time.Duration.ofMillis(100)).forEach(read -> values.add(read.value()));
            }
        }
        return values;
    }

    /** Gives a topic more partitions. */
    public void grow(String topic, int partitions) throws Exception {
        try (Admin admin = admin()) {
            admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions))).all().get(PATIENCE_SECS, TimeUnit.SECONDS);
        }
    }

    /** Deletes the records of a partition before an offset, as retention does. */
    public void forget(String topic, int partition, long before) throws Exception {
        try (Admin admin = admin()) {
            admin.deleteRecords(Map.of(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(before))).all().get(PATIENCE_SECS, TimeUnit.SECONDS);
        }
    }

    /** What a consumer's group has committed, in all partitions of a topic. */
    public long committed(String group) throws Exception {
        try (Admin admin = admin()) {
            return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get(PATIENCE_SECS, TimeUnit.SECONDS).values().stream()
                .mapToLong(offset -> offset.offset()).sum();
        }
    }

    public static Set<String> numbers(int from, int to) {
        Set<String> numbers = new HashSet<>();
        for (int i = from; i < to; i++) {
            numbers.add(String.valueOf(i));
        }
        return numbers;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
