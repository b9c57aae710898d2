// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.streams;

import java.io.Serializable;
import java.util.Objects;

/** Two values; in a stream of pairs, a key and its value. */
public final class Pair<T1, T2> implements Serializable {
    private static final long serialVersionUID = 1L;

    public final T1 value1;
    public final T2 value2;

    private Pair(T1 first, T2 second) {
        value1 = first;
        value2 = second;
    }

    public static <T1, T2> Pair<T1, T2> of(T1 first, T2 second) {
        return new Pair<>(first, second);
    }

    public T1 getFirst() {
        return value1;
    }

    public T2 getSecond() {
        return value2;
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Pair<?, ?> that && Objects.equals(value1, that.value1) && Objects.equals(value2, that.value2);
    }

    @Override
    public int hashCode() {
        return 31 * Objects.hashCode(value1) + Objects.hashCode(value2);
    }

    @Override
    public String toString() {
        return "(" + value1 + ", " + value2 + ")";
    }
}
