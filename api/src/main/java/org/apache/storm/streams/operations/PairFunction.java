// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.streams.operations;

import org.apache.storm.streams.Pair;

/** From a value to a pair. */
public interface PairFunction<T, K, V> extends Function<T, Pair<K, V>> {
}
