// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.operation;

import java.io.Serializable;
import java.util.Map;
import org.apache.storm.trident.tuple.TridentTuple;

/** Reduces several grouped streams to one, group by group. It emits all output fields itself, the group's included. */
public interface GroupedMultiReducer<T> extends Serializable {
    /** Called once per partition, before the first batch. */
    void prepare(Map<String, Object> conf, TridentMultiReducerContext context);

    /** Called with the first tuple of a group in a batch; what it returns the next calls get as {@code state}. */
    T init(TridentCollector collector, TridentTuple group);

    /** Called for each tuple, with the position of its stream among the streams that were given. */
    void execute(T state, int streamIndex, TridentTuple group, TridentTuple input, TridentCollector collector);

    /** Called for each group when there are no more tuples. */
    void complete(T state, TridentTuple group, TridentCollector collector);

    /** Called when the worker stops in an orderly way. */
    void cleanup();
}
