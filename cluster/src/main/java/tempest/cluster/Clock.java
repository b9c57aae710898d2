// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

/**
 * The one source of time. Constructor argument of everything that looks at a clock; may be called from any thread.
 * It never sleeps: who waits does so on a queue or a condition, for {@link #realNanos} at most.
 */
public interface Clock {
    /** Monotonic nanoseconds, for durations only. */
    long nanoTime();

    /** Milliseconds since the epoch. */
    long millis();

    /** Seconds since the epoch, as Storm's structs carry them. */
    default int secs() {
        return (int) (millis() / 1000);
    }

    /**
     * How long, in real nanoseconds, a thread may wait that wants to see {@code nanos} of this clock's time pass. A simulated clock
     * jumps without waking anyone, so it answers with a short polling interval.
     */
    default long realNanos(long nanos) {
        return nanos;
    }

    /** The computer's own clock. */
    static Clock system() {
        return SystemClock.INSTANCE;
    }
}
