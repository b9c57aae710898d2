// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.agent;

import java.util.concurrent.locks.LockSupport;

/**
 * The time that threads run and wait in, which is real also where a topology's clock is simulated. A seam for tests, which step threads
 * through a time of their own. Any thread.
 */
public interface ThreadClock {
    /** Monotonic nanoseconds, for durations only. */
    long nanoTime();

    /**
     * Parks the calling thread until it is unparked or so many nanoseconds passed, {@link Agent#UNTIL_WOKEN} for any number; may return
     * earlier.
     *
     * @param parked what the thread is, for whoever looks at its stack
     */
    void park(Object parked, long nanos);

    /** Has the thread return from {@link #park}, or not park the next time. */
    void unpark(Thread thread);

    /** The thread that calls. */
    Thread currentThread();

    /** Whether a thread waits for something, rather than runs or wants to. */
    boolean isWaiting(Thread thread);

    /** The machine's own. */
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
