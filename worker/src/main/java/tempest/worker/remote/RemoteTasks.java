// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.remote;

import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.worker.transport.Peer;
import tempest.worker.transport.Slot;
import tempest.worker.transport.Transport;

/**
 * Which peer runs which task, as of the latest assignment. The process's thread changes it; lanes look tasks up from theirs.
 * A task that the assignment does not place has no peer: what is sent to it waits until it has one.
 */
final class RemoteTasks {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteTasks.class);

    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private volatile Map<Integer, Peer> peers = Map.of();

    /** Opens and closes connections so that each task's worker is a peer. */
    void assign(Transport transport, Map<Integer, Slot> tasks, Map<Slot, String> hosts) {
        transport.peers(hosts);
        Map<Integer, Peer> now = new HashMap<>();
        tasks.forEach((task, slot) -> {
            Peer peer = transport.peer(slot);
            if (peer != null) {
                now.put(task, peer);
            }
        });
        Set<Integer> before = peers.keySet();
        before.stream().filter(task -> !now.containsKey(task)).forEach(task -> LOG.info("Task {} is on no other worker now", task));
        peers = Map.copyOf(now);
        Runnable wakeUp;
        while ((wakeUp = waiting.poll()) != null) {
            wakeUp.run();
        }
    }

    /** Null if the task is placed nowhere. */
    Peer peer(int task) {
        return peers.get(task);
    }

    /** Runs {@code wakeUp} once after the next assignment. */
    void await(Runnable wakeUp) {
        waiting.add(wakeUp);
    }
}
