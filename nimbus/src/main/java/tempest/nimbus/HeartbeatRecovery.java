// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.storm.Config;
import org.apache.storm.DaemonConfig;
import org.apache.storm.nimbus.IWorkerHeartbeatsRecoveryStrategy;
import org.apache.storm.nimbus.TimeOutWorkerHeartbeatsRecoveryStrategy;
import org.apache.storm.scheduler.WorkerSlot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.ConfigReader;
import tempest.cluster.PlugIn;

/**
 * What one leadership knows of the workers that it took over: until the strategy that {@code nimbus.worker.heartbeats.recovery.strategy.class} names has
 * heard of enough nodes, none of them counts as dead. Without one of somebody's own there is nothing to wait for: each worker has a time of its own
 * in which to be heard of. Nimbus's thread.
 */
final class HeartbeatRecovery {
    private static final Logger LOG = LoggerFactory.getLogger(HeartbeatRecovery.class);
    private static final int DEFAULT_MOST_SECS = 600;

    private final IWorkerHeartbeatsRecoveryStrategy strategy;
    private final int mostSecs;
    private final Map<String, Set<WorkerSlot>> inherited = new HashMap<>();
    private final Set<String> nodes = new HashSet<>();
    private boolean ready;

    private HeartbeatRecovery(IWorkerHeartbeatsRecoveryStrategy strategy, int mostSecs) {
        this.strategy = strategy;
        this.mostSecs = mostSecs;
        this.ready = strategy == null;
    }

    /**
     * That of a leadership that begins now.
     *
     * @throws IllegalArgumentException if the configured class is none that can be used
     */
    static HeartbeatRecovery of(Map<String, Object> conf) {
        ConfigReader read = new ConfigReader(conf);
        String usual = TimeOutWorkerHeartbeatsRecoveryStrategy.class.getName();
        String name = read.text(DaemonConfig.NIMBUS_WORKER_HEARTBEATS_RECOVERY_STRATEGY_CLASS, usual);
        int mostSecs = read.integer(Config.SUPERVISOR_WORKER_HEARTBEATS_MAX_TIMEOUT_SECS, DEFAULT_MOST_SECS, 0);
        IWorkerHeartbeatsRecoveryStrategy own = name.equals(usual) ? null
            : PlugIn.of(name, DaemonConfig.NIMBUS_WORKER_HEARTBEATS_RECOVERY_STRATEGY_CLASS, IWorkerHeartbeatsRecoveryStrategy.class);
        if (own != null) {
            own.prepare(conf);
        }
        return new HeartbeatRecovery(own, mostSecs);
    }

    /** The longest that a worker which was taken over may be silent. */
    int mostSecs() {
        return mostSecs;
    }

    /** A topology's slots, as an earlier leader left them. */
    void tookOver(String topologyId, Collection<WorkerSlot> slots) {
        inherited.put(topologyId, Set.copyOf(slots));
        slots.forEach(slot -> nodes.add(slot.getNodeId()));
    }

    void heardOf(String nodeId) {
        if (!ready) {
            strategy.reportNodeId(nodeId);
        }
    }

    /** Asks the strategy; once a scheduling round. */
    void look() {
        if (!ready && strategy.isReady(Set.copyOf(nodes))) {
            LOG.info("workers that were taken over are judged by their heartbeats from now on: {} is ready", strategy.getClass().getName());
            ready = true;
        }
    }

    /** Whether it is too early to say that a worker is dead. */
    boolean isAwaited(String topologyId, WorkerSlot slot) {
        return !ready && inherited.getOrDefault(topologyId, Set.of()).contains(slot);
    }
}
