// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.stats;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * A bounded sample of what happened to tuple trees since the last read. Which trees it prefers depends only on their roots' ids, so that the tasks of
 * a spout and of a bolt keep the same ones without communication, and is spread over the time between two reads. The task's threads add, the
 * thread that reads statistics drains.
 */
final class RootSample<T> {
    private static final int MOST = 20;
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private record Entry<T>(long rank, T value) { }

    private final PriorityQueue<Entry<T>> kept = new PriorityQueue<>(Comparator.comparingLong((Entry<T> entry) -> entry.rank).reversed());
    /** Ranks that are not below it find no room. */
    private volatile long limit = Long.MAX_VALUE;

    /** Whether this tree would be kept; cheap, for those who would have to make the value first. */
    boolean wants(long root) {
        return rank(root) < limit;
    }

    synchronized void add(long root, T value) {
        long rank = rank(root);
        if (rank < limit) {
            kept.add(new Entry<>(rank, value));
            if (kept.size() > MOST) {
                kept.remove();
            }
            limit = kept.size() < MOST ? Long.MAX_VALUE : kept.element().rank;
        }
    }

    /** Removes all and returns as many, those first that others prefer too. */
    synchronized List<T> drain(int most) {
        List<T> drained = new ArrayList<>();
        kept.stream().sorted(Comparator.comparingLong(Entry::rank)).limit(Math.max(0, most)).forEach(entry -> drained.add(entry.value));
        kept.clear();
        limit = Long.MAX_VALUE;
        return drained;
    }

    private static long rank(long root) {
        long mixed = (root ^ root >>> 32) * MIX;
        return (mixed ^ mixed >>> 29) >>> 1;
    }
}
