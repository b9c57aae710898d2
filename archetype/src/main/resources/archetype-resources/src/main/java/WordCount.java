package ${package};

import org.apache.storm.topology.ConfigurableTopology;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.tuple.Fields;

/** Submits the topology, under the name that the first argument gives. */
public class WordCount extends ConfigurableTopology {
    public static void main(String[] args) {
        ConfigurableTopology.start(new WordCount(), args);
    }

    @Override
    protected int run(String[] args) {
        return submit(args.length > 0 ? args[0] : "word-count", conf, topology());
    }

    static TopologyBuilder topology() {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("sentences", new Sentences());
        builder.setBolt("split", new Split(), 2).shuffleGrouping("sentences");
        builder.setBolt("count", new Count(), 2).fieldsGrouping("split", new Fields("word"));
        builder.setBolt("top", new Top()).globalGrouping("count");
        return builder;
    }
}
