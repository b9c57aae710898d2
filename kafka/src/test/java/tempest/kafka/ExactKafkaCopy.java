// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.kafka;

import java.util.List;
import java.util.Map;
import org.apache.storm.StormSubmitter;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.grouping.CustomStreamGrouping;
import org.apache.storm.state.KeyValueState;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.task.WorkerTopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.topology.base.BaseStatefulBolt;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;

/** {@code ExactKafkaCopy NAME BROKER FOLDER WORKERS}: copies the numbers of the topic {@code in} to the topic {@code out}, each as {@code DIGIT:COUNT:NUMBER}, counted by its last digit, each once. */
public final class ExactKafkaCopy {
    private ExactKafkaCopy() {
    }

    /** Sends all numbers with the same last digit to one task. */
    public static final class ByLastDigit implements CustomStreamGrouping {
        private static final long serialVersionUID = 1L;
        private transient List<Integer> tasks;

        @Override
        public void prepare(WorkerTopologyContext context, GlobalStreamId stream, List<Integer> targetTasks) {
            tasks = targetTasks;
        }

        @Override
        public List<Integer> chooseTasks(int taskId, List<Object> values) {
            String number = (String) values.get(5);
            return List.of(tasks.get(number.charAt(number.length() - 1) % tasks.size()));
        }
    }

    /** Counts by the last digit. */
    public static final class Count extends BaseStatefulBolt<KeyValueState<String, Long>> {
        private static final long serialVersionUID = 1L;
        private transient OutputCollector collector;
        private transient KeyValueState<String, Long> counts;

        @Override
        public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
            this.collector = collector;
        }

        @Override
        public void initState(KeyValueState<String, Long> state) {
            counts = state;
        }

        @Override
        public void execute(Tuple record) {
            String number = record.getStringByField("value");
            String digit = number.substring(number.length() - 1);
            long count = counts.get(digit, 0L) + 1;
            counts.put(digit, count);
            collector.emit(record, new Values(digit, digit + ":" + count + ":" + number));
            collector.ack(record);
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("key", "value"));
        }
    }

    /** Of two tasks each; the counts are by {@link ByLastDigit}. */
    static StormTopology topology(String broker, BaseStatefulBolt<?> count) {
        Map<String, Object> kafka = Map.of("bootstrap.servers", broker);
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("in", new KafkaSource(kafka, List.of("in")), 2);
        builder.setBolt("count", count, 2).customGrouping("in", new ByLastDigit());
        builder.setBolt("out", new KafkaSink(kafka, "out"), 2).shuffleGrouping("count");
        return builder.createTopology();
    }

    public static void main(String[] args) throws Exception {
        Map<String, Object> conf = Map.of("topology.state.guarantee", "exactly-once", "topology.state.epoch.folder", args[2], "topology.workers", Integer.parseInt(args[3]),
            "topology.state.checkpoint.interval.ms", 200, "topology.fall.back.on.java.serialization", false);
        StormSubmitter.submitTopology(args[0], conf, topology(args[1], new Count()));
    }
}
