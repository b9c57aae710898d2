// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.streams.operations.mappers;

import org.apache.storm.streams.Pair;
import org.apache.storm.streams.operations.PairFunction;
import org.apache.storm.tuple.Tuple;

/** Takes one field as the key and one as the value. */
public class PairValueMapper<K, V> implements TupleValueMapper<Pair<K, V>>, PairFunction<Tuple, K, V> {
    private static final long serialVersionUID = 1L;

    private final int keyIndex;
    private final int valueIndex;

    public PairValueMapper(int keyIndex, int valueIndex) {
        this.keyIndex = keyIndex;
        this.valueIndex = valueIndex;
    }

    @Override
    @SuppressWarnings("unchecked")
    public Pair<K, V> apply(Tuple tuple) {
        return Pair.of((K) tuple.getValue(keyIndex), (V) tuple.getValue(valueIndex));
    }
}
