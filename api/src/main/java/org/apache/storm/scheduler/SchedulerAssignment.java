// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.scheduler;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.apache.storm.generated.WorkerResources;

/** Where the executors of one topology run. */
public interface SchedulerAssignment {
    boolean isSlotOccupied(WorkerSlot slot);

    boolean isExecutorAssigned(ExecutorDetails executor);

    String getTopologyId();

    /** Each assigned executor with its slot. */
    Map<ExecutorDetails, WorkerSlot> getExecutorToSlot();

    Set<ExecutorDetails> getExecutors();

    /** The slots in use. */
    Set<WorkerSlot> getSlots();

    Map<WorkerSlot, Collection<ExecutorDetails>> getSlotToExecutors();

    /** What each slot's worker is granted. */
    Map<WorkerSlot, WorkerResources> getScheduledResources();

    /** The off-heap memory in MB that the topology's workers share on each node. */
    Map<String, Double> getNodeIdToTotalSharedOffHeapNodeMemory();
}
