// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.storm.scheduler.INimbus;
import org.apache.storm.scheduler.IScheduler;
import org.apache.storm.scheduler.SupervisorDetails;
import org.apache.storm.scheduler.Topologies;
import org.apache.storm.scheduler.WorkerSlot;

/** What schedulers may ask of Nimbus: every port of every supervisor is a slot. Stateless, any thread. */
final class AllSlots implements INimbus {
    @Override
    public void prepare(Map<String, Object> topoConf, String schedulerLocalDir) {
        // Nothing to prepare: slots are what supervisors announce.
    }

    @Override
    public Collection<WorkerSlot> allSlotsAvailableForScheduling(Collection<SupervisorDetails> existingSupervisors,
                                                                 Topologies topologies, Set<String> topologiesMissingAssignments) {
        List<WorkerSlot> slots = new ArrayList<>();
        for (SupervisorDetails supervisor : existingSupervisors) {
            supervisor.getAllPorts().forEach(port -> slots.add(new WorkerSlot(supervisor.getId(), port)));
        }
        return slots;
    }

    @Override
    public void assignSlots(Topologies topologies, Map<String, Collection<WorkerSlot>> newSlotsByTopologyId) {
        // Supervisors see their slots in the shared state.
    }

    @Override
    public String getHostName(Map<String, SupervisorDetails> existingSupervisors, String nodeId) {
        SupervisorDetails supervisor = existingSupervisors.get(nodeId);
        return supervisor == null ? null : supervisor.getHost();
    }

    @Override
    public IScheduler getForcedScheduler() {
        return null;
    }
}
