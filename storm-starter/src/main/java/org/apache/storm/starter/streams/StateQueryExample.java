// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter.streams;

import org.apache.storm.StormSubmitter;
import org.apache.storm.starter.spout.RandomWordSpout;
import org.apache.storm.streams.Pair;
import org.apache.storm.streams.PairStream;
import org.apache.storm.streams.StreamBuilder;
import org.apache.storm.streams.StreamState;
import org.apache.storm.streams.operations.mappers.ValueMapper;
import org.apache.storm.topology.ConfigurableTopology;
import org.apache.storm.topology.IRichSpout;

/** Counts words in a state, and asks it about others. Arguments: the topology's name (default {@code state-query-example}). */
public class StateQueryExample extends ConfigurableTopology {
    public static void main(String[] args) {
        ConfigurableTopology.start(new StateQueryExample(), args);
    }

    @Override
    protected int run(String[] args) throws Exception {
        StreamBuilder builder = new StreamBuilder();
        answers(builder, new RandomWordSpout(), new RandomWordSpout()).print();
        StormSubmitter.submitTopology(args.length > 0 ? args[0] : "state-query-example", conf, builder.build());
        return 0;
    }

    static PairStream<String, Long> answers(StreamBuilder builder, IRichSpout words, IRichSpout questions) {
        StreamState<String, Long> counts = builder.newStream(words, new ValueMapper<String>(0)).mapToPair(word -> Pair.of(word, 1L))
            .updateStateByKey(0L, (count, one) -> count + one);
        return builder.newStream(questions, new ValueMapper<String>(0)).stateQuery(counts);
    }
}
