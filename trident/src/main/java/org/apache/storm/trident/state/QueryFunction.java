// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.state;

import java.util.List;
import org.apache.storm.trident.operation.EachOperation;
import org.apache.storm.trident.operation.TridentCollector;
import org.apache.storm.trident.tuple.TridentTuple;

/** Asks a state about tuples: once for all tuples of a batch, then tuple by tuple. */
public interface QueryFunction<S extends State, T> extends EachOperation {
    /** Answers for all tuples, in their order. */
    List<T> batchRetrieve(S state, List<TridentTuple> args);

    /** Emits what is to be appended to a tuple, given its answer. */
    void execute(TridentTuple tuple, T result, TridentCollector collector);
}
