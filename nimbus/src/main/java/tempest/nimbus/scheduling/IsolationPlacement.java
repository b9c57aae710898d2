// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.scheduling;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.storm.scheduler.Cluster;
import org.apache.storm.scheduler.ExecutorDetails;
import org.apache.storm.scheduler.SupervisorDetails;
import org.apache.storm.scheduler.TopologyDetails;
import org.apache.storm.scheduler.WorkerSlot;

/**
 * Gives topologies whole machines of their own. A machine whose workers are just as they should be is kept; other machines are taken where
 * that disturbs the fewest workers of others, which then have to go elsewhere.
 *
 * <p>One instance serves one round of scheduling, on Nimbus's scheduling thread. Never places what is not isolated.
 */
public final class IsolationPlacement {
    private final Cluster cluster;
    private final Map<String, List<SupervisorDetails>> supervisorsByHost = new TreeMap<>();
    private final Map<String, Wish> wishes = new LinkedHashMap<>();
    private final Set<String> isolatedHosts = new HashSet<>();

    /** What is still to be found for one topology. */
    private record Wish(TopologyDetails topology, int machines, List<Set<ExecutorDetails>> workers, List<Integer> workersPerMachine) {
    }

    /**
     * A round of scheduling.
     *
     * @param cluster the cluster, changed by {@link #place}
     * @param machines how many machines each isolated topology wants, by topology name
     */
    public IsolationPlacement(Cluster cluster, Map<String, Integer> machines) {
        this.cluster = cluster;
        for (SupervisorDetails supervisor : cluster.getSupervisors().values()) {
            supervisorsByHost.computeIfAbsent(cluster.getHost(supervisor.getId()), host -> new ArrayList<>()).add(supervisor);
        }
        List<TopologyDetails> isolated = new ArrayList<>(cluster.getTopologies().getTopologies());
        isolated.removeIf(topology -> !machines.containsKey(topology.getName()));
        isolated.sort(Comparator.comparing(TopologyDetails::getName));
        for (TopologyDetails topology : isolated) {
            int hosts = machines.get(topology.getName());
            List<Set<ExecutorDetails>> workers = workers(topology);
            List<Integer> perMachine = new ArrayList<>(EvenShare.sizes(workers.size(), hosts));
            perMachine.removeIf(count -> count == 0);
            wishes.put(topology.getId(), new Wish(topology, perMachine.size(), workers, perMachine));
        }
    }

    private static List<Set<ExecutorDetails>> workers(TopologyDetails topology) {
        List<ExecutorDetails> executors = new ArrayList<>(topology.getExecutors());
        executors.sort(Comparator.comparingInt(ExecutorDetails::getStartTask));
        List<Set<ExecutorDetails>> workers = new ArrayList<>();
        EvenShare.deal(executors, topology.getNumWorkers()).forEach(hand -> workers.add(new HashSet<>(hand)));
        return workers;
    }

    /** The ids of the topologies that are to be isolated. */
    public Set<String> isolatedTopologies() {
        return wishes.keySet();
    }

    /** Places the isolated topologies and returns the hosts that are now theirs alone. */
    public Set<String> place() {
        supervisorsByHost.keySet().forEach(this::keepIfRight);
        for (String topologyId : wishes.keySet()) {
            for (WorkerSlot slot : new ArrayList<>(cluster.getUsedSlotsByTopologyId(topologyId))) {
                if (!isolatedHosts.contains(cluster.getHost(slot.getNodeId()))) {
                    cluster.freeSlot(slot);
                }
            }
        }
        wishes.values().forEach(this::takeMachines);
        return isolatedHosts;
    }

    private List<WorkerSlot> usedOn(String host) {
        List<WorkerSlot> used = new ArrayList<>();
        for (SupervisorDetails supervisor : supervisorsByHost.get(host)) {
            cluster.getUsedPorts(supervisor).forEach(port -> used.add(new WorkerSlot(supervisor.getId(), port)));
        }
        return used;
    }

    private List<WorkerSlot> assignableOn(String host) {
        List<WorkerSlot> slots = new ArrayList<>();
        supervisorsByHost.get(host).forEach(supervisor -> slots.addAll(cluster.getAssignableSlots(supervisor)));
        return EvenPlacement.inOrderOfUse(slots);
    }

    private void keepIfRight(String host) {
        if (cluster.isBlacklistedHost(host)) {
            return;
        }
        Set<WorkerSlot> used = new HashSet<>(usedOn(host));
        for (Wish wish : wishes.values()) {
            Map<WorkerSlot, List<ExecutorDetails>> here = EvenPlacement.running(cluster, wish.topology.getId());
            here.keySet().retainAll(used);
            List<Set<ExecutorDetails>> workersHere = new ArrayList<>();
            here.values().forEach(executors -> workersHere.add(new HashSet<>(executors)));
            if (!here.isEmpty() && wish.workersPerMachine.contains(here.size()) && wish.workers.containsAll(workersHere)) {
                wish.workersPerMachine.remove((Integer) here.size());
                wish.workers.removeAll(workersHere);
                isolatedHosts.add(host);
                used.removeAll(here.keySet());
                cluster.freeSlots(used);
                return;
            }
        }
    }

    private void takeMachines(Wish wish) {
        int missing = 0;
        for (int workers : List.copyOf(wish.workersPerMachine)) {
            String host = leastDisturbing(workers);
            if (host == null) {
                missing++;
                continue;
            }
            cluster.freeSlots(usedOn(host));
            isolatedHosts.add(host);
            Collection<WorkerSlot> slots = assignableOn(host).subList(0, workers);
            for (WorkerSlot slot : slots) {
                cluster.assign(slot, wish.topology.getId(), wish.workers.remove(0));
            }
        }
        cluster.setStatus(wish.topology, missing == 0 ? "Fully scheduled on " + wish.machines + " machines of its own"
                : "Not isolated: " + missing + " of " + wish.machines + " machines with enough slots are missing");
    }

    private String leastDisturbing(int workers) {
        Map<String, Integer> disturbed = new HashMap<>();
        Map<String, Integer> slots = new HashMap<>();
        for (String host : supervisorsByHost.keySet()) {
            int assignable = isolatedHosts.contains(host) ? 0 : assignableOn(host).size();
            if (assignable >= workers) {
                disturbed.put(host, usedOn(host).size());
                slots.put(host, assignable);
            }
        }
        return disturbed.keySet().stream().min(Comparator.<String>comparingInt(disturbed::get)
                .thenComparing(Comparator.<String>comparingInt(slots::get).reversed()).thenComparing(Comparator.naturalOrder()))
                .orElse(null);
    }
}
