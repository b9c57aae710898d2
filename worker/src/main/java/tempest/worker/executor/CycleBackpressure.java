// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.executor;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many emitters of a worker hold back tuples of a cycle that found no room. As long as there is one, the worker's spouts pause, which
 * is what empties a cycle. Any thread.
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
