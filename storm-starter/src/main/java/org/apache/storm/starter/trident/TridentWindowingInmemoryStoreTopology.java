// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter.trident;

import java.util.Map;
import java.util.TreeMap;
import org.apache.storm.StormSubmitter;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.topology.ConfigurableTopology;
import org.apache.storm.topology.base.BaseWindowedBolt;
import org.apache.storm.trident.TridentTopology;
import org.apache.storm.trident.operation.BaseAggregator;
import org.apache.storm.trident.operation.Consumer;
import org.apache.storm.trident.operation.TridentCollector;
import org.apache.storm.trident.spout.IBatchSpout;
import org.apache.storm.trident.testing.FixedBatchSpout;
import org.apache.storm.trident.testing.Split;
import org.apache.storm.trident.tuple.TridentTuple;
import org.apache.storm.trident.windowing.InMemoryWindowsStoreFactory;
import org.apache.storm.trident.windowing.config.SlidingCountWindow;
import org.apache.storm.trident.windowing.config.SlidingDurationWindow;
import org.apache.storm.trident.windowing.config.TumblingCountWindow;
import org.apache.storm.trident.windowing.config.TumblingDurationWindow;
import org.apache.storm.trident.windowing.config.WindowConfig;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Values;

/**
 * How often each word is in a window. Arguments: the topology's name (default {@code windows}) and the kind of window: {@code sliding-count} (default),
 * {@code tumbling-count}, {@code sliding-duration} or {@code tumbling-duration}. Windows are kept in memory; a store of another kind keeps them when a
 * worker dies.
 */
public class TridentWindowingInmemoryStoreTopology extends ConfigurableTopology {
    private static final int SENTENCES_A_BATCH = 3;
    private static final Map<String, WindowConfig> KINDS = Map.of(
        "sliding-count", SlidingCountWindow.of(1000, 100),
        "tumbling-count", TumblingCountWindow.of(1000),
        "sliding-duration", SlidingDurationWindow.of(BaseWindowedBolt.Duration.seconds(6), BaseWindowedBolt.Duration.seconds(3)),
        "tumbling-duration", TumblingDurationWindow.of(BaseWindowedBolt.Duration.seconds(3)));

    public static void main(String[] args) {
        ConfigurableTopology.start(new TridentWindowingInmemoryStoreTopology(), args);
    }

    @Override
    protected int run(String[] args) throws Exception {
        String kind = args.length > 1 ? args[1] : "sliding-count";
        if (!KINDS.containsKey(kind)) {
            System.err.println("\"" + kind + "\" is no kind of window; there are " + KINDS.keySet());
            return 1;
        }
        FixedBatchSpout sentences = sentences();
        sentences.setCycle(true);
        StormSubmitter.submitTopology(args.length > 0 ? args[0] : "windows", conf, topology(sentences, KINDS.get(kind), tuple -> System.out.println(tuple)));
        return 0;
    }

    static FixedBatchSpout sentences() {
        return new FixedBatchSpout(new Fields("sentence"), SENTENCES_A_BATCH, new Values("one two three"), new Values("two three"), new Values("three"),
            new Values("four three two one"));
    }

    static StormTopology topology(IBatchSpout sentences, WindowConfig window, Consumer counts) {
        TridentTopology topology = new TridentTopology();
        topology.newStream("sentences", sentences)
            .each(new Fields("sentence"), new Split(), new Fields("word"))
            .window(window, new InMemoryWindowsStoreFactory(), new Fields("word"), new CountEach(), new Fields("counts"))
            .peek(counts);
        return topology.build();
    }

    /** How often each value is there. */
    static final class CountEach extends BaseAggregator<Map<String, Integer>> {
        private static final long serialVersionUID = 1L;

        @Override
        public Map<String, Integer> init(Object batchId, TridentCollector collector) {
            return new TreeMap<>();
        }

        @Override
        public void aggregate(Map<String, Integer> counts, TridentTuple tuple, TridentCollector collector) {
            counts.merge(tuple.getString(0), 1, Integer::sum);
        }

        @Override
        public void complete(Map<String, Integer> counts, TridentCollector collector) {
            collector.emit(new Values(counts));
        }
    }
}
