// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.utils;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * A map whose entries expire unless they are put again: each {@link #rotate} throws out the oldest of its buckets and
 * begins a new one. An entry lives for at least {@code numBuckets - 1} rotations and at most {@code numBuckets}. Not safe
 * for several threads.
 */
public class RotatingMap<K, V> {
    private static final int DEFAULT_NUM_BUCKETS = 3;

    /** Newest first. */
    private final Deque<Map<K, V>> buckets = new ArrayDeque<>();
    private final ExpiredCallback<K, V> callback;

    /** Hears of each entry that expires. */
    public interface ExpiredCallback<K, V> {
        void expire(K key, V val);
    }

    /** A map of two buckets or more; {@code callback} may be null. */
    public RotatingMap(int numBuckets, ExpiredCallback<K, V> callback) {
        if (numBuckets < 2) {
            throw new IllegalArgumentException("numBuckets is " + numBuckets + "; it must be 2 or more");
        }
        for (int i = 0; i < numBuckets; i++) {
            buckets.add(new HashMap<>());
        }
        this.callback = callback;
    }

    public RotatingMap(ExpiredCallback<K, V> callback) {
        this(DEFAULT_NUM_BUCKETS, callback);
    }

    public RotatingMap(int numBuckets) {
        this(numBuckets, null);
    }

    /** Expires the oldest bucket and returns what was in it. */
    public Map<K, V> rotate() {
        Map<K, V> dead = buckets.removeLast();
        buckets.addFirst(new HashMap<>());
        if (callback != null) {
            dead.forEach(callback::expire);
        }
        return dead;
    }

    public boolean containsKey(K key) {
        for (Map<K, V> bucket : buckets) {
            if (bucket.containsKey(key)) {
                return true;
            }
        }
        return false;
    }

    /** The value, or null if there is none. */
    public V get(K key) {
        for (Map<K, V> bucket : buckets) {
            if (bucket.containsKey(key)) {
                return bucket.get(key);
            }
        }
        return null;
    }

    /** Puts an entry and begins its life anew. */
    public void put(K key, V value) {
        boolean newest = true;
        for (Map<K, V> bucket : buckets) {
            if (newest) {
                bucket.put(key, value);
                newest = false;
            } else {
                bucket.remove(key);
            }
        }
    }

    /** Removes an entry without telling the callback; its value, or null if there was none. */
    public V remove(K key) {
        for (Map<K, V> bucket : buckets) {
            if (bucket.containsKey(key)) {
                return bucket.remove(key);
            }
        }
        return null;
    }

    public int size() {
        int size = 0;
        for (Map<K, V> bucket : buckets) {
            size += bucket.size();
        }
        return size;
    }
}
