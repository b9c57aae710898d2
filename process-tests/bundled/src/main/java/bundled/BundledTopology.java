// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package bundled;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
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

/**
 * A topology whose jar holds old versions of libraries that the engine uses too. The bolt writes down, for each, the jar that
 * its class was loaded from. Arguments: NAME RESULT_FILE.
 */
public final class BundledTopology {
    private BundledTopology() {
    }

    public static void main(String[] args) throws Exception {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("once", new Once(), 1);
        builder.setBolt("look", new Look(args[1]), 1).shuffleGrouping("once");
        StormSubmitter.submitTopology(args[0], new Config(), builder.createTopology());
    }

    /** Emits one tuple, and again if it fails. */
    public static final class Once extends BaseRichSpout {
        private static final long serialVersionUID = 1L;
        private transient SpoutOutputCollector collector;
        private transient boolean emitted;

        @Override
        public void open(Map<String, Object> conf, TopologyContext context, SpoutOutputCollector collector) {
            this.collector = collector;
        }

        @Override
        public void nextTuple() {
            if (!emitted) {
                emitted = true;
                collector.emit(new Values("look"), 1);
            }
        }

        @Override
        public void fail(Object id) {
            emitted = false;
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("word"));
        }
    }

    /** Uses each library by a class or method that only the bundled version has the way it is used here. */
    public static final class Look extends BaseBasicBolt {
        private static final long serialVersionUID = 1L;
        private final String file;

        Look(String file) {
            this.file = file;
        }

        @Override
        public void execute(Tuple input, BasicOutputCollector collector) {
            StringJoiner seen = new StringJoiner("\n", "", "\n");
            for (Class<?> used : List.of(io.netty.buffer.Unpooled.class, com.google.common.collect.ImmutableList.class,
                org.apache.curator.RetryLoop.class, org.apache.zookeeper.CreateMode.class, org.apache.thrift.TException.class,
                com.fasterxml.jackson.core.JsonFactory.class, org.yaml.snakeyaml.Yaml.class)) {
                String jar = Path.of(used.getProtectionDomain().getCodeSource().getLocation().getPath()).getFileName().toString();
                seen.add(used.getName() + " " + jar);
            }
            // Guava 19 still has the constructor-like factory that later versions took away.
            seen.add("guava " + com.google.common.base.Objects.toStringHelper("19").toString());
            seen.add("yaml " + new org.yaml.snakeyaml.Yaml().load("[1, 2]"));
            seen.add("netty " + io.netty.buffer.Unpooled.copiedBuffer(new byte[] {1, 2}).readableBytes());
            try {
                Path part = Path.of(file + ".part");
                Files.writeString(part, seen.toString());
                Files.move(part, Path.of(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            // The end of the line.
        }
    }
}
