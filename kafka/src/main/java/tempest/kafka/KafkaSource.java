// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.storm.spout.SpoutOutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseRichSpout;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Values;
import org.apache.storm.utils.SteadyTime;
import tempest.api.epoch.ICheckpointedSpout;

/**
 * Emits the records of Kafka topics in exactly-once topologies: the epochs keep the positions, and no consumer group is used. The tasks divide the partitions among them, new
 * ones too, which are found within a minute ({@code metadata.max.age.ms} is half of it by default). A tuple has the fields {@code topic, partition, offset, timestamp, key, value};
 * the timestamp is in milliseconds, key and value are null where the record's are. While the brokers are away nothing is emitted. Its task's thread calls it.
 */
public final class KafkaSource extends BaseRichSpout implements ICheckpointedSpout {
    private static final long serialVersionUID = 1L;
    private static final long LOOK_MS = 30_000L;
    private static final long RETRY_MS = 2_000;
    private static final long LAG_MS = 1_000;
    private static final Duration LOOK_TIMEOUT = Duration.ofSeconds(10);

    private final HashMap<String, Object> conf;
    private final List<String> topics;
    private final boolean fromEnd;
    private transient LongSupplier clock;
    private transient SpoutOutputCollector collector;
    private transient Consumer<Object, Object> consumer;
    private transient int task;
    private transient int tasks;
    /** Where each partition of this task is; null until the topology says where it begins. */
    private transient TreeMap<String, Cursor> cursors;
    /** Whether there is a position to go on from, so that a partition that is found is a new one. */
    private transient boolean begun;
    private transient Iterator<TopicPartition> polled;
    private transient ConsumerRecords<Object, Object> records;
    private transient Iterator<ConsumerRecord<Object, Object>> batch;
    private transient Cursor batchOf;
    private transient long lookAt;
    private transient long pollAt;
    private transient long lagAt;
    private transient volatile long lag;

    /** The next record of a partition. */
    private static final class Cursor {
        private final TopicPartition partition;
        private long next;

        Cursor(TopicPartition partition, long next) {
            this.partition = partition;
            this.next = next;
        }
    }

    /**
     * @param conf of a consumer: {@code bootstrap.servers} at least. Deserializers are for strings, and {@code isolation.level} is {@code read_committed}, unless it says otherwise;
     *     {@code auto.offset.reset} says where a topology without epochs begins, {@code earliest} (default) or {@code latest}. Values have to be serializable
     * @param topics at least one; keep their order, and add at the end
     * @throws IllegalArgumentException if that cannot be right
     */
    public KafkaSource(Map<String, Object> conf, List<String> topics) {
        ClientSettings.requireServers("KafkaSource", conf);
        ClientSettings.refuse("KafkaSource", conf, ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false", "epochs keep the positions");
        if (topics.isEmpty() || new HashSet<>(topics).size() < topics.size()) {
            throw new IllegalArgumentException("KafkaSource: topics are " + topics + "; at least one, and each once, is right");
        }
        Object reset = conf.getOrDefault(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        if (!Set.of("earliest", "latest").contains(reset)) {
            throw new IllegalArgumentException("KafkaSource: " + ConsumerConfig.AUTO_OFFSET_RESET_CONFIG + " is " + reset + "; earliest or latest is right");
        }
        this.conf = new HashMap<>(conf);
        this.topics = List.copyOf(topics);
        this.fromEnd = reset.equals("latest");
    }

    @Override
    public void open(Map<String, Object> topoConf, TopologyContext context, SpoutOutputCollector collector) {
        context.registerGauge("kafka.lag.records", () -> lag);
        open(collector, context.getThisTaskIndex(), context.getComponentTasks(context.getThisComponentId()).size(), SteadyTime::currentTimeMillis);
    }

    void open(SpoutOutputCollector collector, int task, int tasks, LongSupplier clock) {
        this.collector = collector;
        this.task = task;
        this.tasks = tasks;
        this.clock = clock;
        Map<String, Object> settings = new HashMap<>(conf);
        settings.putIfAbsent(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class.getName());
        settings.putIfAbsent(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class.getName());
        settings.putIfAbsent(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.putIfAbsent(ConsumerConfig.METADATA_MAX_AGE_CONFIG, LOOK_MS);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none"); // what is lost is told
        consumer = new KafkaConsumer<>(settings);
    }

    @Override
    public byte[] position() {
        Map<TopicPartition, Long> positions = new HashMap<>();
        cursors.values().forEach(cursor -> positions.put(cursor.partition, cursor.next));
        return new SourcePosition(begun, positions).toBytes();
    }

    @Override
    public void restore(byte[] position) {
        SourcePosition from = position == null ? new SourcePosition(false, Map.of()) : SourcePosition.of(position);
        begun = from.begun();
        cursors = new TreeMap<>();
        from.offsets().forEach((partition, next) -> cursors.put(partition.toString(), new Cursor(partition, next)));
        records = null;
        batch = null;
        polled = null;
        long now = clock.getAsLong();
        lookAt = now;
        pollAt = now;
        assign();
    }

    private void assign() {
        consumer.assign(cursors.values().stream().map(cursor -> cursor.partition).toList());
        cursors.values().forEach(cursor -> consumer.seek(cursor.partition, cursor.next));
    }

    @Override
    public void nextTuple() {
        if (cursors == null) {
            throw new IllegalStateException("KafkaSource has no position: it is for topologies with topology.state.guarantee: exactly-once; in others use the spout of storm-kafka-client");
        }
        if (batch == null || !batch.hasNext()) {
            fill();
        }
        if (batch != null && batch.hasNext()) {
            ConsumerRecord<Object, Object> record = batch.next();
            collector.emit(new Values(record.topic(), record.partition(), record.offset(), record.timestamp(), record.key(), record.value()));
            batchOf.next = record.offset() + 1;
        }
    }

    private void fill() {
        if (polled == null || !polled.hasNext()) {
            poll();
        }
        if (polled != null && polled.hasNext()) {
            TopicPartition partition = polled.next();
            batchOf = cursors.get(partition.toString());
            batch = records.records(partition).iterator();
        }
    }

    private void poll() {
        long now = clock.getAsLong();
        if (now < pollAt) {
            return;
        }
        try {
            if (now >= lookAt) {
                look();
                lookAt = now + LOOK_MS;
            }
            if (cursors.isEmpty()) {
                return;
            }
            records = consumer.poll(Duration.ZERO);
            polled = records.partitions().iterator();
            if (now >= lagAt) {
                lag = lag();
                lagAt = now + LAG_MS;
            }
        } catch (InterruptException e) {
            throw e; // the worker ends
        } catch (OffsetOutOfRangeException e) {
            wait(now, new IllegalStateException("The records to go on with are gone, of " + e.offsetOutOfRangePartitions() + ": the topic's retention has deleted them, or the topic was made anew. "
                + "Nothing is emitted of them; begin anew with an empty topology.state.epoch.folder", e));
        } catch (KafkaException e) {
            wait(now, new IllegalStateException("Kafka cannot be read, and is tried again in " + RETRY_MS + " ms: " + e.getMessage(), e));
        }
    }

    private void wait(long now, IllegalStateException why) {
        collector.reportError(why);
        pollAt = now + RETRY_MS;
    }

    /** Finds the partitions of this task. One that was not there when the topology began is read from its start. */
    private void look() {
        Set<TopicPartition> found = new HashSet<>();
        for (int topic = 0; topic < topics.size(); topic++) {
            List<PartitionInfo> partitions = consumer.partitionsFor(topics.get(topic), LOOK_TIMEOUT);
            if (partitions == null || partitions.isEmpty()) {
                throw new KafkaException("there is no topic " + topics.get(topic));
            }
            for (PartitionInfo each : partitions) {
                TopicPartition partition = new TopicPartition(each.topic(), each.partition());
                if ((topic + each.partition()) % tasks == task && !cursors.containsKey(partition.toString())) {
                    found.add(partition);
                }
            }
        }
        if (!found.isEmpty()) {
            Map<TopicPartition, Long> starts = fromEnd && !begun ? consumer.endOffsets(found, LOOK_TIMEOUT) : consumer.beginningOffsets(found, LOOK_TIMEOUT);
            starts.forEach((partition, next) -> cursors.put(partition.toString(), new Cursor(partition, next)));
            assign();
        }
        begun = true;
    }

    /** Records that are there and were not emitted; about, since only what the brokers said last is known. */
    private long lag() {
        long all = 0;
        for (Cursor cursor : cursors.values()) {
            OptionalLong behind = consumer.currentLag(cursor.partition);
            if (behind.isPresent()) {
                all += consumer.position(cursor.partition) + behind.getAsLong() - cursor.next;
            }
        }
        return all;
    }

    @Override
    public void close() {
        if (consumer != null) {
            consumer.close();
        }
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        declarer.declare(new Fields("topic", "partition", "offset", "timestamp", "key", "value"));
    }
}
