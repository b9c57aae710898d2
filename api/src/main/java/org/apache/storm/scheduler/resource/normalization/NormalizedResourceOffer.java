// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.scheduler.resource.normalization;

import java.util.Map;
import org.apache.storm.Constants;
import org.apache.storm.generated.WorkerResources;

/** What a node has to give. Mutable and not thread-safe. */
public class NormalizedResourceOffer implements NormalizedResourcesWithMemory {
    /** What rounding may leave over when as much was taken as had been put. */
    private static final double ROUNDING = 1e-6;

    private final NormalizedResources resources;
    private double totalMemoryMb;

    /** Takes amounts by any of their names; null for nothing. */
    public NormalizedResourceOffer(Map<String, ? extends Number> resources) {
        Map<String, Double> normalized = NormalizedResources.RESOURCE_NAME_NORMALIZER.normalizedResourceMap(resources);
        totalMemoryMb = normalized.getOrDefault(Constants.COMMON_TOTAL_MEMORY_RESOURCE_NAME, 0.0);
        this.resources = new NormalizedResources(normalized);
    }

    public NormalizedResourceOffer() {
        this((Map<String, ? extends Number>) null);
    }

    public NormalizedResourceOffer(NormalizedResourceOffer other) {
        totalMemoryMb = other.totalMemoryMb;
        resources = new NormalizedResources(other.resources);
    }

    @Override
    public double getTotalMemoryMb() {
        return totalMemoryMb;
    }

    /** All amounts by their common names. */
    public Map<String, Double> toNormalizedMap() {
        Map<String, Double> amounts = resources.toNormalizedMap();
        amounts.put(Constants.COMMON_TOTAL_MEMORY_RESOURCE_NAME, totalMemoryMb);
        return amounts;
    }

    public void add(NormalizedResourcesWithMemory other) {
        resources.add(other.getNormalizedResources());
        totalMemoryMb += other.getTotalMemoryMb();
    }

    /**
     * Takes amounts away. What would become negative becomes nothing.
     *
     * @param resourceMetrics told of anything that would have become negative; may be null
     * @return whether anything would have become negative
     */
    public boolean remove(NormalizedResourcesWithMemory other, ResourceMetrics resourceMetrics) {
        boolean negative = resources.remove(other.getNormalizedResources(), resourceMetrics);
        return removeMemory(other.getTotalMemoryMb(), resourceMetrics) | negative;
    }

    public boolean remove(NormalizedResourcesWithMemory other) {
        return remove(other, null);
    }

    /** Takes away what a worker was granted. */
    public boolean remove(WorkerResources worker, ResourceMetrics resourceMetrics) {
        boolean negative = resources.remove(worker);
        return removeMemory(worker.get_mem_on_heap() + worker.get_mem_off_heap(), resourceMetrics) | negative;
    }

    private boolean removeMemory(double mb, ResourceMetrics resourceMetrics) {
        boolean negative = totalMemoryMb - mb < -ROUNDING;
        totalMemoryMb = Math.max(0.0, totalMemoryMb - mb);
        if (negative && resourceMetrics != null) {
            resourceMetrics.getNegativeResourceEventsMeter().mark();
        }
        return negative;
    }

    /** See {@link NormalizedResources#calculateAveragePercentageUsedBy}. */
    public double calculateAveragePercentageUsedBy(NormalizedResourceOffer used) {
        return resources.calculateAveragePercentageUsedBy(used.resources, totalMemoryMb, used.totalMemoryMb);
    }

    /** See {@link NormalizedResources#calculateMinPercentageUsedBy}. */
    public double calculateMinPercentageUsedBy(NormalizedResourceOffer used) {
        return resources.calculateMinPercentageUsedBy(used.resources, totalMemoryMb, used.totalMemoryMb);
    }

    /** Whether there is at least as much of everything as the other has; memory shared with others is not looked at. */
    public boolean couldHoldIgnoringSharedMemory(NormalizedResourcesWithMemory other) {
        return resources.couldHoldIgnoringSharedMemory(other.getNormalizedResources(), totalMemoryMb, other.getTotalMemoryMb());
    }

    /** As {@link #couldHoldIgnoringSharedMemory}, whatever the CPU. */
    public boolean couldHoldIgnoringSharedMemoryAndCpu(NormalizedResourcesWithMemory other) {
        return resources.couldHoldIgnoringSharedMemoryAndCpu(other.getNormalizedResources(), totalMemoryMb, other.getTotalMemoryMb());
    }

    public double getTotalCpu() {
        return resources.getTotalCpu();
    }

    @Override
    public NormalizedResources getNormalizedResources() {
        return resources;
    }

    /** See {@link NormalizedResources#updateForRareResourceAffinity}. */
    public void updateForRareResourceAffinity(NormalizedResourceRequest request) {
        resources.updateForRareResourceAffinity(request.getNormalizedResources());
    }

    @Override
    public void clear() {
        totalMemoryMb = 0;
        resources.clear();
    }

    @Override
    public boolean areAnyOverZero() {
        return totalMemoryMb > 0 || resources.areAnyOverZero();
    }

    /** Whether a new worker for the request fits, when a worker takes at least so much CPU. */
    public boolean couldFit(double minWorkerCpu, NormalizedResourceRequest request) {
        double cpu = Math.max(minWorkerCpu, request.getTotalCpu());
        return getTotalCpu() + ROUNDING >= cpu && couldHoldIgnoringSharedMemoryAndCpu(request);
    }

    @Override
    public String toString() {
        return resources + " memory " + totalMemoryMb + " MB";
    }
}
