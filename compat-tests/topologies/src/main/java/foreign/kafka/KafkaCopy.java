// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package foreign.kafka;

import java.util.Properties;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.storm.Config;
import org.apache.storm.StormSubmitter;
import org.apache.storm.kafka.bolt.KafkaBolt;
import org.apache.storm.kafka.bolt.mapper.FieldNameBasedTupleToKafkaMapper;
import org.apache.storm.kafka.spout.FirstPollOffsetStrategy;
import org.apache.storm.kafka.spout.KafkaSpout;
import org.apache.storm.kafka.spout.KafkaSpoutConfig;
import org.apache.storm.topology.BasicOutputCollector;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.topology.base.BaseBasicBolt;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;

/** {@code KafkaCopy NAME BROKER FROM TO}: copies a topic to another one, over three workers, each record at least once. */
public final class KafkaCopy {
    private static final int WORKERS = 3;

    private KafkaCopy() {
    }

    /** Passes on key and value. */
    private static final class Pass extends BaseBasicBolt {
        private static final long serialVersionUID = 1L;

        @Override
        public void execute(Tuple record, BasicOutputCollector collector) {
            collector.emit(new Values(record.getStringByField("key"), record.getStringByField("value")));
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("key", "message"));
        }
    }

    public static void main(String[] args) throws Exception {
        Properties producer = new Properties();
        producer.setProperty("bootstrap.servers", args[1]);
        producer.setProperty("acks", "all");
        producer.setProperty("key.serializer", StringSerializer.class.getName());
        producer.setProperty("value.serializer", StringSerializer.class.getName());
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("spout", new KafkaSpout<>(KafkaSpoutConfig.builder(args[1], args[2]).setProp("group.id", args[0])
            .setFirstPollOffsetStrategy(FirstPollOffsetStrategy.UNCOMMITTED_EARLIEST).setOffsetCommitPeriodMs(500).build()), 2);
        builder.setBolt("pass", new Pass(), WORKERS).shuffleGrouping("spout");
        builder.setBolt("bolt", new KafkaBolt<String, String>().withProducerProperties(producer).withTopicSelector(args[3])
            .withTupleToKafkaMapper(new FieldNameBasedTupleToKafkaMapper<>()), WORKERS).shuffleGrouping("pass");
        Config conf = new Config();
        conf.setNumWorkers(WORKERS);
        conf.setMessageTimeoutSecs(10);
        conf.setMaxSpoutPending(500);
        conf.setFallBackOnJavaSerialization(false);
        StormSubmitter.submitTopology(args[0], conf, builder.createTopology());
    }
}
