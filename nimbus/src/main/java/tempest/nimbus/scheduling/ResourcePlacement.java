// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.scheduling;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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

    private static final TreeMap<Integer, WorkerSlot> NONE = new TreeMap<>();

    private final Cluster cluster;
    private final TopologyDetails topology;
    private final Style style;
    private final boolean workersHaveCpuToSpare;
    private final boolean sharesMemory;
    private final double maxHeap;
    private final boolean oneExecutorPerWorker;
    private final boolean oneComponentPerWorker;
    /** The topology's workers, by node and port. */
    private final Map<String, TreeMap<Integer, WorkerSlot>> workers = new HashMap<>();
    /** How many of the first nodes have no room for an executor of a component any more; empty where that may change again. */
    private final Map<String, Integer> full = new HashMap<>();

    public ResourcePlacement(Cluster cluster, TopologyDetails topology, Style style) {
        this.cluster = cluster;
        this.topology = topology;
        this.style = style;
        this.workersHaveCpuToSpare = cluster.getMinWorkerCpu() > 0;
        this.sharesMemory = !topology.getSharedMemoryRequests(topology.getExecutors()).isEmpty();
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
        cluster.getUsedSlotsByTopologyId(topology.getId()).forEach(this::remember);
        List<SupervisorDetails> nodes = new ArrayList<>(NodeOrder.of(cluster, topology, style == Style.PACK_SPARING_RARE));
        int placed = 0;
        for (ExecutorDetails executor : ExecutorOrder.of(topology, homeless)) {
            int node = place(executor, nodes);
            if (node < 0) {
                return SchedulingResult.failure(SchedulingStatus.FAIL_NOT_ENOUGH_RESOURCES, "Not enough resources to schedule: " + (homeless.size() - placed)
                        + " of " + homeless.size() + " executors do not fit; no node has " + topology.getTotalResources(executor)
                        + " and a slot left for " + topology.getComponentFromExecutor(executor));
            }
            placed++;
            if (style == Style.IN_TURN) {
                nodes.add(nodes.remove(node));
            }
        }
        return SchedulingResult.success();
    }

    /** Returns which of the nodes has taken it; -1 if none has room. */
    private int place(ExecutorDetails executor, List<SupervisorDetails> nodes) {
        String component = topology.getComponentFromExecutor(executor);
        NormalizedResourceRequest wanted = topology.getTotalResources(executor);
        for (int i = full.getOrDefault(component, 0); i < nodes.size(); i++) {
            SupervisorDetails node = nodes.get(i);
            NormalizedResourceOffer left = cluster.getAvailableResources(node);
            if (left.couldHoldIgnoringSharedMemory(wanted) || workersHaveCpuToSpare && left.couldHoldIgnoringSharedMemoryAndCpu(wanted)) {
                for (WorkerSlot slot : slots(node)) {
                    if (mayJoin(executor, slot) && cluster.wouldFit(slot, executor, topology, left, maxHeap)) {
                        assign(executor, slot);
                        return i;
                    }
                }
            }
            if (staysFull()) {
                full.put(component, i + 1);
            }
        }
        return -1;
    }

    /**
     * Whether a node that had no room for an executor will have none for the next of its component either. It may have some again where a worker that was started
     * meanwhile has CPU to spare, or where executors share memory that is there already; and nodes that are used in turn change places.
     */
    private boolean staysFull() {
        return style != Style.IN_TURN && !workersHaveCpuToSpare && !sharesMemory;
    }

    /** The topology's workers on a node, and one more slot if there is one: all free slots are alike. */
    private List<WorkerSlot> slots(SupervisorDetails node) {
        List<WorkerSlot> slots = new ArrayList<>(workers.getOrDefault(node.getId(), NONE).values());
        cluster.getAvailablePorts(node).stream().findFirst().ifPresent(port -> slots.add(new WorkerSlot(node.getId(), port)));
        return slots;
    }

    private void remember(WorkerSlot slot) {
        workers.computeIfAbsent(slot.getNodeId(), node -> new TreeMap<>()).put(slot.getPort(), slot);
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
        remember(slot);
    }
}
