// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.state;

import java.util.Map;

/** State as a map. */
public interface KeyValueState<K, V> extends State, Iterable<Map.Entry<K, V>> {
    void put(K key, V value);

    /** The value, or null. */
    V get(K key);

    V get(K key, V defaultValue);

    /** Removes a key and returns what it had, or null. */
    V delete(K key);
}
