// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.streams.tuple;

import java.util.Arrays;
import java.util.List;

/** Nine values. Two are equal if all their values are. */
public class Tuple9<T1, T2, T3, T4, T5, T6, T7, T8, T9> {
    public final T1 value1;
    public final T2 value2;
    public final T3 value3;
    public final T4 value4;
    public final T5 value5;
    public final T6 value6;
    public final T7 value7;
    public final T8 value8;
    public final T9 value9;

    public Tuple9(T1 value1, T2 value2, T3 value3, T4 value4, T5 value5, T6 value6, T7 value7, T8 value8, T9 value9) {
        this.value1 = value1;
        this.value2 = value2;
        this.value3 = value3;
        this.value4 = value4;
        this.value5 = value5;
        this.value6 = value6;
        this.value7 = value7;
        this.value8 = value8;
        this.value9 = value9;
    }

    private List<Object> values() {
        return Arrays.asList(value1, value2, value3, value4, value5, value6, value7, value8, value9);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Tuple9<?, ?, ?, ?, ?, ?, ?, ?, ?> that && values().equals(that.values());
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
