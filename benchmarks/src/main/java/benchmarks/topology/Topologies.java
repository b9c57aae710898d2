// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package benchmarks.topology;

import java.util.Locale;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.tuple.Fields;

/** The shapes that are measured. In all of them the component {@code end} or {@code count} is where tuples arrive at last. */
public enum Topologies {
    /** A spout and a bolt that only acks. */
    NULL {
        @Override
        void build(TopologyBuilder builder, Load load) {
            builder.setSpout("spout", load.spout(LoadSpout.Items.WORD));
            builder.setBolt("end", new PassBolt(0)).shuffleGrouping("spout");
        }
    },
    /** One bolt more, which emits what it gets. */
    IDENTITY {
        @Override
        void build(TopologyBuilder builder, Load load) {
            builder.setSpout("spout", load.spout(LoadSpout.Items.WORD));
            builder.setBolt("identity", new PassBolt(1)).shuffleGrouping("spout");
            builder.setBolt("end", new PassBolt(0)).shuffleGrouping("identity");
        }
    },
    /** Sentences of 8 words, split, counted by word: one spout, one splitter, one counter. In two workers the schedulers of both systems
     * deal executors to them in turn in order of component names, which sets the splitter apart from the counter and the spout. */
    WORDCOUNT {
        @Override
        void build(TopologyBuilder builder, Load load) {
            builder.setSpout("spout", load.spout(LoadSpout.Items.SENTENCES));
            builder.setBolt("split", new SplitBolt()).shuffleGrouping("spout");
            builder.setBolt("count", new CountBolt()).fieldsGrouping("split", new Fields("word"));
        }
    },
    /** The same as most people write it: basic bolts, a regular expression, a hash map, and counts that are emitted though no bolt subscribes. */
    WORDCOUNT_BASIC {
        @Override
        void build(TopologyBuilder builder, Load load) {
            builder.setSpout("spout", load.spout(LoadSpout.Items.SENTENCES));
            builder.setBolt("split", new BasicSplitBolt()).shuffleGrouping("spout");
            builder.setBolt("count", new BasicCountBolt()).fieldsGrouping("split", new Fields("word"));
        }
    },
    /** Each root has 10 children and each of them one of its own, all anchored: 21 tuples a tree. */
    TREE {
        @Override
        void build(TopologyBuilder builder, Load load) {
            builder.setSpout("spout", load.spout(LoadSpout.Items.WORD));
            builder.setBolt("fan", new PassBolt(10)).shuffleGrouping("spout");
            builder.setBolt("pass", new PassBolt(1)).shuffleGrouping("fan");
            builder.setBolt("end", new PassBolt(0)).shuffleGrouping("pass");
        }
    },
    /** Two spouts whose tuples are joined in pairs: what comes out is anchored to two roots. */
    JOIN {
        @Override
        void build(TopologyBuilder builder, Load load) {
            builder.setSpout("left", load.spout(LoadSpout.Items.WORD));
            builder.setSpout("right", load.spout(LoadSpout.Items.WORD));
            builder.setBolt("join", new JoinBolt()).globalGrouping("left").globalGrouping("right");
            builder.setBolt("end", new PassBolt(0)).shuffleGrouping("join");
        }
    },
    /** Half of the executors are spouts, the others bolts that only ack; every spout sends to every bolt. */
    WIDE {
        @Override
        void build(TopologyBuilder builder, Load load) {
            builder.setSpout("spout", load.spout(LoadSpout.Items.WORD), load.executors() / 2);
            builder.setBolt("end", new PassBolt(0), load.executors() - load.executors() / 2).shuffleGrouping("spout");
        }
    },
    /** As {@link #WIDE}, but keys decide which bolt receives a tuple: hardly two tuples that follow each other go to the same one. */
    FIELDS {
        @Override
        void build(TopologyBuilder builder, Load load) {
            builder.setSpout("spout", load.spout(LoadSpout.Items.KEYS), load.executors() / 2);
            builder.setBolt("end", new PassBolt(0), load.executors() - load.executors() / 2).fieldsGrouping("spout", new Fields("item"));
        }
    },
    /** The word count with a third of all executors for each of its components. */
    WORDCOUNT_WIDE {
        @Override
        void build(TopologyBuilder builder, Load load) {
            int third = Math.max(1, load.executors() / 3);
            builder.setSpout("spout", load.spout(LoadSpout.Items.SENTENCES), third);
            builder.setBolt("split", new SplitBolt(), third).shuffleGrouping("spout");
            builder.setBolt("count", new CountBolt(), Math.max(1, load.executors() - 2 * third)).fieldsGrouping("split", new Fields("word"));
        }
    };

    /** The shape of this name, in small letters and with hyphens. */
    public static Topologies named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    abstract void build(TopologyBuilder builder, Load load);

    /** The topology, with the hook that writes its figures into files of the folder. */
    public StormTopology create(Load load, String folder) {
        TopologyBuilder builder = new TopologyBuilder();
        build(builder, load);
        builder.addWorkerHook(new FiguresHook(folder));
        return builder.createTopology();
    }

    /**
     * How a topology is loaded.
     *
     * @param acks      whether spouts emit with message ids
     * @param rate      roots a second of each spout's task; 0 for as many as it is asked for
     * @param executors how many, where the shape leaves it open
     */
    public record Load(boolean acks, double rate, int executors) {
        LoadSpout spout(LoadSpout.Items items) {
            return new LoadSpout(items, acks, rate);
        }
    }
}
