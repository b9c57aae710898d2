// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.scheduler;

import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** How Nimbus learns which slots a cluster has; replaced by those who run on another resource manager. */
public interface INimbus {
    /** Called once, before anything else. */
    void prepare(Map<String, Object> topoConf, String schedulerLocalDir);

    /**
     * Names the slots that topologies may be put on.
     *
     * @param existingSupervisors the supervisors that are there
     * @param topologies all topologies
     * @param topologiesMissingAssignments the ids of those with executors that run nowhere
     */
    Collection<WorkerSlot> allSlotsAvailableForScheduling(
            Collection<SupervisorDetails> existingSupervisors, Topologies topologies, Set<String> topologiesMissingAssignments);

    /** Told of the slots each topology newly gets, by topology id. */
    void assignSlots(Topologies topologies, Map<String, Collection<WorkerSlot>> newSlotsByTopologyId);

    /** The host name of a node, or null if the node is unknown. */
    String getHostName(Map<String, SupervisorDetails> existingSupervisors, String nodeId);

    /** A scheduler to use in place of the configured one, or null. */
    IScheduler getForcedScheduler();
}
