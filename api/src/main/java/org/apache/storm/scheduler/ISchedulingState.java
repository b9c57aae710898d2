// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.scheduler;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.storm.daemon.nimbus.TopologyResources;
import org.apache.storm.generated.WorkerResources;
import org.apache.storm.networktopography.DNSToSwitchMapping;
import org.apache.storm.scheduler.resource.normalization.NormalizedResourceOffer;
import org.apache.storm.scheduler.resource.normalization.NormalizedResourceRequest;

/** A cluster's slots, topologies and assignments, to look at. */
public interface ISchedulingState {
    Topologies getTopologies();

    /** The topologies that need a scheduler's work: see {@link #needsScheduling}. */
    List<TopologyDetails> needsSchedulingTopologies();

    /** Whether a topology has fewer workers than it wants, or an executor without a slot. */
    boolean needsScheduling(TopologyDetails topology);

    /** Whether a topology has an executor without a slot. */
    boolean needsSchedulingRas(TopologyDetails topology);

    Set<String> getBlacklistedHosts();

    /** Whether a supervisor's host is blacklisted. */
    boolean isBlackListed(String supervisorId);

    boolean isBlacklistedHost(String host);

    /** The host of a supervisor, or null. */
    String getHost(String supervisorId);

    Collection<ExecutorDetails> getUnassignedExecutors(TopologyDetails topology);

    /** The executors without a slot, with their components. */
    Map<ExecutorDetails, String> getNeedsSchedulingExecutorToComponents(TopologyDetails topology);

    /** The components with executors without a slot, and those executors. */
    Map<String, List<ExecutorDetails>> getNeedsSchedulingComponentToExecutors(TopologyDetails topology);

    Set<Integer> getUsedPorts(SupervisorDetails supervisor);

    /** The ports that may be used and are not. */
    Set<Integer> getAvailablePorts(SupervisorDetails supervisor);

    /** The ports that may be used, those in use included; none on a blacklisted host. */
    Set<Integer> getAssignablePorts(SupervisorDetails supervisor);

    List<WorkerSlot> getAvailableSlots(SupervisorDetails supervisor);

    List<WorkerSlot> getAvailableSlots();

    /** The free slots of the supervisors that are not named. */
    List<WorkerSlot> getNonBlacklistedAvailableSlots(List<String> blacklistedSupervisorIds);

    List<WorkerSlot> getAssignableSlots(SupervisorDetails supervisor);

    List<WorkerSlot> getAssignableSlots();

    Collection<WorkerSlot> getUsedSlots();

    boolean isSlotOccupied(WorkerSlot slot);

    int getAssignedNumWorkers(TopologyDetails topology);

    /** What is left of a supervisor's resources. */
    NormalizedResourceOffer getAvailableResources(SupervisorDetails supervisor);

    /**
     * Whether an executor may go on a slot in addition to what is there.
     *
     * @param resourcesAvailable what is left on the slot's node
     * @param maxHeap the most heap in MB that a worker may have
     */
    boolean wouldFit(WorkerSlot slot, ExecutorDetails executor, TopologyDetails topology, NormalizedResourceOffer resourcesAvailable,
            double maxHeap);

    /** The assignment of a topology, or null. */
    SchedulerAssignment getAssignmentById(String topologyId);

    Collection<WorkerSlot> getUsedSlotsByTopologyId(String topologyId);

    /** The supervisor of a node, or null. */
    SupervisorDetails getSupervisorById(String nodeId);

    /** The supervisors on a host; empty if there are none. */
    List<SupervisorDetails> getSupervisorsByHost(String host);

    Map<String, SchedulerAssignment> getAssignments();

    Map<String, SupervisorDetails> getSupervisors();

    /** All that is granted on a node. */
    NormalizedResourceRequest getAllScheduledResourcesForNode(String nodeId);

    /** What is left in the cluster, but for the supervisors that are named. */
    NormalizedResourceOffer getNonBlacklistedClusterAvailableResources(Collection<String> blacklistedSupervisorIds);

    double getClusterTotalCpuResource();

    double getClusterTotalMemoryResource();

    Map<String, Double> getClusterTotalGenericResources();

    /** The hosts of each rack. */
    Map<String, List<String>> getNetworkTopography();

    /** The rack of each supervisor's host; the default rack where nothing is known. */
    default Map<String, String> getHostToRack() {
        Map<String, String> hostToRack = new HashMap<>();
        Map<String, List<String>> topography = getNetworkTopography();
        if (topography != null) {
            topography.forEach((rack, hosts) -> hosts.forEach(host -> hostToRack.put(host, rack)));
        }
        getSupervisors().values().forEach(supervisor -> hostToRack.putIfAbsent(supervisor.getHost(), DNSToSwitchMapping.DEFAULT_RACK));
        return hostToRack;
    }

    /** What became of each topology's scheduling, for people to read. */
    Map<String, String> getStatusMap();

    Map<String, TopologyResources> getTopologyResourcesMap();

    Map<String, SupervisorResources> getSupervisorsResourcesMap();

    Map<String, Map<WorkerSlot, WorkerResources>> getWorkerResourcesMap();

    /** What a slot's worker is granted, or null. */
    WorkerResources getWorkerResources(WorkerSlot ws);

    /** Memory in MB granted on a node. */
    double getScheduledMemoryForNode(String nodeId);

    /** CPU in percent of a core granted on a node. */
    double getScheduledCpuForNode(String nodeId);

    Map<String, Object> getConf();

    /** The racks on which any of the topologies runs. */
    default Set<String> getAssignedRacks(String... topologyIds) {
        Map<String, String> hostToRack = getHostToRack();
        Set<String> racks = new HashSet<>();
        for (String topologyId : topologyIds) {
            for (WorkerSlot slot : getUsedSlotsByTopologyId(topologyId)) {
                racks.add(hostToRack.getOrDefault(getHost(slot.getNodeId()), DNSToSwitchMapping.DEFAULT_RACK));
            }
        }
        return racks;
    }
}
