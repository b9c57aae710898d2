// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.stats;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.storm.Constants;
import org.apache.storm.daemon.nimbus.TopologyResources;
import org.apache.storm.generated.Assignment;
import org.apache.storm.generated.DebugOptions;
import org.apache.storm.generated.ErrorInfo;
import org.apache.storm.generated.ExecutorInfo;
import org.apache.storm.generated.ExecutorStats;
import org.apache.storm.generated.NodeInfo;
import org.apache.storm.generated.StormBase;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.generated.TopologyStatus;
import org.apache.storm.generated.WorkerResources;
import tempest.rpc.WorkerBeat;

/**
 * All that Nimbus knows of one topology at one moment; pages are functions of it. Made by the thread that answers a request; never changes what
 * it is given.
 *
 * @param id the topology's id
 * @param base its name, status, owner and launch time
 * @param topology the user's components and the system's
 * @param conf its configuration
 * @param assignment who runs where; null before it was scheduled
 * @param components the component of each executor
 * @param heartbeats the latest of each worker; those of workers that the assignment no longer has are passed over
 * @param errors what each component reported, in any order
 * @param resources what it requested and got; null if that is not known
 * @param schedStatus what the scheduler said of it; null for nothing
 * @param unavailable why Nimbus cannot read it, so that it runs on but cannot be moved; null if Nimbus can
 * @param replicationCount how many Nimbuses hold its code
 * @param nowSecs seconds since the epoch
 */
public record TopologyView(String id, StormBase base, StormTopology topology, Map<String, Object> conf, Assignment assignment,
        Map<ExecutorInfo, String> components, Collection<WorkerBeat> heartbeats, Map<String, List<ErrorInfo>> errors,
        TopologyResources resources, String schedStatus, String unavailable, int replicationCount, int nowSecs) {

    /** The state of a topology that Nimbus cannot read. */
    public static final String UNAVAILABLE = "UNAVAILABLE";

    /** One assigned executor; its statistics are null until its worker has reported it. */
    record Executor(ExecutorInfo info, String component, NodePort slot, String host, int uptimeSecs, ExecutorStats stats) {
        int tasks() {
            return Math.max(0, info.get_task_end() - info.get_task_start() + 1);
        }

        /** Whether this is a worker's own system executor, which no scheduler assigns. */
        boolean unassigned() {
            return info.get_task_start() < 0;
        }
    }

    /** A worker's place. */
    record NodePort(String node, int port) {
        static NodePort of(NodeInfo node) {
            return new NodePort(node.get_node(), node.get_port().iterator().next().intValue());
        }
    }

    boolean isSpout(String component) {
        return topology.is_set_spouts() && topology.get_spouts().containsKey(component);
    }

    boolean exists(String component) {
        return isSpout(component) || topology.is_set_bolts() && topology.get_bolts().containsKey(component);
    }

    static boolean isSystem(String id) {
        return id.startsWith("__");
    }

    int uptimeSecs() {
        return base.is_set_launch_time_secs() ? Math.max(0, nowSecs - base.get_launch_time_secs()) : 0;
    }

    /** Its state, as clients read it. */
    String status() {
        return unavailable == null || base.get_status() == TopologyStatus.KILLED ? base.get_status().name() : UNAVAILABLE;
    }

    /** What there is to say of where it runs. */
    String schedulerInfo() {
        return unavailable == null ? schedStatus : unavailable;
    }

    String owner() {
        return base.is_set_owner() ? base.get_owner() : "";
    }

    /** The slots in use, in order. */
    List<NodePort> slots() {
        Set<NodePort> slots = new HashSet<>();
        if (assignment != null && assignment.is_set_executor_node_port()) {
            assignment.get_executor_node_port().values().forEach(node -> slots.add(NodePort.of(node)));
        }
        return slots.stream().sorted(Comparator.comparing(NodePort::node).thenComparingInt(NodePort::port)).toList();
    }

    String host(NodePort slot) {
        return assignment.is_set_node_host() ? assignment.get_node_host().getOrDefault(slot.node, slot.node) : slot.node;
    }

    /** The latest heartbeat of each assigned worker that has sent one. */
    Map<NodePort, WorkerBeat> heartbeatsBySlot() {
        Set<NodePort> slots = new HashSet<>(slots());
        Map<NodePort, WorkerBeat> bySlot = new HashMap<>();
        for (WorkerBeat beat : heartbeats) {
            NodePort slot = new NodePort(beat.get_node_id(), beat.get_port());
            if (slots.contains(slot)) {
                bySlot.merge(slot, beat, (a, b) -> a.get_time_secs() >= b.get_time_secs() ? a : b);
            }
        }
        return bySlot;
    }

    /** The assigned executors in order of their tasks; then, if their workers tell of them, the workers' system executors. */
    List<Executor> executors() {
        List<Executor> executors = new ArrayList<>();
        if (assignment == null || !assignment.is_set_executor_node_port()) {
            return executors;
        }
        Map<NodePort, WorkerBeat> bySlot = heartbeatsBySlot();
        assignment.get_executor_node_port().forEach((tasks, node) -> {
            ExecutorInfo info = new ExecutorInfo(tasks.get(0).intValue(), tasks.get(1).intValue());
            NodePort slot = NodePort.of(node);
            WorkerBeat beat = bySlot.get(slot);
            ExecutorStats stats = beat == null ? null : beat.get_executor_stats().get(info);
            executors.add(new Executor(info, components.getOrDefault(info, ""), slot, host(slot), beat == null ? 0 : beat.get_uptime_secs(),
                    stats));
        });
        bySlot.forEach((slot, beat) -> beat.get_executor_stats().forEach((info, stats) -> {
            if (info.get_task_start() < 0) {
                executors.add(new Executor(info, Constants.SYSTEM_COMPONENT_ID, slot, host(slot), beat.get_uptime_secs(), stats));
            }
        }));
        executors.sort(Comparator.<Executor>comparingInt(e -> e.unassigned() ? 1 : 0).thenComparingInt(e -> e.info.get_task_start())
                .thenComparing(e -> e.slot.node).thenComparingInt(e -> e.slot.port));
        return executors;
    }

    /** What was granted to each worker. */
    Map<NodePort, WorkerResources> granted() {
        Map<NodePort, WorkerResources> granted = new HashMap<>();
        if (assignment != null && assignment.is_set_worker_resources()) {
            assignment.get_worker_resources().forEach((node, resources) -> granted.put(NodePort.of(node), resources));
        }
        return granted;
    }

    /** What a component reported, the latest first. */
    List<ErrorInfo> errorsOf(String component) {
        return errors.getOrDefault(component, List.of()).stream()
                .sorted(Comparator.comparingInt(ErrorInfo::get_error_time_secs).reversed()).toList();
    }

    /** How a component, or the whole topology by its id, is being watched; null if nobody asked. */
    DebugOptions debug(String idOrComponent) {
        return base.is_set_component_debug() ? base.get_component_debug().get(idOrComponent) : null;
    }
}
