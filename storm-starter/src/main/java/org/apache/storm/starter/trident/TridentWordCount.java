// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter.trident;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.apache.storm.ILocalDRPC;
import org.apache.storm.StormSubmitter;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.starter.FunctionCalls;
import org.apache.storm.topology.ConfigurableTopology;
import org.apache.storm.trident.TridentState;
import org.apache.storm.trident.TridentTopology;
import org.apache.storm.trident.operation.BaseFunction;
import org.apache.storm.trident.operation.TridentCollector;
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
 * Counts words exactly once each, and serves the function {@code words}: how often were all these words seen together? Call it with
 * {@code storm drpc-client words "cat dog"}. Arguments: the topology's name (default {@code word-counter}) and how often to call the
 * function after it was submitted (default 10).
 */
public class TridentWordCount extends ConfigurableTopology {
    static final String FUNCTION = "words";
    private static final int WORKERS = 3;
    private static final int IN_FLIGHT = 20;
    private static final int SENTENCES_A_BATCH = 3;
    private static final int COUNTERS = 4;
    private static final int QUERIES = 10;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    public static void main(String[] args) {
        ConfigurableTopology.start(new TridentWordCount(), args);
    }

    @Override
    protected int run(String[] args) throws Exception {
        FixedBatchSpout sentences = sentences();
        sentences.setCycle(true);
        conf.setMaxSpoutPending(IN_FLIGHT);
        conf.setNumWorkers(WORKERS);
        StormSubmitter.submitTopology(args.length > 0 ? args[0] : "word-counter", conf, topology(sentences, null));
        int queries = args.length > 1 ? Integer.parseInt(args[1]) : QUERIES;
        FunctionCalls.print(conf, FUNCTION, Collections.nCopies(queries, "cat dog the man"), PAUSE);
        return 0;
    }

    static FixedBatchSpout sentences() {
        return new FixedBatchSpout(new Fields("sentence"), SENTENCES_A_BATCH, new Values("the man petted the cat"),
            new Values("a dog followed the man home"), new Values("the cat slept on four books"), new Values("how many books does a dog need"),
            new Values("all cats want to be the cat"));
    }

    /** @param drpc where the function is served in this JVM; null for the configured servers */
    static StormTopology topology(IBatchSpout sentences, ILocalDRPC drpc) {
        TridentTopology topology = new TridentTopology();
        TridentState counts = topology.newStream("sentences", sentences)
            .each(new Fields("sentence"), new Words(), new Fields("word"))
            .groupBy(new Fields("word"))
            .persistentAggregate(new MemoryMapState.Factory(), new Count(), new Fields("count")).parallelismHint(COUNTERS);
        topology.newDRPCStream(FUNCTION, drpc)
            .each(new Fields("args"), new Words(), new Fields("word"))
            .groupBy(new Fields("word"))
            .stateQuery(counts, new Fields("word"), new MapGet(), new Fields("count"))
            .each(new Fields("count"), new FilterNull())
            .aggregate(new Fields("count"), new Sum(), new Fields("sum"));
        return topology.build();
    }

    /** The words of a text. */
    static final class Words extends BaseFunction {
        private static final long serialVersionUID = 1L;

        @Override
        public void execute(TridentTuple tuple, TridentCollector collector) {
            for (String word : List.of(tuple.getString(0).split(" "))) {
                if (!word.isEmpty()) {
                    collector.emit(new Values(word));
                }
            }
        }
    }
}
