// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.warmup;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.spout.SpoutOutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.BasicOutputCollector;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.topology.base.BaseBasicBolt;
import org.apache.storm.topology.base.BaseRichSpout;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;

/** The topology of the warm-up: a spout, and bolts connected by the usual groupings. */
final class SampleTopology {
    private static final int ENOUGH = 20_000;
    /** Opened when enough tuples have been acked. Static, because user code is copied by serialization. */
    static final CountDownLatch ACKED = new CountDownLatch(ENOUGH);

    private SampleTopology() {
    }

    static StormTopology build() {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("words", new Words(), 1);
        builder.setBolt("pass", new Pass(), 2).shuffleGrouping("words");
        builder.setBolt("count", new Pass(), 2).fieldsGrouping("pass", new Fields("word"));
        return builder.createTopology();
    }

    /** Emits the same few words endlessly. */
    public static final class Words extends BaseRichSpout {
        private static final long serialVersionUID = 1L;
        private transient SpoutOutputCollector out;
        private long number;

        @Override
        public void open(Map<String, Object> conf, TopologyContext context, SpoutOutputCollector collector) {
            out = collector;
        }

        @Override
        public void nextTuple() {
            out.emit(new Values("word " + number % 100, number), number++);
        }

        @Override
        public void ack(Object id) {
            ACKED.countDown();
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("word", "number"));
        }
    }

    /** Passes on what it receives. */
    public static final class Pass extends BaseBasicBolt {
        private static final long serialVersionUID = 1L;

        @Override
        public void execute(Tuple tuple, BasicOutputCollector out) {
            out.emit(new Values(tuple.getString(0), tuple.getLong(1)));
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("word", "number"));
        }
    }
}
