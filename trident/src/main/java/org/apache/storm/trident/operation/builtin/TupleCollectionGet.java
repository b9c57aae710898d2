// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.operation.builtin;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.storm.trident.operation.TridentCollector;
import org.apache.storm.trident.state.BaseQueryFunction;
import org.apache.storm.trident.state.ITupleCollection;
import org.apache.storm.trident.state.State;
import org.apache.storm.trident.tuple.TridentTuple;

/** Gives each tuple all tuples of a state that is an {@link ITupleCollection}, one after the other. */
public class TupleCollectionGet extends BaseQueryFunction<State, Iterator<List<Object>>> {
    private static final long serialVersionUID = 1L;

    @Override
    public List<Iterator<List<Object>>> batchRetrieve(State state, List<TridentTuple> args) {
        List<Iterator<List<Object>>> all = new ArrayList<>(args.size());
        for (int i = 0; i < args.size(); i++) {
            all.add(((ITupleCollection) state).getTuples());
        }
        return all;
    }

    @Override
    public void execute(TridentTuple tuple, Iterator<List<Object>> result, TridentCollector collector) {
        while (result.hasNext()) {
            collector.emit(result.next());
        }
    }
}
