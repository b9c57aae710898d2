// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter.tools;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * Counts objects over a sliding window made of slots: {@link #add} counts into the newest slot, {@link #advance} drops the
 * oldest. Not thread-safe.
 *
 * @param <T> what is counted; needs equals and hashCode
 */
public final class SlidingCounter<T> implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int slots;
    private final Map<T, long[]> counts = new HashMap<>();
    private int head;

    /** A window of {@code slots} slots, one or more. */
    public SlidingCounter(int slots) {
        if (slots < 1) {
            throw new IllegalArgumentException("a window has 1 slot or more, not " + slots);
        }
        this.slots = slots;
    }

    /** Counts one {@code item} into the newest slot. */
    public void add(T item) {
        counts.computeIfAbsent(item, i -> new long[slots])[head]++;
    }

    /** Each item's count over the whole window; items that are no longer in it are absent. */
    public Map<T, Long> totals() {
        Map<T, Long> totals = new HashMap<>();
        counts.forEach((item, perSlot) -> totals.put(item, sum(perSlot)));
        return totals;
    }

    /** Moves the window on by one slot. Items that nothing counted within it are forgotten. */
    public void advance() {
        head = (head + 1) % slots;
        for (Iterator<long[]> all = counts.values().iterator(); all.hasNext();) {
            long[] perSlot = all.next();
            perSlot[head] = 0;
            if (sum(perSlot) == 0) {
                all.remove();
            }
        }
    }

    private static long sum(long[] perSlot) {
        long sum = 0;
        for (long count : perSlot) {
            sum += count;
        }
        return sum;
    }
}
