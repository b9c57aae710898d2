// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.topology;

import org.apache.storm.tuple.Tuple;
import org.apache.storm.windowing.TimestampExtractor;

/** Takes the time of a tuple from one of its fields, a {@link Long}. */
public final class TupleFieldTimestampExtractor implements TimestampExtractor {
    private static final long serialVersionUID = 5212225232807940572L;

    private final String fieldName;

    private TupleFieldTimestampExtractor(String fieldName) {
        this.fieldName = fieldName;
    }

    public static TupleFieldTimestampExtractor of(String fieldName) {
        return new TupleFieldTimestampExtractor(fieldName);
    }

    @Override
    public long extractTimestamp(Tuple tuple) {
        Object time = tuple.getValueByField(fieldName);
        if (time instanceof Long millis) {
            return millis;
        }
        throw new IllegalArgumentException("field '" + fieldName + "' of a tuple from '" + tuple.getSourceComponent() + "' is "
            + (time == null ? "null" : "the " + time.getClass().getSimpleName() + " " + time) + "; the time of a window must be a Long, milliseconds since the epoch");
    }

    String field() {
        return fieldName;
    }

    @Override
    public String toString() {
        return "TupleFieldTimestampExtractor{field '" + fieldName + "'}";
    }
}
