// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.scheduling;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.storm.scheduler.Cluster;
import org.apache.storm.scheduler.ExecutorDetails;
import org.apache.storm.scheduler.SchedulerAssignment;
import org.apache.storm.scheduler.SupervisorDetails;
import org.apache.storm.scheduler.TopologyDetails;
import org.apache.storm.scheduler.WorkerSlot;

/**
 * Spreads a topology's executors evenly over as many workers as it wants and the cluster has slots for. What runs stays where it is, unless
 * its worker has more or fewer executors than an even share.
 *
 * <p>Called by Nimbus's scheduling thread. Never changes the assignment of another topology.
 */
public final class EvenPlacement {
    private EvenPlacement() {
    }

    /** Slots in the order to use them: node by node in turn, so that neighbours are on different nodes; nodes with the most slots first. */
    public static List<WorkerSlot> inOrderOfUse(Collection<WorkerSlot> slots) {
        Map<String, List<WorkerSlot>> byNode = new TreeMap<>();
        slots.forEach(slot -> byNode.computeIfAbsent(slot.getNodeId(), node -> new ArrayList<>()).add(slot));
        byNode.values().forEach(ofNode -> ofNode.sort(Comparator.comparingInt(WorkerSlot::getPort)));
        return EvenShare.interleave(new ArrayList<>(byNode.values()));
    }

    /** What runs on each slot of a topology now. */
    public static Map<WorkerSlot, List<ExecutorDetails>> running(Cluster cluster, String topologyId) {
        Map<WorkerSlot, List<ExecutorDetails>> running = new LinkedHashMap<>();
        SchedulerAssignment assignment = cluster.getAssignmentById(topologyId);
        if (assignment != null) {
            assignment.getSlotToExecutors().forEach((slot, executors) -> running.put(slot, new ArrayList<>(executors)));
        }
        return running;
    }

    /** Those of the slots that may be assigned: their supervisor is there, offers the port, and is not blacklisted. */
    public static Set<WorkerSlot> reusable(Cluster cluster, Set<WorkerSlot> slots) {
        Set<WorkerSlot> reusable = new LinkedHashSet<>();
        for (WorkerSlot slot : slots) {
            SupervisorDetails supervisor = cluster.getSupervisorById(slot.getNodeId());
            if (supervisor != null && cluster.getAssignablePorts(supervisor).contains(slot.getPort())) {
                reusable.add(slot);
            }
        }
        return reusable;
    }

    /** The slots whose workers have no even share of the executors, if there are to be that many workers. */
    static Set<WorkerSlot> uneven(Map<WorkerSlot, List<ExecutorDetails>> running, int executors, int workers) {
        if (workers == 0) {
            return Set.of();
        }
        Map<Integer, Integer> sharesLeft = new HashMap<>();
        EvenShare.sizes(executors, workers).forEach(size -> sharesLeft.merge(size, 1, Integer::sum));
        Set<WorkerSlot> uneven = new LinkedHashSet<>();
        running.forEach((slot, present) -> {
            int left = sharesLeft.getOrDefault(present.size(), 0);
            if (left == 0) {
                uneven.add(slot);
            } else {
                sharesLeft.put(present.size(), left - 1);
            }
        });
        return uneven;
    }

    /** Frees the slots that stand in the way of an even spread, when there is something to gain by it. */
    public static void freeUneven(TopologyDetails topology, Cluster cluster) {
        Map<WorkerSlot, List<ExecutorDetails>> running = running(cluster, topology.getId());
        int slots = reusable(cluster, running.keySet()).size() + cluster.getAvailableSlots().size();
        int workers = Math.min(topology.getNumWorkers(), slots);
        if (workers > running.size() || !cluster.getUnassignedExecutors(topology).isEmpty()) {
            cluster.freeSlots(uneven(running, topology.getExecutors().size(), workers));
        }
    }

    /** Puts the executors that run nowhere on free slots, evenly, up to the number of workers the topology wants. */
    public static void place(TopologyDetails topology, Cluster cluster) {
        int present = cluster.getAssignedNumWorkers(topology);
        List<WorkerSlot> free = inOrderOfUse(cluster.getAvailableSlots());
        int more = Math.max(0, Math.min(topology.getNumWorkers() - present, free.size()));
        List<ExecutorDetails> homeless = new ArrayList<>(cluster.getUnassignedExecutors(topology));
        homeless.sort(Comparator.comparingInt(ExecutorDetails::getStartTask));
        List<List<ExecutorDetails>> hands = EvenShare.deal(homeless, more);
        for (int i = 0; i < hands.size(); i++) {
            cluster.assign(free.get(i), topology.getId(), hands.get(i));
        }
        cluster.setStatus(topology, status(topology, cluster));
    }

    /** How far a topology is scheduled, for people to read. */
    public static String status(TopologyDetails topology, Cluster cluster) {
        int homeless = cluster.getUnassignedExecutors(topology).size();
        int workers = cluster.getAssignedNumWorkers(topology);
        int all = topology.getExecutors().size();
        // More workers than executors would be idle, so they are never missed.
        int wanted = Math.min(topology.getNumWorkers(), all);
        String free = cluster.getAvailableSlots().size() + " free slots in the cluster";
        if (homeless > 0) {
            return "Not enough slots: " + homeless + " of " + all + " executors run nowhere; " + workers + " of " + wanted + " workers, "
                    + free;
        }
        return workers < wanted ? "Running on " + workers + " of " + wanted + " workers; " + free : "Fully scheduled on " + workers + " workers";
    }
}
