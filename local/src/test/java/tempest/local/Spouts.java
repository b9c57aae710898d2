// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.local;
import java.util.Map;
import org.apache.storm.spout.SpoutOutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseRichSpout;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Values;

/** The spouts of these tests. */
final class Spouts {
    private Spouts() {
    }

    /** Emits 0, 1, 2 ... as fast as it may, and reports its life cycle and how many are open. */
    static final class Counting extends BaseRichSpout {
        private static final long serialVersionUID = 1;
        private final Events events;
        private transient SpoutOutputCollector collector;
        private transient int next;
        private transient int open;

        Counting(Events events) {
            this.events = events;
        }

        @Override
        public void open(Map<String, Object> conf, TopologyContext context, SpoutOutputCollector collector) {
            this.collector = collector;
            events.add("open");
        }

        @Override
        public void nextTuple() {
            collector.emit(new Values(next), next);
            next++;
            open++;
            events.add(open > 3 ? "more than 3 open" : open + " open");
        }

        @Override
        public void ack(Object id) {
            open--;
            events.add("acked " + id);
        }

        @Override
        public void fail(Object id) {
            open--;
            events.add("failed " + id);
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("number"));
        }
    }

    /** Emits "tuple" all the time, and reports when it is opened, activated, deactivated and closed. */
    static final class Living extends BaseRichSpout {
        private static final long serialVersionUID = 1;
        private final Events events;
        private transient SpoutOutputCollector collector;

        Living(Events events) {
            this.events = events;
        }

        @Override
        public void open(Map<String, Object> conf, TopologyContext context, SpoutOutputCollector collector) {
            this.collector = collector;
            events.add("open");
        }

        @Override
        public void activate() {
            events.add("activate");
        }

        @Override
        public void deactivate() {
            events.add("deactivate");
        }

        @Override
        public void close() {
            events.add("close");
        }

        @Override
        public void nextTuple() {
            collector.emit(new Values("tuple"));
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("word"));
        }
    }
}
