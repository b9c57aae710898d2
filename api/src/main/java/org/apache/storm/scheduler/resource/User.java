// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.scheduler.resource;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.storm.Constants;
import org.apache.storm.daemon.nimbus.TopologyResources;
import org.apache.storm.scheduler.Cluster;
import org.apache.storm.scheduler.ISchedulingState;
import org.apache.storm.scheduler.TopologyDetails;
import org.apache.storm.scheduler.resource.normalization.NormalizedResourceRequest;
import org.apache.storm.scheduler.resource.normalization.NormalizedResources;

/** Who submits topologies, and what is guaranteed to them. Not thread-safe. */
public class User {
    private static final Comparator<TopologyDetails> MOST_URGENT_FIRST = Comparator.comparingInt(TopologyDetails::getTopologyPriority)
            .thenComparingInt(TopologyDetails::getLaunchTime).thenComparing(TopologyDetails::getId);

    private final String userId;
    private final Map<String, Double> guaranteed;
    private final double cpuGuaranteed;
    private final double memoryGuaranteed;
    private final Set<TopologyDetails> unsuccessful = new HashSet<>();

    public User(String userId) {
        this(userId, null);
    }

    /**
     * A user with guarantees.
     *
     * @param userId the user's name
     * @param resourcePool what is guaranteed: {@code cpu} in percent of a core, {@code memory} in MB, and other amounts by name; null for
     *     nothing
     */
    public User(String userId, Map<String, Double> resourcePool) {
        this.userId = userId;
        Map<String, Double> pool = new HashMap<>(resourcePool == null ? Map.of() : resourcePool);
        Double cpu = pool.remove("cpu");
        Double memory = pool.remove("memory");
        Map<String, Double> normalized = NormalizedResources.RESOURCE_NAME_NORMALIZER.normalizedResourceMap(pool);
        cpuGuaranteed = cpu != null ? cpu : normalized.getOrDefault(Constants.COMMON_CPU_RESOURCE_NAME, 0.0);
        memoryGuaranteed = memory != null ? memory : normalized.getOrDefault(Constants.COMMON_TOTAL_MEMORY_RESOURCE_NAME, 0.0);
        NormalizedResourceRequest.removeNonGenericResources(normalized);
        guaranteed = normalized;
    }

    public String getId() {
        return userId;
    }

    /** The user's topologies that run in full, the most urgent first. */
    public TreeSet<TopologyDetails> getRunningTopologies(ISchedulingState cluster) {
        TreeSet<TopologyDetails> running = new TreeSet<>(MOST_URGENT_FIRST);
        for (TopologyDetails topology : cluster.getTopologies().getTopologiesOwnedBy(userId)) {
            if (!cluster.needsSchedulingRas(topology)) {
                running.add(topology);
            }
        }
        return running;
    }

    /** The user's topologies that want slots and were not found impossible, the most urgent first. */
    public TreeSet<TopologyDetails> getPendingTopologies(ISchedulingState cluster) {
        TreeSet<TopologyDetails> pending = new TreeSet<>(MOST_URGENT_FIRST);
        for (TopologyDetails topology : cluster.getTopologies().getTopologiesOwnedBy(userId)) {
            if (cluster.needsSchedulingRas(topology) && !unsuccessful.contains(topology)) {
                pending.add(topology);
            }
        }
        return pending;
    }

    /** Notes that a topology was not scheduled, and says why for people to read. */
    public void markTopoUnsuccess(TopologyDetails topo, Cluster cluster, String msg) {
        unsuccessful.add(topo);
        if (cluster != null) {
            cluster.setStatus(topo, msg);
        }
    }

    public void markTopoUnsuccess(TopologyDetails topo) {
        markTopoUnsuccess(topo, null, null);
    }

    /** The mean of the shares of the guaranteed CPU and memory that are used. */
    public double getResourcePoolAverageUtilization(ISchedulingState cluster) {
        return (getCpuResourcePoolUtilization(cluster) + getMemoryResourcePoolUtilization(cluster)) / 2.0;
    }

    /** The share of the guaranteed CPU that is used; anything is infinitely much of nothing. */
    public double getCpuResourcePoolUtilization(ISchedulingState cluster) {
        return share(getCpuResourceUsedByUser(cluster), cpuGuaranteed);
    }

    /** The share of the guaranteed memory that is used; anything is infinitely much of nothing. */
    public double getMemoryResourcePoolUtilization(ISchedulingState cluster) {
        return share(getMemoryResourceUsedByUser(cluster), memoryGuaranteed);
    }

    private static double share(double used, double guaranteed) {
        return guaranteed > 0 ? used / guaranteed : Double.MAX_VALUE / 2;
    }

    /** The memory in MB that all the user's topologies ask for. */
    public double getMemoryResourceRequest(ISchedulingState cluster) {
        return cluster.getTopologies().getTopologiesOwnedBy(userId).stream()
                .mapToDouble(topology -> topology.getTotalRequestedMemOnHeap() + topology.getTotalRequestedMemOffHeap()).sum();
    }

    /** The CPU in percent of a core that all the user's topologies ask for. */
    public double getCpuResourceRequest(ISchedulingState cluster) {
        return cluster.getTopologies().getTopologiesOwnedBy(userId).stream().mapToDouble(TopologyDetails::getTotalRequestedCpu).sum();
    }

    /** The CPU in percent of a core that the user's topologies were granted. */
    public double getCpuResourceUsedByUser(ISchedulingState cluster) {
        return cluster.getTopologies().getTopologiesOwnedBy(userId).stream()
                .mapToDouble(topology -> granted(cluster, topology).getAssignedCpu()).sum();
    }

    /** The memory in MB that the user's topologies were granted. */
    public double getMemoryResourceUsedByUser(ISchedulingState cluster) {
        return cluster.getTopologies().getTopologiesOwnedBy(userId).stream().map(topology -> granted(cluster, topology))
                .mapToDouble(resources -> resources.getAssignedMemOnHeap() + resources.getAssignedMemOffHeap()).sum();
    }

    private static TopologyResources granted(ISchedulingState cluster, TopologyDetails topology) {
        return new TopologyResources(topology, cluster.getAssignmentById(topology.getId()));
    }

    /** Memory in MB. */
    public double getMemoryResourceGuaranteed() {
        return memoryGuaranteed;
    }

    /** CPU in percent of a core. */
    public double getCpuResourceGuaranteed() {
        return cpuGuaranteed;
    }

    /** What is guaranteed beyond CPU and memory, by name. */
    public Map<String, Double> getGenericGuaranteed() {
        return new HashMap<>(guaranteed);
    }

    /** The most urgent topology that wants slots, or null. */
    public TopologyDetails getNextTopologyToSchedule(ISchedulingState cluster) {
        TreeSet<TopologyDetails> pending = getPendingTopologies(cluster);
        return pending.isEmpty() ? null : pending.first();
    }

    public boolean hasTopologyNeedSchedule(ISchedulingState cluster) {
        return !getPendingTopologies(cluster).isEmpty();
    }

    /** The least urgent topology that runs, or null. */
    public TopologyDetails getRunningTopologyWithLowestPriority(ISchedulingState cluster) {
        TreeSet<TopologyDetails> running = getRunningTopologies(cluster);
        return running.isEmpty() ? null : running.last();
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(userId);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof User that && Objects.equals(userId, that.userId);
    }

    @Override
    public String toString() {
        return userId;
    }
}
