// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.operation;

import java.io.Serializable;
import org.apache.storm.trident.tuple.TridentTuple;

/** An aggregation to one value, tuple after tuple. */
public interface ReducerAggregator<T> extends Serializable {
    /** The value before the first tuple. */
    T init();

    /** The value after one more tuple. */
    T reduce(T curr, TridentTuple tuple);
}
