// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.streams.operations;

/** From a value to any number of values. */
public interface FlatMapFunction<T, R> extends Function<T, Iterable<R>> {
}
