// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.streams.tuple;

import java.util.Arrays;
import java.util.List;

/** Three values. Two are equal if all their values are. */
public final class Tuple3<T1, T2, T3> {
    public final T1 value1;
    public final T2 value2;
    public final T3 value3;

    public Tuple3(T1 value1, T2 value2, T3 value3) {
        this.value1 = value1;
        this.value2 = value2;
        this.value3 = value3;
    }

    private List<Object> values() {
        return Arrays.asList(value1, value2, value3);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Tuple3<?, ?, ?> that && values().equals(that.values());
    }

    @Override
    public int hashCode() {
        return values().hashCode();
    }

    @Override
    public String toString() {
        String list = values().toString();
        return "(" + list.substring(1, list.length() - 1) + ")";
    }
}
