// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter.trident;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.storm.ILocalDRPC;
import org.apache.storm.StormSubmitter;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.topology.ConfigurableTopology;
import org.apache.storm.trident.Stream;
import org.apache.storm.trident.TridentState;
import org.apache.storm.trident.TridentTopology;
import org.apache.storm.trident.operation.BaseFilter;
import org.apache.storm.trident.operation.Consumer;
import org.apache.storm.trident.operation.FlatMapFunction;
import org.apache.storm.trident.operation.MapFunction;
import org.apache.storm.trident.operation.builtin.Count;
import org.apache.storm.trident.operation.builtin.FilterNull;
import org.apache.storm.trident.operation.builtin.MapGet;
import org.apache.storm.trident.operation.builtin.Sum;
import org.apache.storm.trident.spout.IBatchSpout;
import org.apache.storm.trident.testing.FixedBatchSpout;
import org.apache.storm.trident.testing.MemoryMapState;
import org.apache.storm.trident.tuple.TridentTuple;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Values;

/**
 * The short forms of operations: {@code flatMap} to split, {@code map} to change, {@code filter} to choose, {@code peek} to look. It counts the
 * words that begin with T, in capitals, and serves their counts as function {@code words}. Argument: the topology's name (default
 * {@code map-example}).
 */
public class TridentMapExample extends ConfigurableTopology {
    static final String FUNCTION = "words";
    private static final int SENTENCES_A_BATCH = 2;

    public static void main(String[] args) {
        ConfigurableTopology.start(new TridentMapExample(), args);
    }

    @Override
    protected int run(String[] args) throws Exception {
        FixedBatchSpout sentences = sentences();
        sentences.setCycle(true);
        StormSubmitter.submitTopology(args.length > 0 ? args[0] : "map-example", conf, topology(sentences, null, tuple -> System.out.println(tuple)));
        return 0;
    }

    static FixedBatchSpout sentences() {
        return new FixedBatchSpout(new Fields("sentence"), SENTENCES_A_BATCH, new Values("two trains left the town"),
            new Values("the tall tower is in the old town"), new Values("tea or coffee"));
    }

    /** Sees tuples pass. Serializable, as everything in a topology is. */
    interface Look extends Consumer {
    }

    /** @param drpc where the function is served in this JVM; null for the configured servers */
    static StormTopology topology(IBatchSpout sentences, ILocalDRPC drpc, Look look) {
        TridentTopology topology = new TridentTopology();
        Stream words = topology.newStream("sentences", sentences)
            .flatMap(SPLIT, new Fields("word"))
            .map(CAPITALS)
            .filter(new BeginsWithT())
            .peek(look);
        TridentState counts = words.groupBy(new Fields("word")).persistentAggregate(new MemoryMapState.Factory(), new Count(), new Fields("count"));
        topology.newDRPCStream(FUNCTION, drpc)
            .flatMap(SPLIT, new Fields("word"))
            .map(CAPITALS)
            .groupBy(new Fields("word"))
            .stateQuery(counts, new Fields("word"), new MapGet(), new Fields("count"))
            .filter(new Fields("count"), new FilterNull())
            .aggregate(new Fields("count"), new Sum(), new Fields("sum"));
        return topology.build();
    }

    private static final FlatMapFunction SPLIT = text -> {
        List<Values> words = new ArrayList<>();
        for (String word : text.getString(0).split(" ")) {
            words.add(new Values(word));
        }
        return words;
    };

    private static final MapFunction CAPITALS = word -> new Values(word.getString(0).toUpperCase(Locale.ROOT));

    /** Keeps the words that begin with a capital T. */
    static final class BeginsWithT extends BaseFilter {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean isKeep(TridentTuple tuple) {
            return tuple.getString(0).startsWith("T");
        }
    }
}
