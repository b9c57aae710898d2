// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.blobs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.storm.security.auth.CallerConnection;
import tempest.cluster.Clock;

/**
 * Transfers that take several calls, by a secret name. One that nobody uses for the configured time is dropped, and so are all of a caller whose
 * connection ends, who may have only so many at once. Any thread; it holds no lock while a transfer is at work.
 */
final class Sessions<T> {
    private static final int MOST = 10_000;
    static final int MOST_OF_ONE = 64;

    private final Clock clock;
    private final long expiryNanos;
    private final Consumer<T> drop;
    private final Map<String, Entry<T>> open = new HashMap<>();
    private final Map<CallerConnection, Set<String>> callers = new HashMap<>();

    private static final class Entry<T> {
        private final T value;
        private final CallerConnection caller;
        private long usedNanos;

        private Entry(T value, CallerConnection caller, long usedNanos) {
            this.value = value;
            this.caller = caller;
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
        CallerConnection caller = CallerConnection.current();
        boolean first = false;
        try {
            synchronized (this) {
                if (open.size() >= MOST) {
                    throw new IllegalStateException("more than " + MOST + " transfers are in progress; try again later");
                }
                if (caller != null) {
                    first = !callers.containsKey(caller);
                    Set<String> own = callers.computeIfAbsent(caller, none -> new HashSet<>());
                    if (own.size() >= MOST_OF_ONE) {
                        throw new IllegalStateException("this connection has " + MOST_OF_ONE + " transfers in progress; finish one first");
                    }
                    own.add(name);
                }
                open.put(name, new Entry<>(value, caller, clock.nanoTime()));
            }
        } catch (IllegalStateException e) {
            drop.accept(value);
            throw e;
        }
        if (first) {
            // Dropping may touch the disk, for which the server's own thread has no time.
            caller.whenEnded(() -> CompletableFuture.runAsync(() -> dropAllOf(caller)));
        }
    }

    private void dropAllOf(CallerConnection caller) {
        List<T> left = new ArrayList<>();
        synchronized (this) {
            Set<String> names = callers.remove(caller);
            if (names != null) {
                names.forEach(name -> left.add(open.remove(name).value));
            }
        }
        left.forEach(drop);
    }

    private void forget(String name, Entry<T> entry) {
        Set<String> own = entry.caller == null ? null : callers.get(entry.caller);
        if (own != null) {
            own.remove(name);
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
        if (entry == null) {
            return null;
        }
        forget(name, entry);
        return entry.value;
    }

    /** Drops what nobody has used for too long. */
    void expire() {
        List<T> expired = new ArrayList<>();
        synchronized (this) {
            long now = clock.nanoTime();
            open.entrySet().removeIf(one -> {
                boolean old = now - one.getValue().usedNanos > expiryNanos;
                if (old) {
                    expired.add(one.getValue().value);
                    forget(one.getKey(), one.getValue());
                }
                return old;
            });
        }
        expired.forEach(drop);
    }
}
