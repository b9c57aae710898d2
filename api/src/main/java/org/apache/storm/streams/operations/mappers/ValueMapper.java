// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.streams.operations.mappers;

import org.apache.storm.tuple.Tuple;

/** Takes the field at one position. */
public class ValueMapper<T> implements TupleValueMapper<T> {
    private static final long serialVersionUID = 1L;

    private final int index;

    public ValueMapper(int index) {
        this.index = index;
    }

    @Override
    @SuppressWarnings("unchecked")
    public T apply(Tuple tuple) {
        return (T) tuple.getValue(index);
    }
}
