// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * For how long this process has seen that something may be removed. Times of files and versions are no measure: the computer's clock may be set
 * forward by an hour, and what was written a second ago looks as old as that. Any thread.
 */
public final class SeenSince {
    private final Clock clock;
    private final Map<String, Long> since = new HashMap<>();

    public SeenSince(Clock clock) {
        this.clock = clock;
    }

    /** Whether this name has been asked about for so long, without a {@link #forget} in between. */
    public synchronized boolean isLongerThan(String name, long millis) {
        long now = clock.nanoTime();
        return now - since.computeIfAbsent(name, first -> now) > TimeUnit.MILLISECONDS.toNanos(millis);
    }

    public synchronized void forget(String name) {
        since.remove(name);
    }

    /** Forgets all other names. */
    public synchronized void keep(Collection<String> names) {
        since.keySet().retainAll(names);
    }
}
