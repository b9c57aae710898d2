// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.utils;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;

/** A queue that gives each key its turn: a key with many values waiting does not hold up the others. Any threads may add and take. */
public class KeyedRoundRobinQueue<V> {
    /** In the order of their turns; none is empty. */
    private final Map<Object, Queue<V>> queues = new LinkedHashMap<>();

    public synchronized void add(Object key, V val) {
        queues.computeIfAbsent(key, k -> new ArrayDeque<>()).add(val);
        notify();
    }

    /** The oldest value of the key whose turn it is; waits for one. */
    public synchronized V take() throws InterruptedException {
        while (queues.isEmpty()) {
            wait();
        }
        Map.Entry<Object, Queue<V>> first = queues.entrySet().iterator().next();
        Object key = first.getKey();
        Queue<V> queue = first.getValue();
        queues.remove(key);
        V value = queue.remove();
        if (!queue.isEmpty()) {
            queues.put(key, queue);
        }
        return value;
    }
}
