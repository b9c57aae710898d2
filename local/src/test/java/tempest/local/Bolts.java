// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.local;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.BasicOutputCollector;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseBasicBolt;
import org.apache.storm.topology.base.BaseRichBolt;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;
import org.apache.storm.utils.TupleUtils;

/** The bolts of these tests. */
final class Bolts {
    private Bolts() {
    }

    /** Emits each input's values with the index of the task that got it. */
    static final class WhoGotIt extends BaseBasicBolt {
        private static final long serialVersionUID = 1;
        private int index;

        @Override
        public void prepare(Map<String, Object> conf, TopologyContext context) {
            index = context.getThisTaskIndex();
        }

        @Override
        public void execute(Tuple input, BasicOutputCollector collector) {
            collector.emit(new Values(input.getValue(0), index));
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("value", "index"));
        }
    }

    /** Sends even numbers to the stream even, odd ones to odd, and each also directly to one task of the bolt named. */
    static final class Sorter extends BaseRichBolt {
        private static final long serialVersionUID = 1;
        private final String target;
        private transient OutputCollector collector;
        private transient List<Integer> tasks;

        Sorter(String target) {
            this.target = target;
        }

        @Override
        public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
            this.collector = collector;
            tasks = context.getComponentTasks(target);
        }

        @Override
        public void execute(Tuple input) {
            int number = input.getInteger(0);
            collector.emit(number % 2 == 0 ? "even" : "odd", input, new Values(number));
            collector.emitDirect(tasks.get(number % tasks.size()), "chosen", input, new Values(number));
            collector.ack(input);
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declareStream("even", new Fields("number"));
            declarer.declareStream("odd", new Fields("number"));
            declarer.declareStream("chosen", true, new Fields("number"));
        }
    }

    /** Waits for as many tuples as it says, then emits one anchored to them all, and acks them. */
    static final class Gather extends BaseRichBolt {
        private static final long serialVersionUID = 1;
        private final int size;
        private transient OutputCollector collector;
        private transient List<Tuple> waiting;

        Gather(int size) {
            this.size = size;
        }

        @Override
        public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
            this.collector = collector;
            waiting = new ArrayList<>();
        }

        @Override
        public void execute(Tuple input) {
            waiting.add(input);
            if (waiting.size() < size) {
                return;
            }
            StringBuilder joined = new StringBuilder();
            waiting.forEach(tuple -> joined.append(tuple.getString(0)));
            collector.emit(waiting, new Values(joined.toString()));
            waiting.forEach(collector::ack);
            waiting.clear();
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("word"));
        }
    }

    /** Holds what it gets until the component "control" sends (ack | fail | reset, value), and reports what it did. */
    static final class Holder extends BaseRichBolt {
        private static final long serialVersionUID = 1;
        private final Events events;
        private transient OutputCollector collector;
        private transient List<Tuple> held;

        Holder(Events events) {
            this.events = events;
        }

        @Override
        public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
            this.collector = collector;
            held = new ArrayList<>();
        }

        @Override
        public void execute(Tuple input) {
            if (!input.getSourceComponent().equals("control")) {
                held.add(input);
                events.add("held " + input.getValue(0));
                return;
            }
            String order = input.getString(0);
            for (Iterator<Tuple> each = held.iterator(); each.hasNext();) {
                Tuple tuple = each.next();
                if (!tuple.getValue(0).equals(input.getValue(1))) {
                    continue;
                }
                switch (order) {
                    case "ack" -> collector.ack(tuple);
                    case "fail" -> collector.fail(tuple);
                    case "reset" -> collector.resetTimeout(tuple);
                    default -> throw new IllegalArgumentException(order);
                }
                if (!order.equals("reset")) {
                    each.remove();
                }
                events.add(order + " " + tuple.getValue(0));
            }
            collector.ack(input);
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            // It emits nothing.
        }
    }

    /** Tells its life and the first values of its tuples. A tuple of "boom" makes it throw, one of "lost" is never acked, "bad" fails. */
    static final class Teller extends BaseRichBolt {
        private static final long serialVersionUID = 1;
        private final Events events;
        private transient OutputCollector collector;
        private transient int port;

        Teller(Events events) {
            this.events = events;
        }

        @Override
        public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
            this.collector = collector;
            port = context.getThisWorkerPort();
            events.add("prepare");
        }

        @Override
        public void execute(Tuple input) {
            Object value = TupleUtils.isTick(input) ? "tick" : input.getValue(0);
            if (value.equals("boom")) {
                throw new IllegalStateException("the bolt was told to go boom");
            }
            events.add(value);
            events.add("port " + port);
            if (value.equals("bad")) {
                collector.fail(input);
            } else if (!value.equals("lost")) {
                collector.ack(input);
            }
        }

        @Override
        public void cleanup() {
            events.add("cleanup");
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            // It emits nothing.
        }
    }
}
