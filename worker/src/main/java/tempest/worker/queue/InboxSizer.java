// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.queue;

import java.util.concurrent.TimeUnit;

/**
 * Computes how many tuples an inbox should hold: at most what its consumer processes in {@value #SECONDS} seconds, so that no tuple waits
 * until its tree times out, however slow or delayed the consumer is, and no more than stay in the cache. Used only by the consumer's thread;
 * depends on nothing but what that reports.
 */
final class InboxSizer {
    static final int SECONDS = 2;
    /** The capacity before the first adjustment. */
    static final int FIRST_CAPACITY = 1024;
    private static final int LEAST_CAPACITY = 8;
    /** More would not stay in a core's second-level cache until the consumer processes them. */
    private static final int CACHED_CAPACITY = 4096;
    /** A consumer that processes more than that while a producer wakes up to refill the inbox gets capacity for twice as much. */
    private static final long NEAR_NANOS = TimeUnit.MICROSECONDS.toNanos(200);
    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

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

    /** Called after a round with the number of tuples it processed and whether it left none. Returns the capacity from now on. */
    int capacity(long now, int tuples, boolean empty) {
        if (!started) {
            started = true;
            since = now;
        }
        taken += tuples;
        wasEmpty |= empty;
        long nanos = now - since;
        if (nanos >= INTERVAL_NANOS) {
            double withinLimit = taken * (double) TimeUnit.SECONDS.toNanos(SECONDS) / nanos;
            double near = Math.max(CACHED_CAPACITY, taken * (double) NEAR_NANOS / nanos);
            int wanted = (int) Math.max(Math.min(most, LEAST_CAPACITY), Math.min(most, Math.min(withinLimit, near)));
            // A consumer that was idle may be quicker than that.
            capacity = wasEmpty ? Math.max(capacity, wanted) : wanted;
            since = now;
            taken = 0;
            wasEmpty = empty;
        }
        return capacity;
    }
}
