// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.executor;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many lanes of a worker hold back tuples of a cycle that found no room. As long as there is one, the worker's spouts pause, which
 * is what empties a cycle. Any thread.
 */
public final class Strain {
    private final AtomicInteger lanes = new AtomicInteger();

    void begin() {
        lanes.incrementAndGet();
    }

    void end() {
        lanes.decrementAndGet();
    }

    boolean isOn() {
        return lanes.get() > 0;
    }
}
