// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.transport;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much may be on its way to one other worker, in bytes, and who waits until more may. It is small at first, because until the other
 * worker has confirmed something nobody knows whether its tasks can take more, and grows with what is confirmed, up to a limit. Threads
 * that send add to it, the event loop takes away; nobody blocks here.
 */
final class SendWindow {
    private static final long FIRST_BYTES = 512 << 10;
    /** Each byte that is confirmed lets so many more be on their way. */
    private static final int GROWTH = 2;

    private final long limit;
    private final long resumeBytes;
    private final AtomicLong bytes = new AtomicLong();
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private volatile long size;
    private volatile boolean full;
    private volatile boolean closed;

    /** @param resumeBytes once full, it is open again below this */
    SendWindow(long limit, long resumeBytes) {
        this.limit = limit;
        this.resumeBytes = resumeBytes;
        size = Math.min(limit, FIRST_BYTES);
    }

    /** Counts what was taken to be sent. Any thread. */
    void add(int taken) {
        if (bytes.addAndGet(taken) >= size && !closed) {
            full = true;
            if (bytes.get() <= resumeAt() || closed) {
                reopen(); // A confirmation came between the two lines above.
            }
        }
    }

    /** Counts what was confirmed. Event loop. */
    void confirmed(long confirmed) {
        size = Math.min(limit, size + GROWTH * confirmed);
        if (bytes.addAndGet(-confirmed) <= resumeAt() && full) {
            reopen();
        }
    }

    /** False while more is on its way than may be. Any thread. */
    boolean isOpen() {
        return !full;
    }

    /** What is on its way. Any thread. */
    long bytes() {
        return bytes.get();
    }

    /**
     * Runs {@code wakeUp} once, soon after the window is open again or {@link #wakeAll} was called. Any thread; the caller looks again after
     * this call, because the change may have come before it.
     */
    void await(Runnable wakeUp) {
        waiting.add(wakeUp);
        if (closed) {
            wakeAll();
        }
    }

    void wakeAll() {
        Runnable wakeUp;
        while ((wakeUp = waiting.poll()) != null) {
            wakeUp.run();
        }
    }

    /** From now on everything is let through: it is discarded. */
    void close() {
        closed = true;
        reopen();
    }

    private long resumeAt() {
        return Math.min(resumeBytes, size / 2);
    }

    private void reopen() {
        full = false;
        wakeAll();
    }
}
