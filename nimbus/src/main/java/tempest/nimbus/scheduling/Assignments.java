// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.scheduling;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.storm.generated.Assignment;
import org.apache.storm.generated.NodeInfo;
import org.apache.storm.generated.SupervisorInfo;
import org.apache.storm.generated.WorkerResources;
import org.apache.storm.scheduler.ExecutorDetails;
import org.apache.storm.scheduler.SchedulerAssignment;
import org.apache.storm.scheduler.SchedulerAssignmentImpl;
import org.apache.storm.scheduler.SupervisorDetails;
import org.apache.storm.scheduler.WorkerSlot;

/** Turns what is stored of assignments and supervisors into what schedulers see, and back. Pure functions; never reads or stores anything. */
public final class Assignments {
    private Assignments() {
    }

    /**
     * The executors of a topology with their components: each component's tasks in contiguous ranges of even sizes.
     *
     * @param taskToComponent all tasks; those of one component have consecutive ids
     * @param componentExecutors how many executors a component has; one a task if it is not named, and never more than that
     */
    public static Map<ExecutorDetails, String> executors(Map<Integer, String> taskToComponent, Map<String, Integer> componentExecutors) {
        Map<String, List<Integer>> tasks = new TreeMap<>();
        new TreeMap<>(taskToComponent).forEach((task, component) -> tasks.computeIfAbsent(component, c -> new ArrayList<>()).add(task));
        Map<ExecutorDetails, String> executors = new HashMap<>();
        tasks.forEach((component, ids) -> {
            int count = Math.max(1, Math.min(ids.size(), componentExecutors.getOrDefault(component, ids.size())));
            int next = 0;
            for (int size : EvenShare.sizes(ids.size(), count)) {
                int first = ids.get(next);
                int last = ids.get(next + size - 1);
                if (last - first != size - 1) {
                    throw new IllegalArgumentException("the tasks of component " + component + " have no consecutive ids: " + ids);
                }
                executors.put(new ExecutorDetails(first, last), component);
                next += size;
            }
        });
        return executors;
    }

    /**
     * A stored assignment as schedulers see it.
     *
     * @param alive the executors to keep; the slots of all others come out free unless another of these runs there
     */
    public static SchedulerAssignmentImpl toScheduler(String topologyId, Assignment stored, Set<ExecutorDetails> alive) {
        Map<ExecutorDetails, WorkerSlot> slots = new HashMap<>();
        if (stored.is_set_executor_node_port()) {
            stored.get_executor_node_port().forEach((tasks, node) -> {
                ExecutorDetails executor = new ExecutorDetails(tasks.get(0).intValue(), tasks.get(1).intValue());
                if (alive.contains(executor)) {
                    slots.put(executor, slot(node));
                }
            });
        }
        Map<WorkerSlot, WorkerResources> resources = new HashMap<>();
        if (stored.is_set_worker_resources()) {
            stored.get_worker_resources().forEach((node, granted) -> resources.put(slot(node), granted));
        }
        resources.keySet().retainAll(slots.values());
        return new SchedulerAssignmentImpl(topologyId, slots, resources,
                stored.is_set_total_shared_off_heap() ? stored.get_total_shared_off_heap() : null);
    }

    private static WorkerSlot slot(NodeInfo node) {
        return new WorkerSlot(node.get_node(), node.get_port().iterator().next());
    }

    private static NodeInfo node(WorkerSlot slot) {
        return new NodeInfo(slot.getNodeId(), new HashSet<>(Set.of((long) slot.getPort())));
    }

    /**
     * What to store of a scheduler's decision. An executor that stays on its slot keeps its start time.
     *
     * @param codeDir the prefix of the topology's blobs
     * @param hosts the host of each node
     * @param previous what was stored before, or null
     * @param nowSecs the start time of executors that come or move, in seconds since the epoch
     */
    public static Assignment toThrift(SchedulerAssignment decided, String codeDir, Map<String, String> hosts, Assignment previous, int nowSecs,
            String owner) {
        Map<List<Long>, NodeInfo> slots = new HashMap<>();
        Map<List<Long>, Long> starts = new HashMap<>();
        Map<String, String> nodeHost = new HashMap<>();
        decided.getExecutorToSlot().forEach((executor, slot) -> {
            List<Long> tasks = new ArrayList<>(executor.toList());
            NodeInfo node = node(slot);
            slots.put(tasks, node);
            starts.put(tasks, start(previous, tasks, node, nowSecs));
            nodeHost.put(slot.getNodeId(), host(slot.getNodeId(), hosts, previous));
        });
        Map<NodeInfo, WorkerResources> resources = new HashMap<>();
        decided.getScheduledResources().forEach((slot, granted) -> resources.put(node(slot), granted));
        Assignment stored = new Assignment(codeDir);
        stored.set_executor_node_port(slots);
        stored.set_executor_start_time_secs(starts);
        stored.set_node_host(nodeHost);
        stored.set_worker_resources(resources);
        stored.set_total_shared_off_heap(new HashMap<>(decided.getNodeIdToTotalSharedOffHeapNodeMemory()));
        stored.set_owner(owner);
        return stored;
    }

    private static long start(Assignment previous, List<Long> tasks, NodeInfo node, int nowSecs) {
        if (previous == null || !previous.is_set_executor_node_port() || !node.equals(previous.get_executor_node_port().get(tasks))) {
            return nowSecs;
        }
        return previous.get_executor_start_time_secs().getOrDefault(tasks, (long) nowSecs);
    }

    /** A node that has just gone is still named by the assignment that ran there. */
    private static String host(String node, Map<String, String> hosts, Assignment previous) {
        String host = hosts.get(node);
        if (host == null && previous != null && previous.is_set_node_host()) {
            host = previous.get_node_host().get(node);
        }
        return host == null ? node : host;
    }

    /** A supervisor as schedulers see it. */
    public static SupervisorDetails supervisor(String id, SupervisorInfo info) {
        return new SupervisorDetails(id, info.is_set_server_port() ? info.get_server_port() : null, info.get_hostname(), info.get_meta(),
                info.get_scheduler_meta(), info.get_meta(), info.get_resources_map());
    }
}
