// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.windowing;

import java.io.Serializable;
import java.util.Collection;
import java.util.List;

/** Keeps a window's tuples and results by keys. Several partitions may share one store, so it must allow any thread. */
public interface WindowsStore extends Serializable {
    /** Separates the parts of a key. */
    String KEY_SEPARATOR = "|";

    /** The value of a key, null if there is none. */
    Object get(String key);

    /** The values of keys, in their order; null for what is not stored. */
    Iterable<Object> get(List<String> keys);

    /** All keys there are. */
    Iterable<String> getAllKeys();

    void put(String key, Object value);

    void putAll(Collection<Entry> entries);

    void remove(String key);

    void removeAll(Collection<String> keys);

    /** Called when the task ends normally. */
    void shutdown();

    /** A key with its value; neither is null. */
    class Entry implements java.io.Serializable {
        private static final long serialVersionUID = 1L;

        public final String key;
        public final Object value;

        public Entry(String key, Object value) {
            nonNullCheckForKey(key);
            nonNullCheckForValue(value);
            this.key = key;
            this.value = value;
        }

        public static void nonNullCheckForKey(Object key) {
            if (key == null) {
                throw new NullPointerException("the key of a window's store is null");
            }
        }

        public static void nonNullCheckForValue(Object value) {
            if (value == null) {
                throw new NullPointerException("the value for a window's store is null");
            }
        }
    }
}
