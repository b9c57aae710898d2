// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.apache.storm.daemon.nimbus.TopologyResources;
import org.apache.storm.generated.Assignment;
import org.apache.storm.generated.SupervisorInfo;
import org.apache.storm.generated.TopologyStatus;
import org.apache.storm.metric.StormMetricsRegistry;
import org.apache.storm.scheduler.Cluster;
import org.apache.storm.scheduler.ExecutorDetails;
import org.apache.storm.scheduler.INimbus;
import org.apache.storm.scheduler.IScheduler;
import org.apache.storm.scheduler.SchedulerAssignment;
import org.apache.storm.scheduler.SupervisorDetails;
import org.apache.storm.scheduler.SupervisorResources;
import org.apache.storm.scheduler.Topologies;
import org.apache.storm.scheduler.TopologyDetails;
import org.apache.storm.scheduler.WorkerSlot;
import org.apache.storm.scheduler.resource.normalization.ResourceMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.nimbus.scheduling.Assignments;
import tempest.nimbus.scheduling.SupervisorLiveness;

/**
 * One scheduling round: shows the configured scheduler what is there and what lives, and says what is to be stored. Called by
 * Nimbus's thread only; it stores nothing itself.
 */
final class Scheduling {
    private static final Logger LOG = LoggerFactory.getLogger(Scheduling.class);

    private final Map<String, Object> conf;
    private final IScheduler scheduler;
    private final ResourceMetrics metrics;
    private final INimbus slots;

    /** @param slots prepared */
    Scheduling(Map<String, Object> conf, INimbus slots, IScheduler scheduler, StormMetricsRegistry registry) {
        this.conf = conf;
        this.slots = slots;
        this.scheduler = scheduler;
        this.metrics = new ResourceMetrics(registry);
        scheduler.prepare(conf, registry);
    }

    /**
     * What a round decided.
     *
     * @param changed   assignments to store, by topology
     * @param status    the scheduler's word on each topology
     * @param resources what each topology requests and was granted
     * @param used      what is used of each supervisor
     * @param blacklist supervisors that the scheduler does not use
     */
    record Decision(Map<String, Assignment> changed, Map<String, String> status, Map<String, TopologyResources> resources,
                    Map<String, SupervisorResources> used, Set<String> blacklist) {
    }

    /** A leadership begins: what the scheduler saw under an earlier one is old. */
    void leadershipBegan() {
        if (scheduler instanceof SupervisorLiveness told) {
            told.leadershipBegan();
        }
    }

    /** Before a round: the supervisors that have been heard of, with the ports that they say they have. */
    void heard(Map<String, Set<Integer>> ports) {
        if (scheduler instanceof SupervisorLiveness told) {
            told.heard(ports);
        }
    }

    /**
     * Runs a round.
     *
     * @param alive whether the worker of a topology on a slot lives
     */
    Decision decide(Collection<Topology> all, Map<String, SupervisorInfo> present, BiPredicate<String, WorkerSlot> alive, int nowSecs) {
        Map<String, TopologyDetails> details = new HashMap<>();
        Map<String, SchedulerAssignment> existing = new HashMap<>();
        Map<String, SupervisorDetails> supervisors = new TreeMap<>();
        Set<WorkerSlot> dead = new HashSet<>();
        Map<String, Map<Integer, String>> inUse = new HashMap<>();
        for (Topology topology : all) {
            boolean schedulable = schedulable(topology);
            if (schedulable) {
                details.put(topology.id, topology.details());
            }
            if (topology.assignment != null && !(schedulable && topology.needsReschedule)) {
                SchedulerAssignment kept = kept(topology, schedulable, alive, dead);
                existing.put(topology.id, kept);
                kept.getSlots().forEach(slot -> inUse.computeIfAbsent(slot.getNodeId(), node -> new HashMap<>())
                    .put(slot.getPort(), topology.assignment.get_node_host().get(slot.getNodeId())));
            }
        }
        Topologies topologies = new Topologies(details);
        Set<WorkerSlot> offered = offered(present, topologies, existing.keySet());
        inUse.forEach((node, ports) -> ports.keySet().forEach(port -> offered.add(new WorkerSlot(node, port))));
        // A slot whose worker has just died is not offered in this round: its computer may be the reason.
        offered.removeAll(dead);
        present.forEach((id, info) -> supervisors.put(id, withPorts(id, info, offered)));
        inUse.forEach((node, ports) -> supervisors.computeIfAbsent(node, id -> goneWithWorkersLeft(id, ports)));

        Cluster cluster = new Cluster(slots, metrics, supervisors, existing, topologies, conf);
        scheduler.schedule(topologies, cluster);

        Map<String, String> hosts = new HashMap<>();
        supervisors.forEach((id, supervisor) -> hosts.put(id, supervisor.getHost()));
        Map<String, Assignment> changed = new TreeMap<>();
        for (Topology topology : all) {
            if (schedulable(topology)) {
                Assignment next = next(topology, cluster.getAssignmentById(topology.id), hosts, nowSecs);
                if (next != null && !next.equals(topology.assignment)) {
                    changed.put(topology.id, next);
                }
            }
        }
        slots.assignSlots(topologies, newSlots(cluster, existing));
        Set<String> blacklist = new HashSet<>();
        supervisors.keySet().stream().filter(cluster::isBlackListed).forEach(blacklist::add);
        return new Decision(changed, Map.copyOf(cluster.getStatusMap()), cluster.getTopologyResourcesMap(),
            cluster.getSupervisorsResourcesMap(), blacklist);
    }

    private static Map<String, Collection<WorkerSlot>> newSlots(Cluster cluster, Map<String, SchedulerAssignment> before) {
        Map<String, Collection<WorkerSlot>> fresh = new HashMap<>();
        cluster.getAssignments().forEach((id, assignment) -> {
            Set<WorkerSlot> slots = new HashSet<>(assignment.getSlots());
            if (before.containsKey(id)) {
                slots.removeAll(before.get(id).getSlots());
            }
            if (!slots.isEmpty()) {
                fresh.put(id, slots);
            }
        });
        return fresh;
    }

    /** One whose code or configuration is not here stays as it is: what is not known must not be taken for nothing. */
    private static boolean schedulable(Topology topology) {
        if (topology.unavailable() != null) {
            return false;
        }
        TopologyStatus status = topology.base().get_status();
        return status == TopologyStatus.ACTIVE || status == TopologyStatus.INACTIVE || Lifecycle.isMoving(topology.base());
    }

    /** What is left of a stored assignment. A topology in a wait keeps its slots whatever happens to its workers. */
    private static SchedulerAssignment kept(Topology topology, boolean schedulable, BiPredicate<String, WorkerSlot> alive,
                                            Set<WorkerSlot> dead) {
        SchedulerAssignment whole = Assignments.toScheduler(topology.id, topology.assignment, executorsOf(topology.assignment));
        if (!schedulable) {
            return whole;
        }
        Set<ExecutorDetails> living = new HashSet<>();
        whole.getExecutorToSlot().forEach((executor, slot) -> {
            if (!topology.executors().containsKey(executor)) {
                return;
            }
            if (alive.test(topology.id, slot)) {
                living.add(executor);
            } else if (dead.add(slot)) {
                LOG.warn("the worker of {} on {} port {} is silent for too long; its executors are rescheduled", topology.id,
                    slot.getNodeId(), slot.getPort());
            }
        });
        return Assignments.toScheduler(topology.id, topology.assignment, living);
    }

    private static Set<ExecutorDetails> executorsOf(Assignment assignment) {
        Set<ExecutorDetails> executors = new HashSet<>();
        assignment.get_executor_node_port().keySet().forEach(tasks ->
            executors.add(new ExecutorDetails(tasks.get(0).intValue(), tasks.get(1).intValue())));
        return executors;
    }

    /** The slots that may be used, out of those that supervisors announce. */
    private Set<WorkerSlot> offered(Map<String, SupervisorInfo> present, Topologies topologies, Set<String> placed) {
        List<SupervisorDetails> announced = new ArrayList<>();
        present.forEach((id, info) -> announced.add(Assignments.supervisor(id, info)));
        Set<String> missing = new HashSet<>(topologies.getAllIds());
        missing.removeAll(placed);
        return new HashSet<>(slots.allSlotsAvailableForScheduling(announced, topologies, missing));
    }

    private static SupervisorDetails withPorts(String id, SupervisorInfo info, Set<WorkerSlot> offered) {
        List<Long> ports = info.get_meta().stream().filter(port -> offered.contains(new WorkerSlot(id, port))).toList();
        if (ports.size() == info.get_meta_size()) {
            return Assignments.supervisor(id, info);
        }
        SupervisorInfo fewer = info.deepCopy();
        fewer.set_meta(ports);
        return Assignments.supervisor(id, fewer);
    }

    /** A supervisor that is gone while workers of its live on offers just what they hold. */
    private static SupervisorDetails goneWithWorkersLeft(String id, Map<Integer, String> ports) {
        return new SupervisorDetails(id, ports.values().iterator().next(), null, ports.keySet());
    }

    private static Assignment next(Topology topology, SchedulerAssignment decided, Map<String, String> hosts, int nowSecs) {
        if (decided == null || decided.getExecutorToSlot().isEmpty()) {
            // Nothing to run on: that is only worth storing if something ran before.
            return topology.assignment == null ? null : empty(topology);
        }
        return Assignments.toThrift(decided, topology.id, hosts, topology.needsReschedule ? null : topology.assignment, nowSecs,
            topology.base().get_owner());
    }

    private static Assignment empty(Topology topology) {
        Assignment none = new Assignment(topology.id);
        none.set_owner(topology.base().get_owner());
        return none;
    }

    void close() {
        scheduler.cleanup();
    }
}
