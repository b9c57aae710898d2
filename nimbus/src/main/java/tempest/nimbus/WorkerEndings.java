// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.storm.generated.Assignment;
import org.apache.storm.scheduler.WorkerSlot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.Clock;
import tempest.cluster.ClusterState;
import tempest.cluster.ClusterStateException;
import tempest.cluster.LeadershipLostException;
import tempest.cluster.Mailbox;
import tempest.cluster.Table;
import tempest.cluster.WorkerEndHistory;
import tempest.rpc.EndCause;
import tempest.rpc.WorkerEnd;
import tempest.rpc.WorkerEnds;

/**
 * What a leader knows of the ends of workers. Supervisors write most of them to the shared state, from where they come here; those of workers
 * that nobody hears of any more are written by the leader. One object a leadership, owned by Nimbus's thread.
 */
final class WorkerEndings {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerEndings.class);
    private static final WorkerEnds NONE = new WorkerEnds(Map.of(), List.of());

    private final ClusterState state;
    private final Mailbox mailbox;
    private final Clock clock;
    private final Map<String, WorkerEnds> byTopology = new HashMap<>();
    private Table.Watch watch;

    /** @param state as the leader may write it */
    WorkerEndings(ClusterState state, Mailbox mailbox, Clock clock) {
        this.state = state;
        this.mailbox = mailbox;
        this.clock = clock;
    }

    /** From now on it follows the shared state. */
    void begin() {
        watch = state.workerEnds().watchAll((id, ends) -> mailbox.execute(() -> changed(id, ends)));
    }

    void close() {
        if (watch != null) {
            watch.close();
        }
    }

    private void changed(String id, Optional<WorkerEnds> ends) {
        ends.ifPresentOrElse(known -> byTopology.put(id, known), () -> byTopology.remove(id));
    }

    /** Those of one topology. */
    WorkerEnds of(String topologyId) {
        return byTopology.getOrDefault(topologyId, NONE);
    }

    /** What the scheduler says of a topology, with a remark if its workers end again and again; null for nothing. */
    String remarked(String topologyId, String scheduleStatus) {
        long now = clock.millis();
        return WorkerEndHistory.loop(of(topologyId), now).map(loop -> (scheduleStatus == null || scheduleStatus.isEmpty() ? "" : scheduleStatus + "; ")
            + WorkerEndHistory.describe(loop, now)).orElse(scheduleStatus);
    }

    /**
     * A topology was given other slots: workers that it loses because nobody hears of them have ended, for all that is known.
     *
     * @param restarted the slots that start another worker
     */
    void reassigned(String topologyId, Assignment before, Assignment next, Set<WorkerSlot> restarted, Predicate<WorkerSlot> alive) {
        if (before == null) {
            return;
        }
        Set<WorkerSlot> kept = AssignedSlots.of(next).keySet();
        for (WorkerSlot slot : AssignedSlots.of(before).keySet()) {
            if ((!kept.contains(slot) || restarted.contains(slot)) && !alive.test(slot)) {
                String host = before.get_node_host().getOrDefault(slot.getNodeId(), slot.getNodeId());
                add(topologyId, new WorkerEnd(clock.millis(), EndCause.UNREACHABLE, host, slot.getPort(),
                    "was not heard of for too long (nimbus.task.timeout.secs, nimbus.task.launch.secs); its executors run elsewhere"));
            }
        }
    }

    private void add(String topologyId, WorkerEnd end) {
        try {
            state.workerEnds().update(topologyId, before -> WorkerEndHistory.plus(before, end));
        } catch (LeadershipLostException e) {
            throw e;
        } catch (ClusterStateException e) {
            LOG.warn("It is only in this log that of topology {} {}: {}", topologyId, WorkerEndHistory.describe(end), e.getMessage());
        }
    }
}
