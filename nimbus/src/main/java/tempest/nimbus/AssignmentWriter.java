// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.storm.generated.Assignment;
import org.apache.storm.scheduler.WorkerSlot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.Table;

/**
 * Stores what a round has decided, and finds out what is stored where that failed. One object a leadership; Nimbus's thread. It decides nothing.
 */
final class AssignmentWriter {
    private static final Logger LOG = LoggerFactory.getLogger(AssignmentWriter.class);

    private final Table<Assignment> table;
    private final Map<String, Topology> topologies;
    private final Stored stored;
    /** Those that were written, and nobody knows whether they are stored. */
    private final Set<String> doubtful = new HashSet<>();

    /** What becomes of a topology whose assignment is stored. */
    interface Stored {
        void as(Topology topology, Assignment next);
    }

    /** @param table as the leader may write it */
    AssignmentWriter(Table<Assignment> table, Map<String, Topology> topologies, Stored stored) {
        this.table = table;
        this.topologies = topologies;
        this.stored = stored;
    }

    /** A write that failed may have been done: what the next round starts from is what is stored. */
    void readDoubtful() {
        for (String id : List.copyOf(doubtful)) {
            Topology topology = topologies.get(id);
            Assignment now = topology == null ? null : table.get(id).orElse(null);
            doubtful.remove(id);
            if (now != null && !now.equals(topology.assignment)) {
                LOG.info("the assignment of topology {} is stored, although its writing failed", id);
                stored.as(topology, now);
            }
        }
    }

    /** Stores them one by one. */
    void store(Map<String, Assignment> changed) {
        for (String id : WriteOrder.of(changed, held())) {
            doubtful.add(id);
            table.put(id, changed.get(id));
            doubtful.remove(id);
            Topology topology = topologies.get(id);
            stored.as(topology, changed.get(id));
            topology.needsReschedule = false;
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
