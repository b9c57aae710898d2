// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package foreign.exact;

import org.apache.storm.Config;
import org.apache.storm.StormSubmitter;
import org.apache.storm.kafka.spout.FirstPollOffsetStrategy;
import org.apache.storm.kafka.spout.trident.KafkaTridentSpoutConfig;
import org.apache.storm.kafka.spout.trident.KafkaTridentSpoutOpaque;
import org.apache.storm.trident.TridentTopology;
import org.apache.storm.trident.operation.BaseFunction;
import org.apache.storm.trident.operation.TridentCollector;
import org.apache.storm.trident.operation.builtin.Sum;
import org.apache.storm.trident.tuple.TridentTuple;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Values;

/** {@code ExactKafkaCount NAME BROKER TOPIC PORT}: counts a topic's numbers by their last digit, in the table NAME of the server at the port, each record once. */
public final class ExactKafkaCount {
    private ExactKafkaCount() {
    }

    /** The last digit of a number, and 1. */
    public static final class LastDigit extends BaseFunction {
        private static final long serialVersionUID = 1L;

        @Override
        public void execute(TridentTuple tuple, TridentCollector collector) {
            String number = tuple.getString(0);
            collector.emit(new Values(number.substring(number.length() - 1), 1L));
        }
    }

    public static void main(String[] args) throws Exception {
        TridentTopology topology = new TridentTopology();
        topology.newStream(args[0], new KafkaTridentSpoutOpaque<>(KafkaTridentSpoutConfig.builder(args[1], args[2]).setProp("group.id", args[0])
                .setFirstPollOffsetStrategy(FirstPollOffsetStrategy.UNCOMMITTED_EARLIEST).setProp("max.poll.records", 100).build()))
            .parallelismHint(2)
            .each(new Fields("value"), new LastDigit(), new Fields("digit", "one"))
            .groupBy(new Fields("digit"))
            .persistentAggregate(ServedMap.factory(Integer.parseInt(args[3]), args[0], ServedMap.Kind.OPAQUE), new Fields("one"), new Sum(), new Fields("count"))
            .parallelismHint(2);
        Config conf = new Config();
        conf.setNumWorkers(2);
        conf.setMaxSpoutPending(2);
        conf.setMessageTimeoutSecs(5);
        conf.put(Config.TOPOLOGY_TRIDENT_BATCH_EMIT_INTERVAL_MILLIS, 100);
        StormSubmitter.submitTopology(args[0], conf, topology.build());
    }
}
