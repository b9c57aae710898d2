// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.compat.connectors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.storm.Config;
import org.apache.storm.LocalCluster;
import org.apache.storm.kafka.bolt.KafkaBolt;
import org.apache.storm.kafka.bolt.mapper.FieldNameBasedTupleToKafkaMapper;
import org.apache.storm.kafka.spout.FirstPollOffsetStrategy;
import org.apache.storm.kafka.spout.KafkaSpout;
import org.apache.storm.kafka.spout.KafkaSpoutConfig;
import org.apache.storm.kafka.spout.trident.KafkaTridentSpoutConfig;
import org.apache.storm.kafka.spout.trident.KafkaTridentSpoutOpaque;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.topology.base.BaseRichBolt;
import org.apache.storm.trident.TridentTopology;
import org.apache.storm.trident.operation.MapFunction;
import org.apache.storm.trident.operation.builtin.Sum;
import org.apache.storm.trident.testing.MemoryMapState;
import org.apache.storm.trident.tuple.TridentTuple;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tempest.kafka.KafkaBroker;

/** The published storm-kafka-client between a real broker and two workers. */
class KafkaConnectorTest {
    private static final int RECORDS = 2000;
    private static final AtomicLong TOTAL = new AtomicLong();
    private static final Set<String> FAILED_ONCE = ConcurrentHashMap.newKeySet();
    private static final Set<Integer> PORTS = ConcurrentHashMap.newKeySet();

    @TempDir
    private static Path folder;
    private static KafkaBroker broker;
    private static LocalCluster cluster;

    @BeforeAll
    static void start() throws Exception {
        broker = new KafkaBroker(folder);
        cluster = new LocalCluster();
    }

    @AfterAll
    static void stop() throws Exception {
        try (KafkaBroker ended = broker) {
            cluster.close();
        }
    }

    private static Config twoWorkers() {
        Config conf = new Config();
        conf.setNumWorkers(2);
        conf.setFallBackOnJavaSerialization(false);
        return conf;
    }

    /** Passes on what it reads, but fails every seventh record once. */
    private static final class FailsSome extends BaseRichBolt {
        private static final long serialVersionUID = 1;
        private transient OutputCollector collector;

        @Override
        public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
            this.collector = collector;
            PORTS.add(context.getThisWorkerPort());
        }

        @Override
        public void execute(Tuple input) {
            String value = input.getStringByField("value");
            if (Integer.parseInt(value) % 7 == 0 && FAILED_ONCE.add(value)) {
                collector.fail(input);
                return;
            }
            collector.emit(input, new Values(input.getStringByField("key"), value));
            collector.ack(input);
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("key", "message"));
        }
    }

    @Test
    void everyRecordReachesTheOtherTopicAndIsCommitted() throws Exception {
        broker.topic("in", 4);
        broker.topic("out", 2);
        broker.produce("in", 0, RECORDS);
        Properties producer = new Properties();
        producer.putAll(Map.of("bootstrap.servers", broker.address(), "acks", "all", "key.serializer", StringSerializer.class.getName(),
            "value.serializer", StringSerializer.class.getName()));
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("spout", new KafkaSpout<>(KafkaSpoutConfig.builder(broker.address(), "in").setProp("group.id", "spout")
            .setFirstPollOffsetStrategy(FirstPollOffsetStrategy.EARLIEST).setOffsetCommitPeriodMs(500).build()), 2);
        builder.setBolt("some", new FailsSome(), 2).shuffleGrouping("spout");
        builder.setBolt("bolt", new KafkaBolt<String, String>().withProducerProperties(producer).withTopicSelector("out")
            .withTupleToKafkaMapper(new FieldNameBasedTupleToKafkaMapper<>()), 2).shuffleGrouping("some");
        try (LocalCluster.LocalTopology topology = cluster.submitTopology("kafka", twoWorkers(), builder.createTopology())) {
            assertEquals(KafkaBroker.numbers(0, RECORDS), broker.values("out", RECORDS).keySet());
            Waits.until(() -> broker.committed("spout") == RECORDS, () -> "offsets of " + RECORDS + " records, not of " + broker.committed("spout"));
        }
        assertEquals(2, PORTS.size(), "workers");
    }

    /** The number in a record. */
    private static final class ToNumber implements MapFunction {
        private static final long serialVersionUID = 1;

        @Override
        public Values execute(TridentTuple input) {
            return new Values(Long.parseLong(input.getStringByField("value")));
        }
    }

    /** Tells the total, as it is after each batch. */
    private static final class Tells implements MapFunction {
        private static final long serialVersionUID = 1;

        @Override
        public Values execute(TridentTuple input) {
            TOTAL.set(input.getLong(0));
            return new Values(input.getLong(0));
        }
    }

    @Test
    void anOpaqueTridentSpoutGivesEachRecordOnce() throws Exception {
        broker.topic("trident", 3);
        broker.produce("trident", 0, RECORDS);
        TridentTopology topology = new TridentTopology();
        topology.newStream("kafka", new KafkaTridentSpoutOpaque<>(KafkaTridentSpoutConfig.builder(broker.address(), "trident").setProp("group.id", "trident")
                .setFirstPollOffsetStrategy(FirstPollOffsetStrategy.UNCOMMITTED_EARLIEST).setProp("max.poll.records", 100).build()))
            .parallelismHint(2).map(new ToNumber(), new Fields("number"))
            .persistentAggregate(new MemoryMapState.Factory(), new Fields("number"), new Sum(), new Fields("sum")).newValuesStream()
            .map(new Tells());
        long expected = (long) RECORDS * (RECORDS - 1) / 2;
        try (LocalCluster.LocalTopology submitted = cluster.submitTopology("trident", twoWorkers(), topology.build())) {
            Waits.until(() -> TOTAL.get() >= expected, () -> "a sum of " + expected + ", not " + TOTAL.get());
            broker.produce("trident", 0, 10);
            Waits.until(() -> TOTAL.get() >= expected + 45, () -> "a sum of " + (expected + 45) + ", not " + TOTAL.get());
        }
        assertEquals(expected + 45, TOTAL.get());
    }
}
