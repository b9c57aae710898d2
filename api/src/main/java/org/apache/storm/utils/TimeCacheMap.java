// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.utils;

import java.util.Map;

/**
 * A map whose entries expire some time after they were put, by a thread of its own that {@link #cleanup} ends. An entry
 * lives for {@code expirationSecs} and at most {@code 1 / (numBuckets - 1)} of that longer. Any thread may use it.
 */
@Deprecated
public class TimeCacheMap<K, V> {
    private static final int DEFAULT_NUM_BUCKETS = 3;

    private final Object lock = new Object();
    private final RotatingMap<K, V> map;
    private final Thread cleaner;

    /** Hears of each entry that expires, on the map's own thread. */
    @Deprecated
    public interface ExpiredCallback<K, V> {
        void expire(K key, V val);
    }

    /** A map of two buckets or more; {@code callback} may be null. */
    public TimeCacheMap(int expirationSecs, int numBuckets, ExpiredCallback<K, V> callback) {
        this.map = new RotatingMap<>(numBuckets);
        long periodMillis = Math.max(1, expirationSecs * 1000L / (numBuckets - 1));
        this.cleaner = new Thread(() -> rotateEvery(periodMillis, callback), "time-cache-map-cleaner");
        cleaner.setDaemon(true);
        cleaner.start();
    }

    public TimeCacheMap(int expirationSecs, ExpiredCallback<K, V> callback) {
        this(expirationSecs, DEFAULT_NUM_BUCKETS, callback);
    }

    public TimeCacheMap(int expirationSecs) {
        this(expirationSecs, DEFAULT_NUM_BUCKETS);
    }

    public TimeCacheMap(int expirationSecs, int numBuckets) {
        this(expirationSecs, numBuckets, null);
    }

    private void rotateEvery(long periodMillis, ExpiredCallback<K, V> callback) {
        try {
            while (true) {
                Time.sleep(periodMillis);
                Map<K, V> dead;
                synchronized (lock) {
                    dead = map.rotate();
                }
                if (callback != null) {
                    dead.forEach(callback::expire);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public boolean containsKey(K key) {
        synchronized (lock) {
            return map.containsKey(key);
        }
    }

    public V get(K key) {
        synchronized (lock) {
            return map.get(key);
        }
    }

    public void put(K key, V value) {
        synchronized (lock) {
            map.put(key, value);
        }
    }

    public Object remove(K key) {
        synchronized (lock) {
            return map.remove(key);
        }
    }

    public int size() {
        synchronized (lock) {
            return map.size();
        }
    }

    /** Ends the thread; entries no longer expire. */
    public void cleanup() {
        cleaner.interrupt();
    }
}
