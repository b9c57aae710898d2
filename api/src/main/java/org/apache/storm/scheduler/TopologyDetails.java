// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.scheduler;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.apache.storm.Config;
import org.apache.storm.generated.Bolt;
import org.apache.storm.generated.ComponentCommon;
import org.apache.storm.generated.ComponentType;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.generated.SharedMemory;
import org.apache.storm.generated.SpoutSpec;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.scheduler.resource.normalization.NormalizedResourceRequest;
import org.apache.storm.utils.ObjectReader;
import org.apache.storm.utils.Time;

/** A topology as a scheduler sees it: its executors, their components, and what they ask for. Not thread-safe. */
public class TopologyDetails {
    /** Where a topology stands that names no {@code topology.priority}: 0 is the most urgent. */
    private static final int DEFAULT_PRIORITY = 29;
    private static final double DEFAULT_MAX_HEAP_MB = 768.0;
    private static final String SYSTEM_PREFIX = "__";

    private final String topologyId;
    private final Map<String, Object> topologyConf;
    private final String name;
    private final int priority;
    private final StormTopology topology;
    private final int numWorkers;
    private final Map<ExecutorDetails, String> executorToComponent;
    private final int launchTime;
    private final String owner;
    private final Map<ExecutorDetails, NormalizedResourceRequest> requests = new LinkedHashMap<>();

    public TopologyDetails(String topologyId, Map<String, Object> topologyConf, StormTopology topology, int numWorkers, String owner) {
        this(topologyId, topologyConf, topology, numWorkers, null, 0, owner);
    }

    public TopologyDetails(String topologyId, Map<String, Object> topologyConf, StormTopology topology, int numWorkers,
            Map<ExecutorDetails, String> executorToComponents, String owner) {
        this(topologyId, topologyConf, topology, numWorkers, executorToComponents, 0, owner);
    }

    /**
     * Describes a topology.
     *
     * @param topologyId its id
     * @param topologyConf its configuration
     * @param topology its components; null if nobody will ask
     * @param numWorkers how many workers it wants
     * @param executorToComponents its executors with the ids of their components; null for none
     * @param launchTime when it was submitted, in seconds since the epoch
     * @param owner who submitted it
     */
    public TopologyDetails(String topologyId, Map<String, Object> topologyConf, StormTopology topology, int numWorkers,
            Map<ExecutorDetails, String> executorToComponents, int launchTime, String owner) {
        this.topologyId = topologyId;
        this.name = (String) topologyConf.get(Config.TOPOLOGY_NAME);
        this.priority = ObjectReader.getInt(topologyConf.get(Config.TOPOLOGY_PRIORITY), DEFAULT_PRIORITY);
        this.topologyConf = topologyConf;
        this.topology = topology;
        this.numWorkers = numWorkers;
        this.executorToComponent = new LinkedHashMap<>(executorToComponents == null ? Map.of() : executorToComponents);
        this.launchTime = launchTime;
        this.owner = owner;
        Map<String, NormalizedResourceRequest> byComponent = new HashMap<>();
        executorToComponent.forEach((executor, component) ->
                requests.put(executor, byComponent.computeIfAbsent(component, this::requestOf)));
    }

    private NormalizedResourceRequest requestOf(String component) {
        ComponentCommon common = commonOf(component);
        return common == null ? new NormalizedResourceRequest(topologyConf, component)
                : new NormalizedResourceRequest(common, topologyConf, component);
    }

    private ComponentCommon commonOf(String component) {
        if (topology == null) {
            return null;
        }
        Bolt bolt = topology.is_set_bolts() ? topology.get_bolts().get(component) : null;
        if (bolt != null) {
            return bolt.get_common();
        }
        SpoutSpec spout = topology.is_set_spouts() ? topology.get_spouts().get(component) : null;
        return spout == null ? null : spout.get_common();
    }

    public String getId() {
        return topologyId;
    }

    /** What {@code topology.name} said when this was made. */
    public String getName() {
        return name;
    }

    public Map<String, Object> getConf() {
        return topologyConf;
    }

    public int getNumWorkers() {
        return numWorkers;
    }

    public StormTopology getTopology() {
        return topology;
    }

    public Map<ExecutorDetails, String> getExecutorToComponent() {
        return executorToComponent;
    }

    /** Those of the given executors that are this topology's, with their components. */
    public Map<ExecutorDetails, String> selectExecutorToComponent(Collection<ExecutorDetails> executors) {
        Map<ExecutorDetails, String> selected = new LinkedHashMap<>();
        for (ExecutorDetails executor : executors) {
            String component = executorToComponent.get(executor);
            if (component != null) {
                selected.put(executor, component);
            }
        }
        return selected;
    }

    public Map<String, Set<ExecutorDetails>> getComponentToExecutors() {
        Map<String, Set<ExecutorDetails>> byComponent = new LinkedHashMap<>();
        executorToComponent.forEach((executor, component) ->
                byComponent.computeIfAbsent(component, c -> new HashSet<>()).add(executor));
        return byComponent;
    }

    public Set<ExecutorDetails> getExecutors() {
        return executorToComponent.keySet();
    }

    /** The user's spouts and bolts by id, each with its executors and neighbours. */
    public Map<String, Component> getUserTopolgyComponents() {
        Map<String, Component> components = new LinkedHashMap<>();
        if (topology != null && topology.is_set_spouts()) {
            topology.get_spouts().forEach((id, spout) -> addUserComponent(components, ComponentType.SPOUT, id, spout.get_common()));
        }
        if (topology != null && topology.is_set_bolts()) {
            topology.get_bolts().forEach((id, bolt) -> addUserComponent(components, ComponentType.BOLT, id, bolt.get_common()));
        }
        for (Component child : components.values()) {
            for (GlobalStreamId input : child.getInputs().keySet()) {
                Component parent = components.get(input.get_componentId());
                if (parent != null) {
                    parent.addChild(child);
                }
            }
        }
        return components;
    }

    private void addUserComponent(Map<String, Component> components, ComponentType type, String id, ComponentCommon common) {
        if (!id.startsWith(SYSTEM_PREFIX)) {
            List<ExecutorDetails> executors = new ArrayList<>(getComponentToExecutors().getOrDefault(id, Set.of()));
            components.put(id, new Component(type, id, executors, common.get_inputs()));
        }
    }

    /** Whether the user gave it a spout. */
    public boolean hasSpouts() {
        return topology.is_set_spouts() && !topology.get_spouts().isEmpty();
    }

    /** The id of an executor's component, or null. */
    public String getComponentFromExecutor(ExecutorDetails exec) {
        return executorToComponent.get(exec);
    }

    /** MB on the heap; null for an executor of another topology. */
    public Double getOnHeapMemoryRequirement(ExecutorDetails exec) {
        NormalizedResourceRequest request = requests.get(exec);
        return request == null ? null : request.getOnHeapMemoryMb();
    }

    /** MB off the heap; null for an executor of another topology. */
    public Double getOffHeapMemoryRequirement(ExecutorDetails exec) {
        NormalizedResourceRequest request = requests.get(exec);
        return request == null ? null : request.getOffHeapMemoryMb();
    }

    /** MB on and off the heap; null for an executor of another topology. */
    public Double getTotalMemReqTask(ExecutorDetails exec) {
        NormalizedResourceRequest request = requests.get(exec);
        return request == null ? null : request.getTotalMemoryMb();
    }

    /** The memory that the components of the given executors share with each other. */
    public Set<SharedMemory> getSharedMemoryRequests(Collection<ExecutorDetails> executors) {
        Set<SharedMemory> shared = new HashSet<>();
        if (!sharesMemory()) {
            return shared;
        }
        for (String component : new HashSet<>(selectExecutorToComponent(executors).values())) {
            for (String name : topology.get_component_to_shared_memory().getOrDefault(component, Set.of())) {
                SharedMemory memory = topology.get_shared_memory().get(name);
                if (memory != null) {
                    shared.add(memory);
                }
            }
        }
        return shared;
    }

    /** Whether any of its components share memory. Most topologies' do not, and then nobody needs to look for what is shared where. */
    boolean sharesMemory() {
        return topology != null && topology.is_set_component_to_shared_memory() && topology.is_set_shared_memory() && !topology.get_shared_memory().isEmpty();
    }

    /** What an executor asks for; null for an executor of another topology. */
    public NormalizedResourceRequest getTotalResources(ExecutorDetails exec) {
        return requests.get(exec);
    }

    /** What the whole topology asks for, as if shared memory were shared by all. */
    public NormalizedResourceRequest getApproximateTotalResources() {
        return getApproximateResources(getExecutors());
    }

    /** What some of its executors ask for, as if shared memory were shared by all of them. */
    public NormalizedResourceRequest getApproximateResources(Set<ExecutorDetails> execs) {
        NormalizedResourceRequest total = new NormalizedResourceRequest();
        for (ExecutorDetails exec : execs) {
            NormalizedResourceRequest request = requests.get(exec);
            if (request != null) {
                total.add(request);
            }
        }
        for (SharedMemory shared : getSharedMemoryRequests(execs)) {
            total.addOnHeap(shared.get_on_heap());
            total.addOffHeap(shared.get_off_heap_worker() + shared.get_off_heap_node());
        }
        return total;
    }

    /** CPU in percent of a core; null for an executor of another topology. */
    public Double getTotalCpuReqTask(ExecutorDetails exec) {
        NormalizedResourceRequest request = requests.get(exec);
        return request == null ? null : request.getTotalCpu();
    }

    public double getTotalRequestedMemOnHeap() {
        return getRequestedSharedOnHeap() + getRequestedNonSharedOnHeap();
    }

    public double getRequestedSharedOnHeap() {
        return sumShared(SharedMemory::get_on_heap);
    }

    public double getRequestedNonSharedOnHeap() {
        return sum(NormalizedResourceRequest::getOnHeapMemoryMb);
    }

    public double getTotalRequestedMemOffHeap() {
        return getRequestedNonSharedOffHeap() + getRequestedSharedOffHeap();
    }

    public double getRequestedNonSharedOffHeap() {
        return sum(NormalizedResourceRequest::getOffHeapMemoryMb);
    }

    public double getRequestedSharedOffHeap() {
        return sumShared(shared -> shared.get_off_heap_worker() + shared.get_off_heap_node());
    }

    public double getTotalRequestedCpu() {
        return sum(NormalizedResourceRequest::getTotalCpu);
    }

    private double sum(ToDoubleFunction<NormalizedResourceRequest> amount) {
        return requests.values().stream().mapToDouble(amount).sum();
    }

    private double sumShared(ToDoubleFunction<SharedMemory> amount) {
        return getSharedMemoryRequests(getExecutors()).stream().mapToDouble(amount).sum();
    }

    /** What all executors ask for beyond memory and CPU, by name. */
    public Map<String, Double> getTotalRequestedGenericResources() {
        Map<String, Double> generic = getApproximateTotalResources().toNormalizedMap();
        NormalizedResourceRequest.removeNonGenericResources(generic);
        return generic;
    }

    /** What an executor asks for; null for an executor of another topology. */
    public NormalizedResourceRequest getTaskResourceReqList(ExecutorDetails exec) {
        return requests.get(exec);
    }

    public boolean hasExecInTopo(ExecutorDetails exec) {
        return requests.containsKey(exec);
    }

    /** Says what an executor asks for that nothing was known of. */
    public void addResourcesForExec(ExecutorDetails exec, NormalizedResourceRequest resourceList) {
        if (requests.putIfAbsent(exec, resourceList) != null) {
            throw new IllegalArgumentException("it is already known what executor " + exec + " of " + topologyId + " asks for");
        }
    }

    /** The most heap in MB that a worker of this topology may be given. */
    public Double getTopologyWorkerMaxHeapSize() {
        return ObjectReader.getDouble(topologyConf.get(Config.TOPOLOGY_WORKER_MAX_HEAP_SIZE_MB), DEFAULT_MAX_HEAP_MB);
    }

    /** Who submitted it. */
    public String getTopologySubmitter() {
        return owner;
    }

    /** What {@code topology.priority} said when this was made. Lower numbers are more urgent. */
    public int getTopologyPriority() {
        return priority;
    }

    /** When it was submitted, in seconds since the epoch. */
    public int getLaunchTime() {
        return launchTime;
    }

    /** Seconds since it was submitted. */
    public int getUpTime() {
        return Time.currentTimeSecs() - launchTime;
    }

    @Override
    public String toString() {
        return "topology " + topologyId + " of " + owner + " priority " + getTopologyPriority() + " executors " + executorToComponent;
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(topologyId);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TopologyDetails that && Objects.equals(topologyId, that.topologyId);
    }
}
