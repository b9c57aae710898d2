// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.operation;

import java.io.Serializable;
import org.apache.storm.trident.tuple.TridentTuple;

/**
 * An associative and commutative aggregation to one value. It is applied before tuples are repartitioned too, so that what crosses the
 * network is one value per partition, or per group of it.
 */
public interface CombinerAggregator<T> extends Serializable {
    /** The value of one tuple. */
    T init(TridentTuple tuple);

    /** The value of both. */
    T combine(T val1, T val2);

    /** The value of no tuple at all. */
    T zero();
}
