// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.daemon.nimbus;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.storm.generated.Assignment;
import org.apache.storm.generated.WorkerResources;
import org.apache.storm.scheduler.SchedulerAssignment;
import org.apache.storm.scheduler.TopologyDetails;
import org.apache.storm.scheduler.resource.normalization.NormalizedResourceRequest;
import org.apache.storm.scheduler.resource.normalization.NormalizedResources;

/** What a topology asks for and what it got: memory in MB, CPU in percent of a core. Mutable, not thread-safe. */
public final class TopologyResources {
    private final double requestedMemOnHeap;
    private final double requestedMemOffHeap;
    private final double requestedSharedMemOnHeap;
    private final double requestedSharedMemOffHeap;
    private final double requestedNonSharedMemOnHeap;
    private final double requestedNonSharedMemOffHeap;
    private final double requestedCpu;
    private final Map<String, Double> requestedGenericResources;
    private double assignedMemOnHeap;
    private double assignedMemOffHeap;
    private double assignedSharedMemOnHeap;
    private double assignedSharedMemOffHeap;
    private double assignedNonSharedMemOnHeap;
    private double assignedNonSharedMemOffHeap;
    private double assignedCpu;
    private final Map<String, Double> assignedGenericResources;

    /** Resources of a topology and its assignment, which may be null. */
    public TopologyResources(TopologyDetails td, SchedulerAssignment assignment) {
        this(td, assignment == null ? null : assignment.getScheduledResources().values(),
                assignment == null ? null : assignment.getNodeIdToTotalSharedOffHeapNodeMemory());
    }

    /** Resources of a topology and its assignment, which may be null. */
    public TopologyResources(TopologyDetails td, Assignment assignment) {
        this(td, assignment == null || !assignment.is_set_worker_resources() ? null : assignment.get_worker_resources().values(),
                assignment == null || !assignment.is_set_total_shared_off_heap() ? null : assignment.get_total_shared_off_heap());
    }

    /** No resources, to add to. */
    public TopologyResources() {
        this(0, 0, 0, 0, 0, 0, 0, new HashMap<>(), 0, 0, 0, 0, 0, 0, 0, new HashMap<>());
    }

    private TopologyResources(TopologyDetails td, Collection<WorkerResources> workers, Map<String, Double> nodeIdToSharedOffHeap) {
        this(td.getTotalRequestedMemOnHeap(), td.getTotalRequestedMemOffHeap(), td.getRequestedSharedOnHeap(), td.getRequestedSharedOffHeap(),
                td.getRequestedNonSharedOnHeap(), td.getRequestedNonSharedOffHeap(), td.getTotalRequestedCpu(),
                td.getTotalRequestedGenericResources(), 0, 0, 0, 0, 0, 0, 0, new HashMap<>());
        if (workers != null) {
            workers.forEach(this::grant);
        }
        if (nodeIdToSharedOffHeap != null) {
            double shared = nodeIdToSharedOffHeap.values().stream().mapToDouble(Double::doubleValue).sum();
            assignedMemOffHeap += shared;
            assignedSharedMemOffHeap += shared;
        }
    }

    protected TopologyResources(double requestedMemOnHeap, double requestedMemOffHeap, double requestedSharedMemOnHeap,
            double requestedSharedMemOffHeap, double requestedNonSharedMemOnHeap, double requestedNonSharedMemOffHeap, double requestedCpu,
            Map<String, Double> requestedGenericResources, double assignedMemOnHeap, double assignedMemOffHeap,
            double assignedSharedMemOnHeap, double assignedSharedMemOffHeap, double assignedNonSharedMemOnHeap,
            double assignedNonSharedMemOffHeap, double assignedCpu, Map<String, Double> assignedGenericResources) {
        this.requestedMemOnHeap = requestedMemOnHeap;
        this.requestedMemOffHeap = requestedMemOffHeap;
        this.requestedSharedMemOnHeap = requestedSharedMemOnHeap;
        this.requestedSharedMemOffHeap = requestedSharedMemOffHeap;
        this.requestedNonSharedMemOnHeap = requestedNonSharedMemOnHeap;
        this.requestedNonSharedMemOffHeap = requestedNonSharedMemOffHeap;
        this.requestedCpu = requestedCpu;
        this.requestedGenericResources = requestedGenericResources;
        this.assignedMemOnHeap = assignedMemOnHeap;
        this.assignedMemOffHeap = assignedMemOffHeap;
        this.assignedSharedMemOnHeap = assignedSharedMemOnHeap;
        this.assignedSharedMemOffHeap = assignedSharedMemOffHeap;
        this.assignedNonSharedMemOnHeap = assignedNonSharedMemOnHeap;
        this.assignedNonSharedMemOffHeap = assignedNonSharedMemOffHeap;
        this.assignedCpu = assignedCpu;
        this.assignedGenericResources = assignedGenericResources;
    }

    private void grant(WorkerResources worker) {
        assignedMemOnHeap += worker.get_mem_on_heap();
        assignedMemOffHeap += worker.get_mem_off_heap();
        assignedSharedMemOnHeap += worker.get_shared_mem_on_heap();
        assignedSharedMemOffHeap += worker.get_shared_mem_off_heap();
        assignedNonSharedMemOnHeap += worker.get_mem_on_heap() - worker.get_shared_mem_on_heap();
        assignedNonSharedMemOffHeap += worker.get_mem_off_heap() - worker.get_shared_mem_off_heap();
        assignedCpu += worker.get_cpu();
        if (worker.is_set_resources()) {
            Map<String, Double> generic = NormalizedResources.RESOURCE_NAME_NORMALIZER.normalizedResourceMap(worker.get_resources());
            NormalizedResourceRequest.removeNonGenericResources(generic);
            generic.forEach((name, amount) -> assignedGenericResources.merge(name, amount, Double::sum));
        }
    }

    public double getRequestedMemOnHeap() {
        return requestedMemOnHeap;
    }

    public double getRequestedMemOffHeap() {
        return requestedMemOffHeap;
    }

    public double getRequestedCpu() {
        return requestedCpu;
    }

    public double getAssignedMemOnHeap() {
        return assignedMemOnHeap;
    }

    public void setAssignedMemOnHeap(double assignedMemOnHeap) {
        this.assignedMemOnHeap = assignedMemOnHeap;
    }

    public double getAssignedMemOffHeap() {
        return assignedMemOffHeap;
    }

    public void setAssignedMemOffHeap(double assignedMemOffHeap) {
        this.assignedMemOffHeap = assignedMemOffHeap;
    }

    public double getAssignedCpu() {
        return assignedCpu;
    }

    public void setAssignedCpu(double assignedCpu) {
        this.assignedCpu = assignedCpu;
    }

    public double getAssignedSharedMemOnHeap() {
        return assignedSharedMemOnHeap;
    }

    public void setAssignedSharedMemOnHeap(double assignedSharedMemOnHeap) {
        this.assignedSharedMemOnHeap = assignedSharedMemOnHeap;
    }

    public double getRequestedSharedMemOnHeap() {
        return requestedSharedMemOnHeap;
    }

    public double getRequestedSharedMemOffHeap() {
        return requestedSharedMemOffHeap;
    }

    public double getRequestedNonSharedMemOnHeap() {
        return requestedNonSharedMemOnHeap;
    }

    public double getRequestedNonSharedMemOffHeap() {
        return requestedNonSharedMemOffHeap;
    }

    public double getAssignedSharedMemOffHeap() {
        return assignedSharedMemOffHeap;
    }

    public void setAssignedSharedMemOffHeap(double assignedSharedMemOffHeap) {
        this.assignedSharedMemOffHeap = assignedSharedMemOffHeap;
    }

    public double getAssignedNonSharedMemOnHeap() {
        return assignedNonSharedMemOnHeap;
    }

    public void setAssignedNonSharedMemOnHeap(double assignedNonSharedMemOnHeap) {
        this.assignedNonSharedMemOnHeap = assignedNonSharedMemOnHeap;
    }

    public double getAssignedNonSharedMemOffHeap() {
        return assignedNonSharedMemOffHeap;
    }

    public void setAssignedNonSharedMemOffHeap(double assignedNonSharedMemOffHeap) {
        this.assignedNonSharedMemOffHeap = assignedNonSharedMemOffHeap;
    }

    public Map<String, Double> getAssignedGenericResources() {
        return new HashMap<>(assignedGenericResources);
    }

    public Map<String, Double> getRequestedGenericResources() {
        return new HashMap<>(requestedGenericResources);
    }

    /** The sum of these resources and others, as a new object. */
    public TopologyResources add(TopologyResources other) {
        return new TopologyResources(requestedMemOnHeap + other.requestedMemOnHeap, requestedMemOffHeap + other.requestedMemOffHeap,
                requestedSharedMemOnHeap + other.requestedSharedMemOnHeap, requestedSharedMemOffHeap + other.requestedSharedMemOffHeap,
                requestedNonSharedMemOnHeap + other.requestedNonSharedMemOnHeap,
                requestedNonSharedMemOffHeap + other.requestedNonSharedMemOffHeap, requestedCpu + other.requestedCpu,
                NormalizedResourceRequest.addResourceMap(requestedGenericResources, other.requestedGenericResources),
                assignedMemOnHeap + other.assignedMemOnHeap, assignedMemOffHeap + other.assignedMemOffHeap,
                assignedSharedMemOnHeap + other.assignedSharedMemOnHeap, assignedSharedMemOffHeap + other.assignedSharedMemOffHeap,
                assignedNonSharedMemOnHeap + other.assignedNonSharedMemOnHeap,
                assignedNonSharedMemOffHeap + other.assignedNonSharedMemOffHeap, assignedCpu + other.assignedCpu,
                NormalizedResourceRequest.addResourceMap(assignedGenericResources, other.assignedGenericResources));
    }
}
