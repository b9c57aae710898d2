// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.operation;

import org.apache.storm.trident.tuple.TridentTuple;

/**
 * Aggregates a partition of a batch, or a group of it, and emits any number of tuples at any time.
 *
 * @param <T> what it remembers while the batch goes on
 */
public interface Aggregator<T> extends Operation {
    /**
     * Called when the batch, or the group, begins.
     *
     * @param batchId   identifies this attempt of the batch
     * @param collector takes results
     * @return what the next calls get as {@code val}
     */
    T init(Object batchId, TridentCollector collector);

    /** Called for each tuple. */
    void aggregate(T val, TridentTuple tuple, TridentCollector collector);

    /** Called when there are no more tuples. */
    void complete(T val, TridentCollector collector);
}
