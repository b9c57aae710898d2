// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.queue;

import java.util.concurrent.TimeUnit;

/**
 * How many tuples an inbox should hold at most: what its consumer takes in {@value #SECONDS} seconds, so that no tuple waits until its tree times
 * out, however slow the consumer is or whatever holds it up, and no more than stay in the cache. A pure function of what the consumer, whose thread alone uses it, did.
 */
final class InboxSizer {
    static final int SECONDS = 2;
    /** Room until the first look. */
    static final int FIRST_CAPACITY = 1024;
    private static final int LEAST_CAPACITY = 8;
    /** More would not stay in a core's second-level cache until the consumer comes to them. */
    private static final int CACHED_CAPACITY = 4096;
    /** A consumer that takes more than that while a producer wakes up, to fill the inbox again, has capacity for twice as much as it takes meanwhile. */
    private static final long NEAR_NANOS = TimeUnit.MICROSECONDS.toNanos(200);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final int most;
    private int capacity;
    private long since;
    private long taken;
    private boolean started;
    private boolean wasEmpty;

    InboxSizer(int most) {
        this.most = most;
        capacity = Math.min(most, FIRST_CAPACITY);
    }

    /** After a round: how many tuples it took, and whether it left none. The capacity from now on. */
    int capacity(long now, int tuples, boolean empty) {
        if (!started) {
            started = true;
            since = now;
        }
        taken += tuples;
        wasEmpty |= empty;
        long nanos = now - since;
        if (nanos >= LOOK_NANOS) {
            double perLook = taken * (double) TimeUnit.SECONDS.toNanos(SECONDS) / nanos;
            double near = Math.max(CACHED_CAPACITY, taken * (double) NEAR_NANOS / nanos);
            int wanted = (int) Math.max(Math.min(most, LEAST_CAPACITY), Math.min(most, Math.min(perLook, near)));
            // A consumer that had nothing to do may be quicker than that.
            capacity = wasEmpty ? Math.max(capacity, wanted) : wanted;
            since = now;
            taken = 0;
            wasEmpty = empty;
        }
        return capacity;
    }
}
