// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.transport;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is remembered of the workers that send to this one, across their connections: which batch is wanted next from each. The event loop
 * owns it; figures are read by any thread. Of workers that the assignment does not name, it remembers a bounded number.
 */
final class SenderTable {
    /** A new assignment may reach another worker first, so those it does not name yet are taken, but not any number of them. */
    static final int MAX_STRANGERS = 1024;

    /** Changed by the event loop only. */
    private final Map<WorkerAddress, KnownSender> senders = new ConcurrentHashMap<>();
    private Set<WorkerAddress> assigned = Set.of();

    /** One worker that sends. */
    static final class KnownSender {
        long incarnation;
        long nextBatch;
        /** What it sends over at present, or null. */
        InboundConnection connection;
        volatile long received;
    }

    /** Which workers the assignment names: of others that are not connected any more, nothing is remembered. */
    void assigned(Set<WorkerAddress> workers) {
        assigned = workers;
        forgetStrangers();
    }

    /** What is known of a sender, from now on; null if there are too many that the assignment does not name. */
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

    /** Batches that came from each sender. Any thread. */
    Map<String, Long> received() {
        Map<String, Long> received = new HashMap<>();
        senders.forEach((address, sender) -> received.put(address.toString(), sender.received));
        return received;
    }
}
