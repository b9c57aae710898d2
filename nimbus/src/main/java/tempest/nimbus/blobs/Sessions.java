// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.blobs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import tempest.cluster.Clock;

/**
 * Transfers that take several calls, by a secret name. One that nobody uses for the configured time is dropped. Any thread; it
 * holds no lock while a transfer is at work.
 */
final class Sessions<T> {
    private static final int MOST = 10_000;

    private final Clock clock;
    private final long expiryNanos;
    private final Consumer<T> drop;
    private final Map<String, Entry<T>> open = new HashMap<>();

    private static final class Entry<T> {
        private final T value;
        private long usedNanos;

        private Entry(T value, long usedNanos) {
            this.value = value;
            this.usedNanos = usedNanos;
        }
    }

    /** @param drop what to do with a transfer that expired */
    Sessions(Clock clock, int expirySecs, Consumer<T> drop) {
        this.clock = clock;
        this.expiryNanos = TimeUnit.SECONDS.toNanos(expirySecs);
        this.drop = drop;
    }

    String open(T value) {
        String name = UUID.randomUUID().toString();
        open(name, value);
        return name;
    }

    void open(String name, T value) {
        expire();
        synchronized (this) {
            if (open.size() >= MOST) {
                throw new IllegalStateException("more than " + MOST + " transfers are in progress; try again later");
            }
            open.put(name, new Entry<>(value, clock.nanoTime()));
        }
    }

    /** The transfer, or null if it has ended or there never was one. */
    synchronized T use(String name) {
        Entry<T> entry = open.get(name);
        if (entry == null) {
            return null;
        }
        entry.usedNanos = clock.nanoTime();
        return entry.value;
    }

    /** Whether there is such a transfer; asking does not keep it. */
    synchronized boolean holds(String name) {
        return open.containsKey(name);
    }

    /** Ends a transfer and returns it, or null. */
    synchronized T end(String name) {
        Entry<T> entry = open.remove(name);
        return entry == null ? null : entry.value;
    }

    /** Drops what nobody has used for too long. */
    void expire() {
        List<T> expired = new ArrayList<>();
        synchronized (this) {
            long now = clock.nanoTime();
            open.values().removeIf(entry -> {
                boolean old = now - entry.usedNanos > expiryNanos;
                if (old) {
                    expired.add(entry.value);
                }
                return old;
            });
        }
        expired.forEach(drop);
    }
}
