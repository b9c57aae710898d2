// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.operation;

import java.io.Serializable;
import java.util.Map;
import org.apache.storm.trident.tuple.TridentTuple;

/** Reduces several streams to one, within a partition of a batch. */
public interface MultiReducer<T> extends Serializable {
    /** Called once per partition, before the first batch. */
    void prepare(Map<String, Object> conf, TridentMultiReducerContext context);

    /** Called when a batch begins; what it returns the next calls get as {@code state}. */
    T init(TridentCollector collector);

    /** Called for each tuple, with the position of its stream among the streams that were given. */
    void execute(T state, int streamIndex, TridentTuple input, TridentCollector collector);

    /** Called when there are no more tuples. */
    void complete(T state, TridentCollector collector);

    /** Called when the worker stops in an orderly way. */
    void cleanup();
}
