// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.process;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.storm.generated.Assignment;
import org.apache.storm.generated.ExecutorInfo;
import org.apache.storm.generated.NodeInfo;
import tempest.worker.transport.WorkerAddress;

/**
 * An assignment as one worker sees it. Immutable; made by a pure function.
 *
 * @param executors what this worker runs, sorted
 * @param slots where each task of the topology runs
 * @param peers the other workers, with their hosts
 * @param nodes where each task runs, in the contract's form
 * @param hosts host of each node
 */
record WorkerAssignment(List<ExecutorInfo> executors, Map<Integer, WorkerAddress> slots, Map<WorkerAddress, String> peers, Map<Integer, NodeInfo> nodes,
                 Map<String, String> hosts) {

    static WorkerAssignment of(Assignment assignment, WorkerAddress self) {
        List<ExecutorInfo> executors = new ArrayList<>();
        Map<Integer, WorkerAddress> slots = new HashMap<>();
        Map<WorkerAddress, String> peers = new HashMap<>();
        Map<Integer, NodeInfo> nodes = new HashMap<>();
        Map<String, String> hosts = assignment.get_node_host() == null ? Map.of() : assignment.get_node_host();
        if (assignment.get_executor_node_port() != null) {
            assignment.get_executor_node_port().forEach((range, node) -> {
                int first = range.get(0).intValue();
                int last = range.get(1).intValue();
                WorkerAddress slot = new WorkerAddress(node.get_node(), node.get_port_iterator().next().intValue());
                for (int task = first; task <= last; task++) {
                    slots.put(task, slot);
                    nodes.put(task, node);
                }
                if (slot.equals(self)) {
                    executors.add(new ExecutorInfo(first, last));
                } else {
                    peers.put(slot, hosts.getOrDefault(slot.node(), slot.node()));
                }
            });
        }
        executors.sort(Comparator.comparingInt(ExecutorInfo::get_task_start));
        return new WorkerAssignment(Collections.unmodifiableList(executors), Map.copyOf(slots), Map.copyOf(peers), Map.copyOf(nodes), Map.copyOf(hosts));
    }

    /** The tasks that this worker runs, sorted. */
    TreeSet<Integer> localTasks() {
        TreeSet<Integer> tasks = new TreeSet<>();
        for (ExecutorInfo executor : executors) {
            for (int task = executor.get_task_start(); task <= executor.get_task_end(); task++) {
                tasks.add(task);
            }
        }
        return tasks;
    }

    /** Whether the same executors run here as there. */
    boolean sameExecutors(WorkerAssignment other) {
        Set<ExecutorInfo> mine = new HashSet<>(executors);
        return mine.equals(new HashSet<>(other.executors));
    }
}
