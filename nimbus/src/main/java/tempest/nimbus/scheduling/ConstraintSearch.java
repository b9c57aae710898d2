// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.scheduling;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.storm.scheduler.Cluster;
import org.apache.storm.scheduler.ExecutorDetails;
import org.apache.storm.scheduler.SchedulerAssignment;
import org.apache.storm.scheduler.SupervisorDetails;
import org.apache.storm.scheduler.TopologyDetails;
import org.apache.storm.scheduler.WorkerSlot;
import org.apache.storm.scheduler.resource.SchedulingResult;
import org.apache.storm.scheduler.resource.SchedulingStatus;

/**
 * Places a topology's executors so that {@link Constraints} hold and nobody is granted more than there is. A depth-first search: executors
 * one after the other, the most constrained first; where one fits nowhere, the one before it is moved on. One instance places one topology,
 * on Nimbus's scheduling thread; it never moves what runs.
 */
public final class ConstraintSearch {
    private static final long DEFAULT_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Cluster cluster;
    private final TopologyDetails topology;
    private final int mostSteps;
    private final long mostNanos;
    private final double maxHeap;

    /**
     * A search.
     *
     * @param mostSteps how many times an executor may be put somewhere
     * @param mostSecs  how long it may take; null for as long as is good for a Nimbus
     */
    public ConstraintSearch(Cluster cluster, TopologyDetails topology, int mostSteps, Integer mostSecs) {
        this.cluster = cluster;
        this.topology = topology;
        this.mostSteps = mostSteps;
        this.mostNanos = mostSecs == null ? DEFAULT_NANOS : TimeUnit.SECONDS.toNanos(mostSecs);
        this.maxHeap = topology.getTopologyWorkerMaxHeapSize();
    }

    /** Places all executors that run nowhere. If that fails, the cluster is left half done and must be thrown away. */
    public SchedulingResult place() {
        Constraints constraints;
        try {
            constraints = Constraints.of(topology);
        } catch (IllegalArgumentException e) {
            return SchedulingResult.failure(SchedulingStatus.FAIL_INVALID_TOPOLOGY, e.getMessage());
        }
        String violation = violation(cluster, topology, constraints);
        if (violation != null) {
            return SchedulingResult.failure(SchedulingStatus.FAIL_OTHER, "what runs already breaks a constraint: " + violation);
        }
        Comparator<ExecutorDetails> mostConstrained = Comparator.comparingInt(
            (ExecutorDetails executor) -> -constraints.weight(topology.getComponentFromExecutor(executor)));
        List<ExecutorDetails> homeless = new ArrayList<>(ExecutorOrder.of(topology, new HashSet<>(cluster.getUnassignedExecutors(topology))));
        homeless.sort(mostConstrained);
        return search(homeless, constraints);
    }

    private SchedulingResult search(List<ExecutorDetails> homeless, Constraints constraints) {
        List<SupervisorDetails> nodes = NodeOrder.of(cluster, topology, false);
        List<Iterator<WorkerSlot>> choices = new ArrayList<>();
        List<WorkerSlot> taken = new ArrayList<>();
        long end = System.nanoTime() + mostNanos;
        int deepest = 0;
        for (int steps = 0; taken.size() < homeless.size(); steps++) {
            if (steps >= mostSteps || System.nanoTime() - end > 0) {
                return SchedulingResult.failure(SchedulingStatus.FAIL_OTHER, "no placement that keeps the constraints was found in " + steps
                    + " steps; " + deepest + " of " + homeless.size() + " executors could be placed (topology.ras.constraint.max.state.search,"
                    + " topology.ras.constraint.max.time.secs)");
            }
            int depth = taken.size();
            ExecutorDetails executor = homeless.get(depth);
            if (choices.size() == depth) {
                choices.add(candidates(executor, nodes, constraints).iterator());
            }
            if (choices.get(depth).hasNext()) {
                WorkerSlot slot = choices.get(depth).next();
                assign(slot, with(slot, executor));
                taken.add(slot);
                deepest = Math.max(deepest, depth + 1);
                continue;
            }
            choices.remove(depth);
            if (depth == 0) {
                return SchedulingResult.failure(SchedulingStatus.FAIL_NOT_ENOUGH_RESOURCES, "Not enough resources, or constraints that cannot be"
                    + " kept: " + deepest + " of " + homeless.size() + " executors could be placed");
            }
            takeBack(homeless.get(depth - 1), taken.remove(depth - 1));
        }
        return SchedulingResult.success();
    }

    private List<WorkerSlot> candidates(ExecutorDetails executor, List<SupervisorDetails> nodes, Constraints constraints) {
        String component = topology.getComponentFromExecutor(executor);
        Map<String, Integer> onNode = new HashMap<>();
        slots().forEach((slot, executors) -> executors.forEach(other -> {
            if (topology.getComponentFromExecutor(other).equals(component)) {
                onNode.merge(slot.getNodeId(), 1, Integer::sum);
            }
        }));
        List<WorkerSlot> fitting = new ArrayList<>();
        for (SupervisorDetails node : nodes) {
            if (onNode.getOrDefault(node.getId(), 0) >= constraints.mostOnNode(component)) {
                continue;
            }
            var left = cluster.getAvailableResources(node);
            for (WorkerSlot slot : slotsOf(node)) {
                boolean apart = slots().getOrDefault(slot, List.of()).stream()
                    .allMatch(other -> constraints.mayShareWorker(component, topology.getComponentFromExecutor(other)));
                if (apart && cluster.wouldFit(slot, executor, topology, left, maxHeap)) {
                    fitting.add(slot);
                }
            }
        }
        return fitting;
    }

    /** The topology's workers on a node, and one more slot if there is one: all free slots are alike. */
    private List<WorkerSlot> slotsOf(SupervisorDetails node) {
        List<WorkerSlot> slots = new ArrayList<>();
        slots().keySet().stream().filter(slot -> slot.getNodeId().equals(node.getId())).sorted(Comparator.comparingInt(WorkerSlot::getPort))
            .forEach(slots::add);
        cluster.getAvailableSlots(node).stream().findFirst().ifPresent(slots::add);
        return slots;
    }

    private Map<WorkerSlot, Collection<ExecutorDetails>> slots() {
        return slots(cluster, topology);
    }

    private static Map<WorkerSlot, Collection<ExecutorDetails>> slots(Cluster cluster, TopologyDetails topology) {
        SchedulerAssignment assignment = cluster.getAssignmentById(topology.getId());
        return assignment == null ? Map.of() : assignment.getSlotToExecutors();
    }

    private Set<ExecutorDetails> with(WorkerSlot slot, ExecutorDetails executor) {
        Set<ExecutorDetails> together = new HashSet<>(slots().getOrDefault(slot, List.of()));
        together.add(executor);
        return together;
    }

    private void takeBack(ExecutorDetails executor, WorkerSlot slot) {
        Set<ExecutorDetails> left = new HashSet<>(slots().get(slot));
        left.remove(executor);
        assign(slot, left);
    }

    private void assign(WorkerSlot slot, Set<ExecutorDetails> executors) {
        cluster.freeSlot(slot);
        if (!executors.isEmpty()) {
            cluster.assign(slot, topology.getId(), executors);
        }
    }

    /** The first constraint that a topology's placement breaks, in words; null if it breaks none. */
    public static String violation(Cluster cluster, TopologyDetails topology, Constraints constraints) {
        Map<String, Map<String, Integer>> perNode = new HashMap<>();
        for (Map.Entry<WorkerSlot, Collection<ExecutorDetails>> worker : slots(cluster, topology).entrySet()) {
            List<String> components = worker.getValue().stream().map(topology::getComponentFromExecutor).toList();
            for (int i = 0; i < components.size(); i++) {
                String one = components.get(i);
                for (String other : components.subList(0, i)) {
                    if (!constraints.mayShareWorker(one, other)) {
                        return other + " and " + one + " share the worker " + worker.getKey();
                    }
                }
                perNode.computeIfAbsent(worker.getKey().getNodeId(), node -> new HashMap<>()).merge(one, 1, Integer::sum);
            }
        }
        for (Map.Entry<String, Map<String, Integer>> node : perNode.entrySet()) {
            for (Map.Entry<String, Integer> count : node.getValue().entrySet()) {
                if (count.getValue() > constraints.mostOnNode(count.getKey())) {
                    return node.getKey() + " has " + count.getValue() + " executors of " + count.getKey() + ", more than "
                        + constraints.mostOnNode(count.getKey());
                }
            }
        }
        return null;
    }
}
