// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.remote;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.worker.transport.OutboundConnection;
import tempest.worker.transport.Transport;
import tempest.worker.transport.WorkerAddress;

/**
 * The connection by which each task is reached, as of the latest assignment. The worker's main thread changes it; emitters look tasks up on
 * theirs. A task that the assignment does not place has no connection: what is sent to it waits until it has one.
 */
final class RemoteTasks {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteTasks.class);

    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    /** Indexed by task. */
    private volatile OutboundConnection[] connections = {};

    /** Opens and closes connections so that each task's worker is reached. */
    void assign(Transport transport, Map<Integer, WorkerAddress> tasks, Map<WorkerAddress, String> hosts) {
        transport.assign(hosts);
        OutboundConnection[] before = connections;
        OutboundConnection[] now = new OutboundConnection[tasks.keySet().stream().mapToInt(task -> task + 1).max().orElse(0)];
        tasks.forEach((task, address) -> {
            if (task >= 0) {
                now[task] = transport.connection(address);
            }
        });
        for (int task = 0; task < before.length; task++) {
            if (before[task] != null && (task >= now.length || now[task] == null)) {
                LOG.info("Task {} is no longer on another worker", task);
            }
        }
        connections = now;
        Runnable wakeUp;
        while ((wakeUp = waiting.poll()) != null) {
            wakeUp.run();
        }
    }

    /** Null if the task is not placed on any other worker. */
    OutboundConnection connection(int task) {
        OutboundConnection[] now = connections;
        return task >= 0 && task < now.length ? now[task] : null;
    }

    /** Runs {@code wakeUp} once after the next assignment. */
    void await(Runnable wakeUp) {
        waiting.add(wakeUp);
    }
}
