// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.scheduling;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.storm.Config;
import org.apache.storm.scheduler.Cluster;
import org.apache.storm.scheduler.ExecutorDetails;
import org.apache.storm.scheduler.SchedulerAssignment;
import org.apache.storm.scheduler.SupervisorDetails;
import org.apache.storm.scheduler.TopologyDetails;
import org.apache.storm.scheduler.WorkerSlot;
import org.apache.storm.scheduler.resource.SchedulingResult;
import org.apache.storm.scheduler.resource.SchedulingStatus;
import org.apache.storm.scheduler.resource.normalization.NormalizedResourceOffer;
import org.apache.storm.scheduler.resource.normalization.NormalizedResourceRequest;
import org.apache.storm.utils.ObjectReader;

/**
 * Puts a topology's executors where nodes have the memory, CPU and other resources they request. Nodes are filled one after the other; on a
 * node, a worker takes executors until its heap would grow beyond {@code topology.worker.max.heap.size.mb}, and then another slot is used.
 *
 * <p>One instance places one topology, on Nimbus's scheduling thread. Never moves what runs, and never grants more than there is.
 */
public final class ResourcePlacement {
    /** How nodes are gone through. */
    public enum Style {
        /** Fill nodes one after the other. */
        PACK,
        /** As {@link #PACK}, but keep nodes with rare resources for topologies that request them. */
        PACK_SPARING_RARE,
        /** Use nodes in turn. */
        IN_TURN
    }

    private final Cluster cluster;
    private final TopologyDetails topology;
    private final Style style;
    private final boolean workersHaveCpuToSpare;
    private final double maxHeap;
    private final boolean oneExecutorPerWorker;
    private final boolean oneComponentPerWorker;

    public ResourcePlacement(Cluster cluster, TopologyDetails topology, Style style) {
        this.cluster = cluster;
        this.topology = topology;
        this.style = style;
        this.workersHaveCpuToSpare = cluster.getMinWorkerCpu() > 0;
        this.maxHeap = topology.getTopologyWorkerMaxHeapSize();
        this.oneExecutorPerWorker = ObjectReader.getBoolean(topology.getConf().get(Config.TOPOLOGY_RAS_ONE_EXECUTOR_PER_WORKER), false);
        this.oneComponentPerWorker = ObjectReader.getBoolean(topology.getConf().get(Config.TOPOLOGY_RAS_ONE_COMPONENT_PER_WORKER), false);
    }

    /** Places all executors that run nowhere. If that fails, the cluster is left half done and must be thrown away. */
    public SchedulingResult place() {
        Set<ExecutorDetails> homeless = new LinkedHashSet<>(cluster.getUnassignedExecutors(topology));
        for (ExecutorDetails executor : homeless) {
            double heap = topology.getOnHeapMemoryRequirement(executor);
            if (heap > maxHeap) {
                return SchedulingResult.failure(SchedulingStatus.FAIL_INVALID_TOPOLOGY, "component "
                        + topology.getComponentFromExecutor(executor) + " asks for " + heap + " MB of heap, more than the " + maxHeap + " MB of "
                        + Config.TOPOLOGY_WORKER_MAX_HEAP_SIZE_MB);
            }
        }
        List<SupervisorDetails> nodes = new ArrayList<>(NodeOrder.of(cluster, topology, style == Style.PACK_SPARING_RARE));
        int placed = 0;
        for (ExecutorDetails executor : ExecutorOrder.of(topology, homeless)) {
            SupervisorDetails node = place(executor, nodes);
            if (node == null) {
                return SchedulingResult.failure(SchedulingStatus.FAIL_NOT_ENOUGH_RESOURCES, "Not enough resources to schedule: " + (homeless.size() - placed)
                        + " of " + homeless.size() + " executors do not fit; no node has " + topology.getTotalResources(executor)
                        + " and a slot left for " + topology.getComponentFromExecutor(executor));
            }
            placed++;
            if (style == Style.IN_TURN) {
                nodes.remove(node);
                nodes.add(node);
            }
        }
        return SchedulingResult.success();
    }

    private SupervisorDetails place(ExecutorDetails executor, List<SupervisorDetails> nodes) {
        for (SupervisorDetails node : nodes) {
            NormalizedResourceOffer left = cluster.getAvailableResources(node);
            NormalizedResourceRequest wanted = topology.getTotalResources(executor);
            if (left.couldHoldIgnoringSharedMemory(wanted) || workersHaveCpuToSpare && left.couldHoldIgnoringSharedMemoryAndCpu(wanted)) {
                for (WorkerSlot slot : slots(node)) {
                    if (mayJoin(executor, slot) && cluster.wouldFit(slot, executor, topology, left, maxHeap)) {
                        assign(executor, slot);
                        return node;
                    }
                }
            }
        }
        return null;
    }

    /** The topology's workers on a node, and one more slot if there is one: all free slots are alike. */
    private List<WorkerSlot> slots(SupervisorDetails node) {
        List<WorkerSlot> slots = new ArrayList<>();
        for (WorkerSlot slot : cluster.getUsedSlotsByTopologyId(topology.getId())) {
            if (slot.getNodeId().equals(node.getId())) {
                slots.add(slot);
            }
        }
        slots.sort(Comparator.comparingInt(WorkerSlot::getPort));
        cluster.getAvailableSlots(node).stream().findFirst().ifPresent(slots::add);
        return slots;
    }

    private List<ExecutorDetails> presentOn(WorkerSlot slot) {
        SchedulerAssignment assignment = cluster.getAssignmentById(topology.getId());
        Map<WorkerSlot, ? extends Collection<ExecutorDetails>> bySlot = assignment == null ? Map.of()
                : assignment.getSlotToExecutors();
        return bySlot.containsKey(slot) ? new ArrayList<>(bySlot.get(slot)) : new ArrayList<>();
    }

    private boolean mayJoin(ExecutorDetails executor, WorkerSlot slot) {
        List<ExecutorDetails> present = presentOn(slot);
        if (present.isEmpty() || !oneExecutorPerWorker && !oneComponentPerWorker) {
            return true;
        }
        String component = topology.getComponentFromExecutor(executor);
        return !oneExecutorPerWorker && present.stream().map(topology::getComponentFromExecutor).allMatch(component::equals);
    }

    private void assign(ExecutorDetails executor, WorkerSlot slot) {
        List<ExecutorDetails> together = presentOn(slot);
        together.add(executor);
        cluster.freeSlot(slot);
        cluster.assign(slot, topology.getId(), together);
    }
}
