// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.storm.generated.Assignment;
import org.apache.storm.generated.StormBase;
import org.apache.storm.scheduler.WorkerSlot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.ClusterState;
import tempest.cluster.ClusterStateException;

/**
 * Stores what a leader has decided, and finds out what is stored where that failed: a write whose answer is lost may have been done. One object a
 * leadership; Nimbus's thread. It decides nothing.
 */
final class LeaderWrites {
    /** So long after a write that failed a round finds out whether it was done. */
    static final long REREAD_MILLIS = 1000;
    private static final Logger LOG = LoggerFactory.getLogger(LeaderWrites.class);

    private final ClusterState state;
    private final Map<String, Topology> topologies;
    private final Stored stored;
    private final Set<String> doubtfulBases = new HashSet<>();
    private final Set<String> doubtfulAssignments = new HashSet<>();

    /** What becomes of a topology of which something is stored. */
    interface Stored {
        void assignment(Topology topology, Assignment next);

        /** A write that seemed to fail was done. */
        void unexpected(Topology topology, StormBase base);

        /** A write failed: soon a round has to find out whether it was done. */
        void unsure();
    }

    /** @param state as the leader may write it */
    LeaderWrites(ClusterState state, Map<String, Topology> topologies, Stored stored) {
        this.state = state;
        this.topologies = topologies;
        this.stored = stored;
    }

    /** Stores a topology's status and settings. */
    void base(Topology topology, StormBase next) {
        write(doubtfulBases, topology.id, () -> state.topologies().put(topology.id, next));
    }

    /** Stores them one by one. */
    void assignments(Map<String, Assignment> changed) {
        for (WriteOrder.Step step : WriteOrder.of(changed, held())) {
            write(doubtfulAssignments, step.id(), () -> state.assignments().put(step.id(), step.assignment()));
            Topology topology = topologies.get(step.id());
            stored.assignment(topology, step.assignment());
            topology.needsReschedule = false;
        }
    }

    private void write(Set<String> doubtful, String id, Runnable put) {
        doubtful.add(id);
        try {
            put.run();
        } catch (ClusterStateException e) {
            stored.unsure();
            throw e;
        }
        doubtful.remove(id);
    }

    /** After this, what is known is what is stored. */
    void readDoubtful() {
        for (String id : List.copyOf(doubtfulBases)) {
            Topology topology = topologies.get(id);
            StormBase base = topology == null ? null : state.topologies().get(id).orElse(null);
            doubtfulBases.remove(id);
            if (base != null && !base.equals(topology.base())) {
                LOG.info("topology {} is stored as {}, although its writing failed", id, base.get_status());
                stored.unexpected(topology, base);
            }
        }
        for (String id : List.copyOf(doubtfulAssignments)) {
            Topology topology = topologies.get(id);
            Assignment now = topology == null ? null : state.assignments().get(id).orElse(null);
            doubtfulAssignments.remove(id);
            if (now != null && !now.equals(topology.assignment)) {
                LOG.info("the assignment of topology {} is stored, although its writing failed", id);
                stored.assignment(topology, now);
            }
        }
    }

    private Map<String, Set<WorkerSlot>> held() {
        Map<String, Set<WorkerSlot>> held = new HashMap<>();
        topologies.forEach((id, topology) -> {
            if (topology.assignment != null) {
                held.put(id, AssignedSlots.of(topology.assignment).keySet());
            }
        });
        return held;
    }
}
