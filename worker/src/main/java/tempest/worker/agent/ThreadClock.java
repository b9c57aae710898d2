// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.agent;

import java.util.concurrent.locks.LockSupport;

/**
 * The clock by which threads run and wait, which is real even where a topology's clock is simulated. An interface for tests, which step
 * threads with a clock of their own. Any thread.
 */
public interface ThreadClock {
    /** Monotonic nanoseconds, for durations only. */
    long nanoTime();

    /**
     * Parks the calling thread until it is unparked or this many nanoseconds passed, without limit for {@link Agent#UNTIL_WOKEN}; may return
     * earlier.
     *
     * @param parked the object that parks, shown in stack dumps
     */
    void park(Object parked, long nanos);

    /** Makes the thread return from {@link #park}, or not park the next time. */
    void unpark(Thread thread);

    /** The calling thread. */
    Thread currentThread();

    /** Whether a thread waits for something, rather than runs or is ready to. */
    boolean isWaiting(Thread thread);

    /** The machine's clock. */
    static ThreadClock system() {
        return SystemThreadClock.INSTANCE;
    }

    /** Parks with {@link LockSupport}. */
    enum SystemThreadClock implements ThreadClock {
        INSTANCE;

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public void park(Object parked, long nanos) {
            if (nanos == Agent.UNTIL_WOKEN) {
                LockSupport.park(parked);
            } else {
                LockSupport.parkNanos(parked, nanos);
            }
        }

        @Override
        public void unpark(Thread thread) {
            LockSupport.unpark(thread);
        }

        @Override
        public Thread currentThread() {
            return Thread.currentThread();
        }

        @Override
        public boolean isWaiting(Thread thread) {
            return switch (thread.getState()) {
                case WAITING, TIMED_WAITING, BLOCKED -> true;
                default -> false;
            };
        }
    }
}
