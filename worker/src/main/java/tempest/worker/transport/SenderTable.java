// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.transport;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is remembered of the workers that send to this one, across their connections: the next expected batch from each. Used by the event
 * loop; statistics are read by any thread. Of workers that the assignment does not name, it remembers a bounded number.
 */
final class SenderTable {
    /** A new assignment may reach another worker first, so senders it does not name yet are accepted, but only a limited number. */
    static final int MAX_STRANGERS = 1024;

    /** Changed by the event loop only. */
    private final Map<WorkerAddress, KnownSender> senders = new ConcurrentHashMap<>();
    private Set<WorkerAddress> assigned = Set.of();

    /** One worker that sends. */
    static final class KnownSender {
        long incarnation;
        long nextBatch;
        /** Its present connection, or null. */
        InboundConnection connection;
        volatile long received;
    }

    /** Sets which workers the assignment names: others that are no longer connected are forgotten. */
    void assigned(Set<WorkerAddress> workers) {
        assigned = workers;
        forgetStrangers();
    }

    /** The entry of a sender, created if new; null if there are too many that the assignment does not name. */
    KnownSender find(WorkerAddress address) {
        KnownSender known = senders.get(address);
        if (known != null) {
            return known;
        }
        if (!assigned.contains(address) && strangers() >= MAX_STRANGERS) {
            forgetStrangers();
            if (strangers() >= MAX_STRANGERS) {
                return null;
            }
        }
        KnownSender added = new KnownSender();
        senders.put(address, added);
        return added;
    }

    private long strangers() {
        return senders.keySet().stream().filter(address -> !assigned.contains(address)).count();
    }

    private void forgetStrangers() {
        senders.entrySet().removeIf(entry -> entry.getValue().connection == null && !assigned.contains(entry.getKey()));
    }

    Iterable<KnownSender> all() {
        return senders.values();
    }

    /** Batches received from each sender. Any thread. */
    Map<String, Long> received() {
        Map<String, Long> received = new HashMap<>();
        senders.forEach((address, sender) -> received.put(address.toString(), sender.received));
        return received;
    }
}
