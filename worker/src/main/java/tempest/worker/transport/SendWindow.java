// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.transport;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Limits the bytes in flight to one other worker, and has the senders that wait for the limit. It is small at first, because until the other
 * worker has confirmed something it is unknown whether its tasks can accept more, and grows with what is confirmed, up to a maximum. Threads
 * that send add to it, the event loop subtracts; it never blocks.
 */
final class SendWindow {
    private static final long FIRST_BYTES = 512 << 10;
    /** The growth of the window per confirmed byte. */
    private static final int GROWTH = 2;

    private final long limit;
    private final long resumeBytes;
    private final AtomicLong bytes = new AtomicLong();
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private volatile long size;
    private volatile boolean full;
    private volatile boolean closed;

    /** @param resumeBytes a full window is open again below this */
    SendWindow(long limit, long resumeBytes) {
        this.limit = limit;
        this.resumeBytes = resumeBytes;
        size = Math.min(limit, FIRST_BYTES);
    }

    /** Counts what was accepted for sending. Any thread. */
    void add(int taken) {
        if (bytes.addAndGet(taken) >= size && !closed) {
            full = true;
            if (bytes.get() <= resumeAt() || closed) {
                reopen(); // A confirmation arrived between the two lines above.
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

    /** Counts what was dropped instead of sent. Event loop. */
    void dropped(long weight) {
        if (bytes.addAndGet(-weight) <= resumeAt() && full) {
            reopen();
        }
    }

    /** False while more is in flight than allowed. Any thread. */
    boolean isOpen() {
        return !full;
    }

    /** How many bytes may be in flight now. Any thread. */
    long limit() {
        return size;
    }

    /** The bytes in flight. Any thread. */
    long bytes() {
        return bytes.get();
    }

    /**
     * Runs {@code wakeUp} once, soon after the window is open again or {@link #wakeAll} was called. Any thread; the caller checks again after
     * this call, because the change may have happened before it.
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

    /** Opens the window for good: everything sent from now on is discarded. */
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
