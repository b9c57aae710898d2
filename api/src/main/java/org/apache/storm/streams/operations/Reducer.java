// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.streams.operations;

/** Makes one value of two of the same type. Associative. */
public interface Reducer<T> extends BiFunction<T, T, T> {
    @Override
    T apply(T arg1, T arg2);
}
