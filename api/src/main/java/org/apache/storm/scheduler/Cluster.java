// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.scheduler;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.storm.Config;
import org.apache.storm.Constants;
import org.apache.storm.DaemonConfig;
import org.apache.storm.daemon.nimbus.TopologyResources;
import org.apache.storm.generated.SharedMemory;
import org.apache.storm.generated.WorkerResources;
import org.apache.storm.scheduler.resource.normalization.NormalizedResourceOffer;
import org.apache.storm.scheduler.resource.normalization.NormalizedResourceRequest;
import org.apache.storm.scheduler.resource.normalization.ResourceMetrics;
import org.apache.storm.utils.ObjectReader;

/** The cluster a scheduler works on: it assigns executors to slots and frees slots, and what is left is the decision. Not thread-safe. */
public class Cluster implements ISchedulingState {
    private static final Pattern MAX_HEAP = Pattern.compile("-Xmx(\\d+)([kKmMgG]?)");
    private static final double DEFAULT_WORKER_HEAP_MB = 768.0;
    private static final double BYTES_PER_MB = 1024.0 * 1024.0;
    /** What adding up fractions may be off by. */
    private static final double ROUNDING = 1e-6;

    private final INimbus inimbus;
    private final ResourceMetrics resourceMetrics;
    private final Map<String, SupervisorDetails> supervisors = new LinkedHashMap<>();
    private final Map<String, List<SupervisorDetails>> byHost = new LinkedHashMap<>();
    private final Topologies topologies;
    private final Map<String, Object> conf;
    private final Map<String, SchedulerAssignmentImpl> assignments = new LinkedHashMap<>();
    /** Which topology holds a slot, by node and slot. */
    private final Map<String, Map<WorkerSlot, String>> usedSlots = new HashMap<>();
    /** What is left of each node, as far as it was asked for since the node's workers changed: strategies ask for each executor. */
    private final Map<String, Left> left = new HashMap<>();
    private final Map<String, String> status = new HashMap<>();
    private final double minWorkerCpu;
    private Map<String, List<String>> networkTopography = new HashMap<>();
    private Set<String> blackListedHosts = new HashSet<>();
    private List<String> greyListedSupervisors = new ArrayList<>();

    private record Left(SupervisorDetails of, NormalizedResourceOffer offer) {
    }

    /**
     * A cluster as it is before scheduling.
     *
     * @param nimbus names hosts
     * @param resourceMetrics told of nodes that are granted more than they have
     * @param supervisors the supervisors that are there, by id
     * @param map the present assignments, by topology id
     * @param topologies all topologies
     * @param conf the daemon's configuration
     */
    public Cluster(INimbus nimbus, ResourceMetrics resourceMetrics, Map<String, SupervisorDetails> supervisors,
            Map<String, ? extends SchedulerAssignment> map, Topologies topologies, Map<String, Object> conf) {
        this.inimbus = nimbus;
        this.resourceMetrics = resourceMetrics;
        this.supervisors.putAll(supervisors);
        this.topologies = topologies;
        this.conf = conf;
        this.minWorkerCpu = ObjectReader.getDouble(conf.get(DaemonConfig.STORM_WORKER_MIN_CPU_PCORE_PERCENT), 0.0);
        supervisors.forEach((id, supervisor) -> byHost.computeIfAbsent(getHost(id), host -> new ArrayList<>()).add(supervisor));
        map.values().forEach(assignment -> put(assignment, true));
    }

    public Cluster(Cluster src) {
        this(src, src.topologies);
    }

    /** A copy with other topologies. */
    public Cluster(Cluster src, Topologies topologies) {
        this(src.inimbus, src.resourceMetrics, src.supervisors, Map.of(), topologies, src.conf);
        take(src);
        status.putAll(src.status);
        blackListedHosts = new HashSet<>(src.blackListedHosts);
        greyListedSupervisors = new ArrayList<>(src.greyListedSupervisors);
        networkTopography = new HashMap<>(src.networkTopography);
    }

    /** The heap in MB that a topology's options grant a worker by name, with that of its log writer if it has one. */
    public static double getAssignedMemoryForSlot(Map<String, Object> topConf) {
        double heap = ObjectReader.getDouble(topConf.get(Config.WORKER_HEAP_MEMORY_MB), DEFAULT_WORKER_HEAP_MB);
        String heapMb = Long.toString((long) heap);
        for (String key : List.of(Config.TOPOLOGY_WORKER_GC_CHILDOPTS, Config.TOPOLOGY_WORKER_CHILDOPTS, Config.WORKER_GC_CHILDOPTS,
                Config.WORKER_CHILDOPTS)) {
            Double named = maxHeap(topConf.get(key), heapMb);
            if (named != null) {
                heap = named;
                break;
            }
        }
        Double logWriter = maxHeap(topConf.get(Config.TOPOLOGY_WORKER_LOGWRITER_CHILDOPTS), heapMb);
        return heap + (logWriter == null ? 0 : logWriter);
    }

    private static Double maxHeap(Object options, String heapMb) {
        if (options == null) {
            return null;
        }
        String text = options instanceof Collection<?> list ? String.join(" ", list.stream().map(String::valueOf).toList())
                : options.toString();
        Matcher matcher = MAX_HEAP.matcher(text.replace("%HEAP-MEM%", heapMb));
        Double found = null;
        while (matcher.find()) {
            double amount = Double.parseDouble(matcher.group(1));
            found = switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
                case "k" -> amount / 1024.0;
                case "m" -> amount;
                case "g" -> amount * 1024.0;
                default -> amount / BYTES_PER_MB;
            };
        }
        return found;
    }

    /** Called before a topology's assignment is changed; throws if it must not be. */
    protected void assertValidTopologyForModification(String topologyId) {
        // Any topology may be changed, unless a subclass says otherwise.
    }

    @Override
    public Topologies getTopologies() {
        return topologies;
    }

    @Override
    public Set<String> getBlacklistedHosts() {
        return blackListedHosts;
    }

    public void setBlacklistedHosts(Set<String> hosts) {
        blackListedHosts = hosts == null ? new HashSet<>() : new HashSet<>(hosts);
    }

    public void blacklistHost(String host) {
        blackListedHosts.add(host);
    }

    @Override
    public boolean isBlackListed(String supervisorId) {
        return blackListedHosts.contains(getHost(supervisorId));
    }

    @Override
    public boolean isBlacklistedHost(String host) {
        return blackListedHosts.contains(host);
    }

    @Override
    public String getHost(String supervisorId) {
        return inimbus.getHostName(supervisors, supervisorId);
    }

    @Override
    public List<TopologyDetails> needsSchedulingTopologies() {
        List<TopologyDetails> needy = new ArrayList<>();
        for (TopologyDetails topology : topologies) {
            if (needsScheduling(topology)) {
                needy.add(topology);
            }
        }
        return needy;
    }

    @Override
    public boolean needsScheduling(TopologyDetails topology) {
        return topology.getNumWorkers() > getAssignedNumWorkers(topology) || needsSchedulingRas(topology);
    }

    @Override
    public boolean needsSchedulingRas(TopologyDetails topology) {
        return !getUnassignedExecutors(topology).isEmpty();
    }

    @Override
    public Map<ExecutorDetails, String> getNeedsSchedulingExecutorToComponents(TopologyDetails topology) {
        return topology.selectExecutorToComponent(getUnassignedExecutors(topology));
    }

    @Override
    public Map<String, List<ExecutorDetails>> getNeedsSchedulingComponentToExecutors(TopologyDetails topology) {
        Map<String, List<ExecutorDetails>> byComponent = new LinkedHashMap<>();
        getNeedsSchedulingExecutorToComponents(topology).forEach((executor, component) ->
                byComponent.computeIfAbsent(component, c -> new ArrayList<>()).add(executor));
        return byComponent;
    }

    @Override
    public Set<Integer> getUsedPorts(SupervisorDetails supervisor) {
        Set<Integer> ports = new TreeSet<>();
        usedOn(supervisor.getId()).forEach(slot -> ports.add(slot.getPort()));
        return ports;
    }

    private Set<WorkerSlot> usedOn(String nodeId) {
        return usedSlots.getOrDefault(nodeId, Map.of()).keySet();
    }

    @Override
    public Set<Integer> getAvailablePorts(SupervisorDetails supervisor) {
        Set<Integer> ports = new TreeSet<>(getAssignablePorts(supervisor));
        ports.removeAll(getUsedPorts(supervisor));
        return ports;
    }

    @Override
    public Set<Integer> getAssignablePorts(SupervisorDetails supervisor) {
        return isBlackListed(supervisor.getId()) ? Set.of() : supervisor.getAllPorts();
    }

    @Override
    public List<WorkerSlot> getNonBlacklistedAvailableSlots(List<String> blacklistedSupervisorIds) {
        List<WorkerSlot> slots = new ArrayList<>();
        for (SupervisorDetails supervisor : supervisors.values()) {
            if (!blacklistedSupervisorIds.contains(supervisor.getId())) {
                slots.addAll(getAvailableSlots(supervisor));
            }
        }
        return slots;
    }

    @Override
    public List<WorkerSlot> getAvailableSlots() {
        return getNonBlacklistedAvailableSlots(List.of());
    }

    @Override
    public List<WorkerSlot> getAvailableSlots(SupervisorDetails supervisor) {
        return slots(supervisor, getAvailablePorts(supervisor));
    }

    @Override
    public List<WorkerSlot> getAssignableSlots(SupervisorDetails supervisor) {
        return slots(supervisor, new TreeSet<>(getAssignablePorts(supervisor)));
    }

    private static List<WorkerSlot> slots(SupervisorDetails supervisor, Set<Integer> ports) {
        List<WorkerSlot> slots = new ArrayList<>();
        ports.forEach(port -> slots.add(new WorkerSlot(supervisor.getId(), port)));
        return slots;
    }

    @Override
    public List<WorkerSlot> getAssignableSlots() {
        List<WorkerSlot> slots = new ArrayList<>();
        supervisors.values().forEach(supervisor -> slots.addAll(getAssignableSlots(supervisor)));
        return slots;
    }

    @Override
    public Collection<ExecutorDetails> getUnassignedExecutors(TopologyDetails topology) {
        SchedulerAssignmentImpl assigned = assignments.get(topology.getId());
        Set<ExecutorDetails> unassigned = new LinkedHashSet<>(topology.getExecutors());
        if (assigned != null) {
            unassigned.removeIf(assigned::isExecutorAssigned);
        }
        return unassigned;
    }

    @Override
    public int getAssignedNumWorkers(TopologyDetails topology) {
        return getUsedSlotsByTopologyId(topology.getId()).size();
    }

    @Override
    public NormalizedResourceOffer getAvailableResources(SupervisorDetails supervisor) {
        Left known = left.get(supervisor.getId());
        if (known == null || known.of() != supervisor) {
            NormalizedResourceOffer offer = new NormalizedResourceOffer(supervisor.getTotalResources());
            offer.remove(getAllScheduledResourcesForNode(supervisor.getId()), resourceMetrics);
            known = new Left(supervisor, offer);
            left.put(supervisor.getId(), known);
        }
        return new NormalizedResourceOffer(known.offer());
    }

    private WorkerResources resourcesOfWorker(TopologyDetails topology, Collection<ExecutorDetails> executors) {
        NormalizedResourceRequest total = new NormalizedResourceRequest();
        for (ExecutorDetails executor : executors) {
            NormalizedResourceRequest request = topology.getTotalResources(executor);
            if (request != null) {
                total.add(request);
            }
        }
        double sharedOnHeap = 0;
        double sharedOffHeap = 0;
        for (SharedMemory shared : topology.getSharedMemoryRequests(executors)) {
            sharedOnHeap += shared.get_on_heap();
            sharedOffHeap += shared.get_off_heap_worker();
        }
        total.addOnHeap(sharedOnHeap);
        total.addOffHeap(sharedOffHeap);
        Map<String, Double> sharedResources = new TreeMap<>();
        sharedResources.put(Constants.COMMON_ONHEAP_MEMORY_RESOURCE_NAME, sharedOnHeap);
        sharedResources.put(Constants.COMMON_OFFHEAP_MEMORY_RESOURCE_NAME, sharedOffHeap);
        WorkerResources worker = new WorkerResources();
        worker.set_mem_on_heap(total.getOnHeapMemoryMb());
        worker.set_mem_off_heap(total.getOffHeapMemoryMb());
        worker.set_cpu(Math.max(minWorkerCpu, total.getTotalCpu()));
        worker.set_shared_mem_on_heap(sharedOnHeap);
        worker.set_shared_mem_off_heap(sharedOffHeap);
        worker.set_resources(total.toNormalizedMap());
        worker.set_shared_resources(sharedResources);
        return worker;
    }

    @Override
    public boolean wouldFit(WorkerSlot slot, ExecutorDetails executor, TopologyDetails topology, NormalizedResourceOffer resourcesAvailable,
            double maxHeap) {
        SchedulerAssignmentImpl assigned = assignments.get(topology.getId());
        Collection<ExecutorDetails> present = assigned == null ? List.of()
                : assigned.getSlotToExecutors().getOrDefault(slot, List.of());
        NormalizedResourceRequest asked = topology.getTotalResources(executor);
        boolean worthACloserLook = present.isEmpty() ? resourcesAvailable.couldFit(minWorkerCpu, asked)
                : resourcesAvailable.couldHoldIgnoringSharedMemoryAndCpu(asked); // a worker that is granted the least CPU may have some to spare
        if (!worthACloserLook) {
            return false;
        }
        List<ExecutorDetails> together = new ArrayList<>(present);
        together.add(executor);
        WorkerResources after = resourcesOfWorker(topology, together);
        if (after.get_mem_on_heap() > maxHeap) {
            return false;
        }
        WorkerResources before = present.isEmpty() ? new WorkerResources() : resourcesOfWorker(topology, present);
        double moreMemory = after.get_mem_on_heap() + after.get_mem_off_heap() - before.get_mem_on_heap() - before.get_mem_off_heap()
                + sharedOffHeapOfNode(slot.getNodeId(), topology, executor) - sharedOffHeapOfNode(slot.getNodeId(), topology, null);
        return moreMemory <= resourcesAvailable.getTotalMemoryMb() + ROUNDING
                && after.get_cpu() - before.get_cpu() <= resourcesAvailable.getTotalCpu() + ROUNDING;
    }

    /** The off-heap memory in MB that the topology's workers on a node share, with one more executor there if given. */
    private double sharedOffHeapOfNode(String nodeId, TopologyDetails topology, ExecutorDetails extra) {
        if (!topology.sharesMemory()) {
            return 0;
        }
        Set<ExecutorDetails> onNode = new HashSet<>();
        SchedulerAssignmentImpl assigned = assignments.get(topology.getId());
        if (assigned != null) {
            assigned.getSlotToExecutors().forEach((slot, executors) -> {
                if (slot.getNodeId().equals(nodeId)) {
                    onNode.addAll(executors);
                }
            });
        }
        if (extra != null) {
            onNode.add(extra);
        }
        return topology.getSharedMemoryRequests(onNode).stream().mapToDouble(SharedMemory::get_off_heap_node).sum();
    }

    /**
     * Puts executors of a topology on a slot.
     *
     * @throws RuntimeException if another topology holds the slot, or an executor is assigned already; nothing is changed then
     */
    public void assign(WorkerSlot slot, String topologyId, Collection<ExecutorDetails> executors) {
        assertValidTopologyForModification(topologyId);
        put(slot, topologyId, executors);
    }

    private void put(WorkerSlot slot, String topologyId, Collection<ExecutorDetails> executors) {
        String holder = usedSlots.getOrDefault(slot.getNodeId(), Map.of()).get(slot);
        if (holder != null) {
            throw new RuntimeException("slot " + slot + " is already occupied by " + holder + "; free it before assigning " + topologyId);
        }
        TopologyDetails topology = topologies.getById(topologyId);
        if (topology == null) {
            throw new IllegalArgumentException("no topology " + topologyId + " is to be scheduled; there are " + topologies.getAllIds());
        }
        SchedulerAssignmentImpl assigned = assignments.computeIfAbsent(topologyId, SchedulerAssignmentImpl::new);
        for (ExecutorDetails executor : executors) {
            if (assigned.isExecutorAssigned(executor)) {
                throw new RuntimeException("executor " + executor + " of " + topologyId + " is already assigned to "
                        + assigned.getExecutorToSlot().get(executor) + "; free that slot before assigning it to " + slot);
            }
        }
        assigned.assign(slot, executors, resourcesOfWorker(topology, executors));
        usedSlots.computeIfAbsent(slot.getNodeId(), node -> new LinkedHashMap<>()).put(slot, topologyId);
        assigned.setTotalSharedOffHeapNodeMemory(slot.getNodeId(), sharedOffHeapOfNode(slot.getNodeId(), topology, null));
        left.remove(slot.getNodeId());
    }

    /**
     * Puts all executors of an assignment where it says.
     *
     * @param ignoreSingleExceptions pass over a slot that cannot be assigned
     */
    public void assign(SchedulerAssignment assignment, boolean ignoreSingleExceptions) {
        assertValidTopologyForModification(assignment.getTopologyId());
        put(assignment, ignoreSingleExceptions);
    }

    private void put(SchedulerAssignment assignment, boolean ignoreSingleExceptions) {
        if (topologies.getById(assignment.getTopologyId()) == null) {
            adopt(assignment);
            return;
        }
        assignment.getSlotToExecutors().forEach((slot, executors) -> {
            try {
                put(slot, assignment.getTopologyId(), executors);
            } catch (RuntimeException e) {
                if (!ignoreSingleExceptions) {
                    throw e;
                }
            }
        });
    }

    /** Takes over another cluster's assignments. What each worker is granted is worked out anew only where a topology is another one there. */
    private void take(Cluster src) {
        src.assignments.forEach((id, assignment) -> {
            if (assignment.getSlots().isEmpty()) {
                return; // all of it was evicted
            }
            if (topologies.getById(id) == src.topologies.getById(id)) {
                adopt(assignment);
            } else {
                put(assignment, true);
            }
        });
    }

    /** Takes over an assignment as it is, perhaps of a topology nothing else is known of: its slots are in use all the same. */
    private void adopt(SchedulerAssignment assignment) {
        assignments.put(assignment.getTopologyId(), new SchedulerAssignmentImpl(assignment));
        left.clear();
        for (WorkerSlot slot : assignment.getSlots()) {
            usedSlots.computeIfAbsent(slot.getNodeId(), node -> new LinkedHashMap<>()).put(slot, assignment.getTopologyId());
        }
    }

    /** Takes everything off a slot. */
    public void freeSlot(WorkerSlot slot) {
        Map<WorkerSlot, String> onNode = usedSlots.get(slot.getNodeId());
        String topologyId = onNode == null ? null : onNode.get(slot);
        if (topologyId == null) {
            return;
        }
        assertValidTopologyForModification(topologyId);
        onNode.remove(slot);
        left.remove(slot.getNodeId());
        SchedulerAssignmentImpl assigned = assignments.get(topologyId);
        assigned.unassignBySlot(slot);
        TopologyDetails topology = topologies.getById(topologyId);
        if (topology != null && assigned.getNodeIdToTotalSharedOffHeapNodeMemory().containsKey(slot.getNodeId())) {
            assigned.setTotalSharedOffHeapNodeMemory(slot.getNodeId(), sharedOffHeapOfNode(slot.getNodeId(), topology, null));
        }
    }

    public void freeSlots(Collection<WorkerSlot> slots) {
        new ArrayList<>(slots).forEach(this::freeSlot);
    }

    @Override
    public boolean isSlotOccupied(WorkerSlot slot) {
        return usedOn(slot.getNodeId()).contains(slot);
    }

    @Override
    public SchedulerAssignment getAssignmentById(String topologyId) {
        return assignments.get(topologyId);
    }

    @Override
    public Collection<WorkerSlot> getUsedSlotsByTopologyId(String topologyId) {
        SchedulerAssignmentImpl assigned = assignments.get(topologyId);
        return assigned == null ? List.of() : assigned.getSlots();
    }

    @Override
    public SupervisorDetails getSupervisorById(String nodeId) {
        return supervisors.get(nodeId);
    }

    @Override
    public Collection<WorkerSlot> getUsedSlots() {
        Set<WorkerSlot> used = new LinkedHashSet<>();
        usedSlots.values().forEach(slots -> used.addAll(slots.keySet()));
        return used;
    }

    @Override
    public List<SupervisorDetails> getSupervisorsByHost(String host) {
        return new ArrayList<>(byHost.getOrDefault(host, List.of()));
    }

    @Override
    public Map<String, SchedulerAssignment> getAssignments() {
        return new LinkedHashMap<>(assignments);
    }

    /**
     * Replaces all assignments.
     *
     * @param ignoreSingleExceptions pass over a slot that cannot be assigned
     */
    public void setAssignments(Map<String, ? extends SchedulerAssignment> newAssignments, boolean ignoreSingleExceptions) {
        List<SchedulerAssignment> replacements = new ArrayList<>(newAssignments.values());
        assignments.keySet().forEach(this::assertValidTopologyForModification);
        assignments.clear();
        usedSlots.clear();
        left.clear();
        replacements.forEach(assignment -> assign(assignment, ignoreSingleExceptions));
    }

    @Override
    public Map<String, SupervisorDetails> getSupervisors() {
        return supervisors;
    }

    @Override
    public NormalizedResourceOffer getNonBlacklistedClusterAvailableResources(Collection<String> blacklistedSupervisorIds) {
        NormalizedResourceOffer available = new NormalizedResourceOffer();
        for (SupervisorDetails supervisor : supervisors.values()) {
            if (!isBlackListed(supervisor.getId()) && !blacklistedSupervisorIds.contains(supervisor.getId())) {
                available.add(getAvailableResources(supervisor));
            }
        }
        return available;
    }

    @Override
    public double getClusterTotalCpuResource() {
        return supervisors.values().stream().mapToDouble(SupervisorDetails::getTotalCpu).sum();
    }

    @Override
    public double getClusterTotalMemoryResource() {
        return supervisors.values().stream().mapToDouble(SupervisorDetails::getTotalMemory).sum();
    }

    @Override
    public Map<String, Double> getClusterTotalGenericResources() {
        Map<String, Double> total = new HashMap<>();
        for (SupervisorDetails supervisor : supervisors.values()) {
            total = NormalizedResourceRequest.addResourceMap(total, supervisor.getTotalGenericResources());
        }
        return total;
    }

    @Override
    public Map<String, List<String>> getNetworkTopography() {
        return networkTopography;
    }

    /** Says which hosts are in which rack. */
    public void setNetworkTopography(Map<String, List<String>> networkTopography) {
        this.networkTopography = new HashMap<>(networkTopography);
    }

    public void setStatus(TopologyDetails td, String statusMessage) {
        setStatus(td.getId(), statusMessage);
    }

    public void setStatus(String topologyId, String statusMessage) {
        assertValidTopologyForModification(topologyId);
        status.put(topologyId, statusMessage);
    }

    public void setStatusIfAbsent(String topologyId, String statusMessage) {
        assertValidTopologyForModification(topologyId);
        status.putIfAbsent(topologyId, statusMessage);
    }

    @Override
    public Map<String, String> getStatusMap() {
        return status;
    }

    public void setStatusMap(Map<String, String> statusMap) {
        Map<String, String> replacement = new HashMap<>(statusMap);
        status.clear();
        status.putAll(replacement);
    }

    /** What became of a topology's scheduling, or null. */
    public String getStatus(String topoId) {
        return status.get(topoId);
    }

    @Override
    public Map<String, TopologyResources> getTopologyResourcesMap() {
        Map<String, TopologyResources> resources = new HashMap<>(assignments.size());
        for (TopologyDetails topology : topologies) {
            resources.put(topology.getId(), new TopologyResources(topology, getAssignmentById(topology.getId())));
        }
        return resources;
    }

    @Override
    public Map<String, SupervisorResources> getSupervisorsResourcesMap() {
        Map<String, SupervisorResources> resources = new HashMap<>();
        supervisors.forEach((id, supervisor) -> {
            SupervisorResources used = new SupervisorResources(supervisor.getTotalMemory(), supervisor.getTotalCpu(),
                    supervisor.getTotalGenericResources(), 0, 0, Map.of());
            for (WorkerSlot slot : usedOn(id)) {
                WorkerResources worker = getWorkerResources(slot);
                used = worker == null ? used : used.add(worker);
            }
            resources.put(id, used.addMem(sharedOffHeapOfNode(id)));
        });
        return resources;
    }

    private double sharedOffHeapOfNode(String nodeId) {
        return assignments.values().stream()
                .mapToDouble(assigned -> assigned.getNodeIdToTotalSharedOffHeapNodeMemory().getOrDefault(nodeId, 0.0)).sum();
    }

    @Override
    public Map<String, Map<WorkerSlot, WorkerResources>> getWorkerResourcesMap() {
        Map<String, Map<WorkerSlot, WorkerResources>> resources = new HashMap<>();
        assignments.forEach((topologyId, assigned) -> resources.put(topologyId, assigned.getScheduledResources()));
        return resources;
    }

    @Override
    public WorkerResources getWorkerResources(WorkerSlot ws) {
        String topologyId = usedSlots.getOrDefault(ws.getNodeId(), Map.of()).get(ws);
        return topologyId == null ? null : assignments.get(topologyId).getScheduledResources().get(ws);
    }

    public ResourceMetrics getResourceMetrics() {
        return resourceMetrics;
    }

    @Override
    public NormalizedResourceRequest getAllScheduledResourcesForNode(String nodeId) {
        NormalizedResourceRequest granted = new NormalizedResourceRequest();
        for (WorkerSlot slot : usedOn(nodeId)) {
            WorkerResources worker = getWorkerResources(slot);
            if (worker != null) {
                granted.add(worker);
            }
        }
        granted.addOffHeap(sharedOffHeapOfNode(nodeId));
        return granted;
    }

    @Override
    public double getScheduledMemoryForNode(String nodeId) {
        return getAllScheduledResourcesForNode(nodeId).getTotalMemoryMb();
    }

    @Override
    public double getScheduledCpuForNode(String nodeId) {
        return getAllScheduledResourcesForNode(nodeId).getTotalCpu();
    }

    public INimbus getINimbus() {
        return inimbus;
    }

    @Override
    public Map<String, Object> getConf() {
        return conf;
    }

    /** Takes a topology off all its slots. */
    public void unassign(String topoId) {
        assertValidTopologyForModification(topoId);
        freeSlots(getUsedSlotsByTopologyId(topoId));
    }

    /** Takes over what another cluster, a changed copy of this one, decided. */
    public void updateFrom(Cluster other) {
        if (other == this) {
            return;
        }
        assignments.keySet().forEach(this::assertValidTopologyForModification);
        other.assignments.keySet().forEach(this::assertValidTopologyForModification);
        assignments.clear();
        usedSlots.clear();
        left.clear();
        take(other);
        setStatusMap(other.getStatusMap());
        setBlacklistedHosts(other.getBlacklistedHosts());
    }

    /** The least CPU, in percent of a core, that a worker is granted. */
    public double getMinWorkerCpu() {
        return minWorkerCpu;
    }

    /** The ids of supervisors that should be used only if nothing else will do. */
    public List<String> getGreyListedSupervisors() {
        return greyListedSupervisors;
    }

    public void setGreyListedSupervisors(Set<String> greyListedSupervisors) {
        this.greyListedSupervisors = new ArrayList<>(greyListedSupervisors);
    }
}
