// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package foreign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.apache.storm.Config;
import org.apache.storm.StormSubmitter;
import org.apache.storm.spout.SpoutOutputCollector;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.BasicOutputCollector;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.topology.base.BaseBasicBolt;
import org.apache.storm.topology.base.BaseRichBolt;
import org.apache.storm.topology.base.BaseRichSpout;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;

/**
 * A topology as a user of Apache Storm has it: spouts and bolts of several kinds and groupings, a class of its own in the
 * tuples (registered with Kryo), and libraries that Storm brings along, in main and in a bolt. The spout emits the numbers 1 to
 * 1000, each until acked; the last bolt writes the sum of what it has seen once to a file. Arguments: NAME RESULT_FILE.
 */
public final class ForeignTopology {
    static final int NUMBERS = 1000;

    private ForeignTopology() {
    }

    public static void main(String[] args) throws Exception {
        BroughtAlong.text(0);
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("numbers", new Numbers(), 2);
        builder.setBolt("wrap", new Wrap(), 2).shuffleGrouping("numbers");
        builder.setBolt("check", new Check(), 2).fieldsGrouping("wrap", new Fields("key"));
        builder.setBolt("sum", new Sum(args[1]), 1).globalGrouping("check", "checked");
        Config conf = new Config();
        conf.setNumWorkers(2);
        conf.registerSerialization(Wrapped.class);
        conf.setMessageTimeoutSecs(20);
        StormSubmitter.submitTopology(args[0], conf, builder.createTopology());
    }

    /** What travels. */
    public static final class Wrapped {
        int number;
        String text;
    }

    /** Task 0 emits the odd numbers and task 1 the even ones. */
    public static final class Numbers extends BaseRichSpout {
        private static final long serialVersionUID = 1L;
        private transient SpoutOutputCollector collector;
        private transient int next;

        @Override
        public void open(Map<String, Object> conf, TopologyContext context, SpoutOutputCollector collector) {
            this.collector = collector;
            next = 1 + context.getThisTaskIndex();
        }

        @Override
        public void nextTuple() {
            if (next <= NUMBERS) {
                collector.emit(new Values(next), next);
                next += 2;
            }
        }

        @Override
        public void fail(Object id) {
            collector.emit(new Values(id), id);
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("number"));
        }
    }

    /** Puts a number into an object, by a basic bolt. */
    public static final class Wrap extends BaseBasicBolt {
        private static final long serialVersionUID = 1L;

        @Override
        public void execute(Tuple input, BasicOutputCollector collector) {
            Wrapped wrapped = new Wrapped();
            wrapped.number = input.getInteger(0);
            wrapped.text = BroughtAlong.text(wrapped.number);
            collector.emit(new Values(wrapped.number % 7, wrapped));
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("key", "wrapped"));
        }
    }

    /** Checks the object and sends the number on by a named stream, anchored by hand. */
    public static final class Check extends BaseRichBolt {
        private static final long serialVersionUID = 1L;
        private transient OutputCollector collector;

        @Override
        public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
            this.collector = collector;
        }

        @Override
        public void execute(Tuple input) {
            Wrapped wrapped = (Wrapped) input.getValueByField("wrapped");
            if (!wrapped.text.equals("n" + wrapped.number)) {
                throw new IllegalStateException("got " + wrapped.text + " for " + wrapped.number);
            }
            collector.emit("checked", input, new Values(wrapped.number));
            collector.ack(input);
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declareStream("checked", new Fields("number"));
        }
    }

    /** Adds up each number once and writes the sum down when all are there. */
    public static final class Sum extends BaseBasicBolt {
        private static final long serialVersionUID = 1L;
        private final String file;
        private final Map<Integer, Integer> seen = new HashMap<>();

        Sum(String file) {
            this.file = file;
        }

        @Override
        public void execute(Tuple input, BasicOutputCollector collector) {
            Integer number = input.getInteger(0);
            if (seen.put(number, number) == null && seen.size() == NUMBERS) {
                long sum = seen.values().stream().mapToLong(Integer::longValue).sum();
                try {
                    Files.writeString(Path.of(file), sum + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            // The end of the line.
        }
    }
}
