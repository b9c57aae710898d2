// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package foreign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.storm.Config;
import org.apache.storm.StormSubmitter;
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

/** A spout and a bolt; the spout makes a file at its first ack. {@code benchmarks/start-up} waits for it. Arguments: NAME FILE. */
public final class FirstAck {
    private FirstAck() {
    }

    public static void main(String[] args) throws Exception {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("spout", new Spout(args[1]), 1);
        builder.setBolt("bolt", new Bolt(), 1).shuffleGrouping("spout");
        StormSubmitter.submitTopology(args[0], new Config(), builder.createTopology());
    }

    /** Emits one tuple, and another after each fail. */
    public static final class Spout extends BaseRichSpout {
        private static final long serialVersionUID = 1L;
        private final String file;
        private transient SpoutOutputCollector collector;
        private transient boolean emitted;

        Spout(String file) {
            this.file = file;
        }

        @Override
        public void open(Map<String, Object> conf, TopologyContext context, SpoutOutputCollector collector) {
            this.collector = collector;
        }

        @Override
        public void nextTuple() {
            if (!emitted) {
                emitted = true;
                collector.emit(new Values(1), 1);
            }
        }

        @Override
        public void ack(Object id) {
            try {
                Files.createFile(Path.of(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void fail(Object id) {
            emitted = false;
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("one"));
        }
    }

    /** Acks what it gets. */
    public static final class Bolt extends BaseBasicBolt {
        private static final long serialVersionUID = 1L;

        @Override
        public void execute(Tuple input, BasicOutputCollector collector) {
            // The basic bolt acks.
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            // The end of the line.
        }
    }
}
