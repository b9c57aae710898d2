// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.scheduling;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.storm.metric.StormMetricsRegistry;
import org.apache.storm.scheduler.Cluster;
import org.apache.storm.scheduler.ExecutorDetails;
import org.apache.storm.scheduler.INimbus;
import org.apache.storm.scheduler.IScheduler;
import org.apache.storm.scheduler.SchedulerAssignment;
import org.apache.storm.scheduler.SchedulerAssignmentImpl;
import org.apache.storm.scheduler.SupervisorDetails;
import org.apache.storm.scheduler.Topologies;
import org.apache.storm.scheduler.TopologyDetails;
import org.apache.storm.scheduler.WorkerSlot;
import org.apache.storm.scheduler.resource.normalization.ResourceMetrics;

/** A cluster for scheduler tests that lives on from round to round, as Nimbus's does: what has died is gone before the next round. */
final class Grid {
    final Map<String, SupervisorDetails> supervisors = new LinkedHashMap<>();
    final Map<String, TopologyDetails> topologies = new LinkedHashMap<>();
    final Map<String, Object> conf = new HashMap<>();
    Map<String, SchedulerAssignment> assignments = new HashMap<>();
    Map<String, String> statuses = Map.of();

    Grid supervisor(String id, String host, int slots, Map<String, Double> resources) {
        Set<Integer> ports = new HashSet<>();
        for (int i = 0; i < slots; i++) {
            ports.add(6700 + i);
        }
        supervisors.put(id, new SupervisorDetails(id, host, null, ports, resources));
        return this;
    }

    Grid supervisor(String id, int slots) {
        return supervisor(id, "host-of-" + id, slots, Map.of());
    }

    /** A topology of one component, each executor with one task. */
    Grid topology(String id, int workers, int executors) {
        return topology(id, workers, executors, Map.of());
    }

    Grid topology(String id, int workers, int executors, Map<String, Object> extraConf) {
        Map<ExecutorDetails, String> components = new LinkedHashMap<>();
        for (int task = 1; task <= executors; task++) {
            components.put(new ExecutorDetails(task, task), "component-" + task % 3);
        }
        Map<String, Object> topologyConf = new HashMap<>(Map.of("topology.name", id));
        topologyConf.putAll(extraConf);
        topologies.put(id, new TopologyDetails(id, topologyConf, null, workers, components, topologies.size(), "owner"));
        return this;
    }

    /** Takes a supervisor away, and with it all that ran there. */
    Grid kill(String supervisorId) {
        supervisors.remove(supervisorId);
        return killWorkers(supervisorId, -1);
    }

    /** Takes away what ran on a slot, or on all slots of a node. */
    Grid killWorkers(String node, int port) {
        Map<String, SchedulerAssignment> alive = new HashMap<>();
        assignments.forEach((id, assignment) -> {
            Map<ExecutorDetails, WorkerSlot> slots = new HashMap<>(assignment.getExecutorToSlot());
            slots.values().removeIf(slot -> slot.getNodeId().equals(node) && (port < 0 || slot.getPort() == port));
            alive.put(id, new SchedulerAssignmentImpl(id, slots, null, null));
        });
        assignments = alive;
        return this;
    }

    Cluster cluster() {
        return new Cluster(new Hosts(), new ResourceMetrics(new StormMetricsRegistry()), supervisors, assignments, new Topologies(topologies),
                conf);
    }

    /** One round; the next one starts from what it decided. */
    Cluster round(IScheduler scheduler) {
        Cluster cluster = cluster();
        scheduler.prepare(conf, new StormMetricsRegistry());
        scheduler.schedule(cluster.getTopologies(), cluster);
        assignments = cluster.getAssignments();
        statuses = Map.copyOf(cluster.getStatusMap());
        return cluster;
    }

    Map<ExecutorDetails, WorkerSlot> placed(String topologyId) {
        SchedulerAssignment assignment = assignments.get(topologyId);
        return assignment == null ? Map.of() : Map.copyOf(assignment.getExecutorToSlot());
    }

    /** How many executors each worker of a topology has. */
    Map<WorkerSlot, Integer> workerSizes(String topologyId) {
        Map<WorkerSlot, Integer> sizes = new HashMap<>();
        placed(topologyId).values().forEach(slot -> sizes.merge(slot, 1, Integer::sum));
        return sizes;
    }

    /** Every slot in use with the topology that uses it; fails if two do, or if there is no such slot. */
    Map<WorkerSlot, String> holders() {
        Map<WorkerSlot, String> holders = new HashMap<>();
        assignments.forEach((id, assignment) -> {
            for (WorkerSlot slot : new HashSet<>(assignment.getExecutorToSlot().values())) {
                SupervisorDetails supervisor = supervisors.get(slot.getNodeId());
                if (supervisor == null || !supervisor.getAllPorts().contains(slot.getPort())) {
                    throw new AssertionError(id + " is on " + slot + ", which is not there");
                }
                String other = holders.put(slot, id);
                if (other != null) {
                    throw new AssertionError(slot + " is held by " + other + " and " + id);
                }
            }
        });
        return holders;
    }

    private static final class Hosts implements INimbus {
        @Override
        public void prepare(Map<String, Object> topoConf, String schedulerLocalDir) {
            // Nothing is kept on disk.
        }

        @Override
        public Collection<WorkerSlot> allSlotsAvailableForScheduling(Collection<SupervisorDetails> existingSupervisors, Topologies topologies,
                Set<String> topologiesMissingAssignments) {
            Set<WorkerSlot> slots = new HashSet<>();
            existingSupervisors.forEach(each -> each.getAllPorts().forEach(port -> slots.add(new WorkerSlot(each.getId(), port))));
            return slots;
        }

        @Override
        public void assignSlots(Topologies topologies, Map<String, Collection<WorkerSlot>> newSlotsByTopologyId) {
            // Nobody needs to be told.
        }

        @Override
        public String getHostName(Map<String, SupervisorDetails> existingSupervisors, String nodeId) {
            SupervisorDetails supervisor = existingSupervisors.get(nodeId);
            return supervisor == null ? null : supervisor.getHost();
        }

        @Override
        public IScheduler getForcedScheduler() {
            return null;
        }
    }
}
