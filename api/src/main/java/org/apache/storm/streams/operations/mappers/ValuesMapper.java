// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.streams.operations.mappers;

import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;

/** Takes the fields at some positions, in their order. */
public class ValuesMapper implements TupleValueMapper<Values> {
    private static final long serialVersionUID = 1L;

    private final int[] indices;

    public ValuesMapper(int... indices) {
        this.indices = indices;
    }

    @Override
    public Values apply(Tuple tuple) {
        Values values = new Values();
        for (int index : indices) {
            values.add(tuple.getValue(index));
        }
        return values;
    }
}
