// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.scheduling;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
        Board board = new Board(constraints);
        List<Candidates> path = new ArrayList<>();
        long end = System.nanoTime() + mostNanos;
        int deepest = 0;
        int steps = 0;
        while (path.size() < homeless.size()) {
            path.add(board.candidates(homeless.get(path.size())));
            while (!path.get(path.size() - 1).takeNext()) {
                path.remove(path.size() - 1);
                if (path.isEmpty()) {
                    return SchedulingResult.failure(SchedulingStatus.FAIL_NOT_ENOUGH_RESOURCES, "Not enough resources, or constraints that cannot be"
                        + " kept: " + deepest + " of " + homeless.size() + " executors could be placed");
                }
                path.get(path.size() - 1).takeBack();
            }
            deepest = Math.max(deepest, path.size());
            steps++;
            if (path.size() < homeless.size() && (steps >= mostSteps || System.nanoTime() - end > 0)) {
                return SchedulingResult.failure(SchedulingStatus.FAIL_OTHER, "no placement that keeps the constraints was found in " + steps
                    + " steps; " + deepest + " of " + homeless.size() + " executors could be placed (topology.ras.constraint.max.state.search,"
                    + " topology.ras.constraint.max.time.secs)");
            }
        }
        return SchedulingResult.success();
    }

    /** What is placed, as a search asks for it: by node and port, and by node and component. */
    private final class Board {
        private final Constraints constraints;
        private final List<SupervisorDetails> nodes = NodeOrder.of(cluster, topology, false);
        private final Map<String, TreeMap<Integer, WorkerSlot>> workers = new HashMap<>();
        private final Map<WorkerSlot, Set<ExecutorDetails>> placed = new HashMap<>();
        private final Map<String, Map<String, Integer>> onNode = new HashMap<>();
        /** By component, the nodes that its executors took, as places in the order of nodes, the latest last. */
        private final Map<String, Deque<Integer>> tookNode = new HashMap<>();
        /** Whether a node without room for an executor stays so for its component, as long as nothing is taken back. */
        private final boolean staysFull = cluster.getMinWorkerCpu() == 0 && topology.getSharedMemoryRequests(topology.getExecutors()).isEmpty();

        Board(Constraints constraints) {
            this.constraints = constraints;
            slots(cluster, topology).forEach((slot, executors) -> executors.forEach(executor -> note(executor, slot)));
        }

        private void note(ExecutorDetails executor, WorkerSlot slot) {
            workers.computeIfAbsent(slot.getNodeId(), node -> new TreeMap<>()).put(slot.getPort(), slot);
            placed.computeIfAbsent(slot, s -> new HashSet<>()).add(executor);
            onNode.computeIfAbsent(slot.getNodeId(), node -> new HashMap<>()).merge(topology.getComponentFromExecutor(executor), 1, Integer::sum);
        }

        Candidates candidates(ExecutorDetails executor) {
            String component = topology.getComponentFromExecutor(executor);
            Deque<Integer> took = tookNode.computeIfAbsent(component, c -> new ArrayDeque<>());
            return new Candidates(this, executor, component, staysFull && !took.isEmpty() ? took.getLast() : 0);
        }

        /** The topology's workers on a node, and one more slot if there is one: all free slots are alike. None where the component has as many as it may. */
        private List<WorkerSlot> slotsOf(SupervisorDetails node, String component) {
            List<WorkerSlot> slots = new ArrayList<>();
            if (onNode.getOrDefault(node.getId(), Map.of()).getOrDefault(component, 0) < constraints.mostOnNode(component)) {
                slots.addAll(workers.getOrDefault(node.getId(), new TreeMap<>()).values());
                cluster.getAvailablePorts(node).stream().findFirst().ifPresent(port -> slots.add(new WorkerSlot(node.getId(), port)));
            }
            return slots;
        }

        private boolean mayTake(ExecutorDetails executor, String component, WorkerSlot slot, SupervisorDetails node) {
            return placed.getOrDefault(slot, Set.of()).stream().allMatch(other -> constraints.mayShareWorker(component, topology.getComponentFromExecutor(other)))
                && cluster.wouldFit(slot, executor, topology, cluster.getAvailableResources(node), maxHeap);
        }

        private void put(ExecutorDetails executor, String component, WorkerSlot slot, int place) {
            note(executor, slot);
            tookNode.get(component).addLast(place);
            assign(slot);
        }

        private void remove(ExecutorDetails executor, String component, WorkerSlot slot) {
            placed.get(slot).remove(executor);
            if (placed.get(slot).isEmpty()) {
                placed.remove(slot);
                workers.get(slot.getNodeId()).remove(slot.getPort());
            }
            onNode.get(slot.getNodeId()).merge(component, -1, Integer::sum);
            tookNode.get(component).removeLast();
            assign(slot);
        }

        private void assign(WorkerSlot slot) {
            cluster.freeSlot(slot);
            if (placed.containsKey(slot)) {
                cluster.assign(slot, topology.getId(), placed.get(slot));
            }
        }
    }

    /**
     * Where one executor may go, found one after the other: when the next one is asked for, everything is as it was at the first, since whatever was placed after
     * it has been taken back.
     */
    private static final class Candidates {
        private final Board board;
        private final ExecutorDetails executor;
        private final String component;
        private int place;
        private Iterator<WorkerSlot> here = Collections.emptyIterator();
        private WorkerSlot taken;

        Candidates(Board board, ExecutorDetails executor, String component, int firstPlace) {
            this.board = board;
            this.executor = executor;
            this.component = component;
            this.place = firstPlace - 1;
        }

        /** Puts the executor where it may go next; false if there is no such place left. */
        boolean takeNext() {
            while (true) {
                while (here.hasNext()) {
                    WorkerSlot slot = here.next();
                    if (board.mayTake(executor, component, slot, board.nodes.get(place))) {
                        taken = slot;
                        board.put(executor, component, slot, place);
                        return true;
                    }
                }
                if (++place >= board.nodes.size()) {
                    return false;
                }
                here = board.slotsOf(board.nodes.get(place), component).iterator();
            }
        }

        void takeBack() {
            board.remove(executor, component, taken);
        }
    }

    private static Map<WorkerSlot, Collection<ExecutorDetails>> slots(Cluster cluster, TopologyDetails topology) {
        SchedulerAssignment assignment = cluster.getAssignmentById(topology.getId());
        return assignment == null ? Map.of() : assignment.getSlotToExecutors();
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
