// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.executor;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the emitters of a worker that hold back tuples of a cycle for lack of capacity. While there is one, the worker's spouts pause, which
 * lets a cycle drain. Any thread.
 */
public final class CycleBackpressure {
    private final AtomicInteger emitters = new AtomicInteger();

    void begin() {
        emitters.incrementAndGet();
    }

    void end() {
        emitters.decrementAndGet();
    }

    boolean isOn() {
        return emitters.get() > 0;
    }
}
