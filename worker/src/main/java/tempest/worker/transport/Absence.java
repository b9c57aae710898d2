// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.transport;

import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether another worker has not been there for so long that nobody should wait for it any longer, and what was lost meanwhile. The event loop tells
 * it what happens and times in nanoseconds; any thread asks. It never reads a clock.
 */
final class Absence {
    private static final Logger LOG = LoggerFactory.getLogger(Absence.class);

    private final RemoteWorker worker;
    private final LongAdder lost = new LongAdder();
    /** When it was connected last; at first, when it was first to be connected. */
    private long since;
    private boolean seen;
    private long lostBefore;
    private volatile boolean away;

    Absence(RemoteWorker worker, long now) {
        this.worker = worker;
        this.since = now;
    }

    boolean isAway() {
        return away;
    }

    /** Counts tuples that were not sent because it is away. Any thread. */
    void lost(int tuples) {
        lost.add(tuples);
    }

    /** Tuples lost so far. Any thread. */
    long lost() {
        return lost.sum();
    }

    /** A connection to it has ended. */
    void begins(long now) {
        since = now;
        seen = true;
    }

    /** There is no connection to it now. */
    void unconnected(long now, long queueBytes) {
        long limit = (seen ? TransportConfig.AWAY_AFTER : TransportConfig.NEVER_SEEN_AFTER).toNanos();
        if (now - since >= limit) {
            found("has not been connected", now - since, queueBytes);
        }
    }

    /** It is connected, and has not confirmed anything of what it was sent for this time. */
    void connected(long silence, long queueBytes) {
        if (silence >= TransportConfig.SILENT_AFTER.toNanos()) {
            found("is connected, but has confirmed nothing", silence, queueBytes);
        }
    }

    private void found(String what, long nanos, long queueBytes) {
        if (!away) {
            away = true;
            lostBefore = lost.sum();
            LOG.warn("Worker {} at {} {} for {} s: once {} bytes wait for it, tuples for it fail at once", worker.address(), worker.host(), what,
                ConnectionLimits.seconds(nanos), queueBytes);
        }
    }

    /** It has answered, or confirmed something. */
    void ends() {
        if (away) {
            away = false;
            LOG.info("Worker {} at {} is back; tuples for it that failed meanwhile: {}", worker.address(), worker.host(), lost.sum() - lostBefore);
        }
    }
}
