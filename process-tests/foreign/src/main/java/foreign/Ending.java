// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package foreign;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.storm.Config;
import org.apache.storm.StormSubmitter;
import org.apache.storm.spout.SpoutOutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.topology.base.BaseRichSpout;
import org.apache.storm.tuple.Fields;

/** User code that ends its worker. Arguments: NAME, and exit-STATUS, halt-STATUS, class or memory. */
public final class Ending {
    private Ending() {
    }

    public static void main(String[] args) throws Exception {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("last", new Last(args[1]), 1);
        StormSubmitter.submitTopology(args[0], new Config(), builder.createTopology());
    }

    /** Ends the worker as soon as it may emit. */
    public static final class Last extends BaseRichSpout {
        private static final long serialVersionUID = 1L;
        private final String how;

        Last(String how) {
            this.how = how;
        }

        @Override
        public void open(Map<String, Object> conf, TopologyContext context, SpoutOutputCollector collector) {
            // Nothing to prepare.
        }

        @Override
        public void nextTuple() {
            if (how.startsWith("exit-")) {
                System.exit(Integer.parseInt(how.substring("exit-".length())));
            }
            if (how.startsWith("halt-")) {
                Runtime.getRuntime().halt(Integer.parseInt(how.substring("halt-".length())));
            }
            if (how.equals("class")) {
                // One of the big libraries that Storm brings along.
                throw new IllegalStateException("found " + org.apache.storm.shade.org.apache.zookeeper.CreateMode.PERSISTENT);
            }
            new Thread(Last::fill, "hungry").start();
        }

        /** It catches what it gets, like code that means too well. */
        private static void fill() {
            List<byte[]> all = new ArrayList<>();
            try {
                while (true) {
                    all.add(new byte[1 << 20]);
                }
            } catch (OutOfMemoryError e) {
                all.get(0)[0] = 1;
            }
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("nothing"));
        }
    }
}
