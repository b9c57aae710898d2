// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.scheduler;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.storm.generated.WorkerResources;

/** An assignment that can be changed. Not thread-safe. */
public class SchedulerAssignmentImpl implements SchedulerAssignment {
    private final String topologyId;
    private final Map<ExecutorDetails, WorkerSlot> executorToSlot = new LinkedHashMap<>();
    private final Map<WorkerSlot, Collection<ExecutorDetails>> slotToExecutors = new LinkedHashMap<>();
    /** How many slots of each node it has. */
    private final Map<String, Integer> slotsOfNode = new HashMap<>();
    private final Map<WorkerSlot, WorkerResources> resources = new HashMap<>();
    private final Map<String, Double> nodeIdToTotalSharedOffHeapNode = new HashMap<>();

    /**
     * Copies what is given.
     *
     * @param topologyId the topology's id
     * @param executorToSlot who runs where; null for nobody
     * @param resources what each slot's worker is granted; null for nothing
     * @param nodeIdToTotalSharedOffHeap the off-heap memory in MB shared on each node; null for none
     * @throws IllegalArgumentException if an executor or a slot is null
     */
    public SchedulerAssignmentImpl(String topologyId, Map<ExecutorDetails, WorkerSlot> executorToSlot,
            Map<WorkerSlot, WorkerResources> resources, Map<String, Double> nodeIdToTotalSharedOffHeap) {
        this.topologyId = topologyId;
        if (executorToSlot != null) {
            executorToSlot.forEach((executor, slot) -> {
                if (executor == null || slot == null) {
                    throw new IllegalArgumentException("assignment of " + topologyId + " puts executor " + executor + " on slot " + slot
                            + "; both must be given");
                }
                place(executor, slot);
            });
        }
        if (resources != null) {
            this.resources.putAll(resources);
        }
        if (nodeIdToTotalSharedOffHeap != null) {
            this.nodeIdToTotalSharedOffHeapNode.putAll(nodeIdToTotalSharedOffHeap);
        }
    }

    public SchedulerAssignmentImpl(String topologyId) {
        this(topologyId, null, null, null);
    }

    public SchedulerAssignmentImpl(SchedulerAssignment assignment) {
        this(assignment.getTopologyId(), assignment.getExecutorToSlot(), assignment.getScheduledResources(),
                assignment.getNodeIdToTotalSharedOffHeapNodeMemory());
    }

    private void place(ExecutorDetails executor, WorkerSlot slot) {
        executorToSlot.put(executor, slot);
        slotToExecutors.computeIfAbsent(slot, s -> {
            slotsOfNode.merge(s.getNodeId(), 1, Integer::sum);
            return new LinkedHashSet<>();
        }).add(executor);
    }

    /** Puts executors on a slot, without saying what its worker is granted. */
    public void assign(WorkerSlot slot, Collection<ExecutorDetails> executors) {
        assign(slot, executors, null);
    }

    /**
     * Puts executors on a slot.
     *
     * @param slot the slot
     * @param executors they must not be assigned yet
     * @param slotResources what the slot's worker is granted now; null leaves that as it is
     */
    public void assign(WorkerSlot slot, Collection<ExecutorDetails> executors, WorkerResources slotResources) {
        Objects.requireNonNull(slot, "slot");
        for (ExecutorDetails executor : executors) {
            place(executor, slot);
        }
        if (slotResources != null) {
            resources.put(slot, slotResources);
        }
    }

    /** Takes everything off a slot. A node with no slot left shares no memory. */
    public void unassignBySlot(WorkerSlot slot) {
        Collection<ExecutorDetails> executors = slotToExecutors.remove(slot);
        String node = slot.getNodeId();
        if (executors != null) {
            executors.forEach(executorToSlot::remove);
            slotsOfNode.computeIfPresent(node, (id, slots) -> slots == 1 ? null : slots - 1);
        }
        resources.remove(slot);
        if (!slotsOfNode.containsKey(node)) {
            nodeIdToTotalSharedOffHeapNode.remove(node);
        }
    }

    @Override
    public boolean isSlotOccupied(WorkerSlot slot) {
        return slotToExecutors.containsKey(slot);
    }

    @Override
    public boolean isExecutorAssigned(ExecutorDetails executor) {
        return executorToSlot.containsKey(executor);
    }

    @Override
    public String getTopologyId() {
        return topologyId;
    }

    @Override
    public Map<ExecutorDetails, WorkerSlot> getExecutorToSlot() {
        return executorToSlot;
    }

    @Override
    public Set<ExecutorDetails> getExecutors() {
        return executorToSlot.keySet();
    }

    @Override
    public Set<WorkerSlot> getSlots() {
        return slotToExecutors.keySet();
    }

    @Override
    public Map<WorkerSlot, Collection<ExecutorDetails>> getSlotToExecutors() {
        return slotToExecutors;
    }

    @Override
    public Map<WorkerSlot, WorkerResources> getScheduledResources() {
        return resources;
    }

    /** Says how much off-heap memory in MB the topology's workers share on a node. */
    public void setTotalSharedOffHeapNodeMemory(String node, double value) {
        nodeIdToTotalSharedOffHeapNode.put(node, value);
    }

    @Override
    public Map<String, Double> getNodeIdToTotalSharedOffHeapNodeMemory() {
        return nodeIdToTotalSharedOffHeapNode;
    }

    /** Whether another assignment puts the same executors of the same topology on the same slots. */
    public boolean equalsIgnoreResources(Object other) {
        return other instanceof SchedulerAssignmentImpl that && Objects.equals(topologyId, that.topologyId)
                && executorToSlot.equals(that.executorToSlot);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SchedulerAssignmentImpl that && equalsIgnoreResources(that) && resources.equals(that.resources)
                && nodeIdToTotalSharedOffHeapNode.equals(that.nodeIdToTotalSharedOffHeapNode);
    }

    @Override
    public int hashCode() {
        return Objects.hash(topologyId, executorToSlot);
    }

    @Override
    public String toString() {
        return topologyId + " on " + slotToExecutors;
    }
}
