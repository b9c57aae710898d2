// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.scheduler.resource.normalization;

import java.util.Map;
import java.util.TreeMap;
import org.apache.storm.Constants;
import org.apache.storm.generated.WorkerResources;

/**
 * CPU in percent of a core, and any other amounts by name; no memory. Mutable and not thread-safe.
 */
public class NormalizedResources {
    public static ResourceNameNormalizer RESOURCE_NAME_NORMALIZER = new ResourceNameNormalizer();
    /** What rounding may leave over when as much was taken as had been put. */
    private static final double ROUNDING = 1e-6;

    private double cpu;
    private final Map<String, Double> generic;

    public NormalizedResources(NormalizedResources other) {
        cpu = other.cpu;
        generic = new TreeMap<>(other.generic);
    }

    /** Takes the amounts by their common names; memory among them is left out. */
    public NormalizedResources(Map<String, Double> normalizedResources) {
        cpu = normalizedResources.getOrDefault(Constants.COMMON_CPU_RESOURCE_NAME, 0.0);
        generic = new TreeMap<>(normalizedResources);
        NormalizedResourceRequest.removeNonGenericResources(generic);
    }

    /** Starts the names afresh, for tests. */
    public static void resetResourceNames() {
        RESOURCE_NAME_NORMALIZER = new ResourceNameNormalizer();
    }

    public double getTotalCpu() {
        return cpu;
    }

    public void add(NormalizedResources other) {
        cpu += other.cpu;
        other.generic.forEach((name, amount) -> generic.merge(name, amount, Double::sum));
    }

    /** Adds what a worker was granted. */
    public void add(WorkerResources worker) {
        add(of(worker));
    }

    private static NormalizedResources of(WorkerResources worker) {
        NormalizedResources granted = new NormalizedResources(
                RESOURCE_NAME_NORMALIZER.normalizedResourceMap(worker.is_set_resources() ? worker.get_resources() : Map.of()));
        granted.cpu = worker.get_cpu();
        return granted;
    }

    /**
     * Takes amounts away. What would become negative becomes nothing.
     *
     * @param resourceMetrics told of anything that would have become negative; may be null
     * @return whether anything would have become negative
     */
    public boolean remove(NormalizedResources other, ResourceMetrics resourceMetrics) {
        boolean[] negative = {cpu - other.cpu < -ROUNDING};
        cpu = Math.max(0.0, cpu - other.cpu);
        other.generic.forEach((name, amount) -> {
            double left = generic.getOrDefault(name, 0.0) - amount;
            negative[0] |= left < -ROUNDING;
            generic.put(name, Math.max(0.0, left));
        });
        if (negative[0] && resourceMetrics != null) {
            resourceMetrics.getNegativeResourceEventsMeter().mark();
        }
        return negative[0];
    }

    /** Takes away what a worker was granted; true if there was less than that. */
    public boolean remove(WorkerResources worker) {
        return remove(of(worker), null);
    }

    /** All amounts by their common names, CPU included. */
    public Map<String, Double> toNormalizedMap() {
        Map<String, Double> amounts = new TreeMap<>(generic);
        amounts.put(Constants.COMMON_CPU_RESOURCE_NAME, cpu);
        return amounts;
    }

    /** Whether this has at least as much of everything as the other, memory as given. */
    public boolean couldHoldIgnoringSharedMemory(NormalizedResources other, double thisTotalMemoryMb, double otherTotalMemoryMb) {
        return cpu + ROUNDING >= other.cpu && couldHoldIgnoringSharedMemoryAndCpu(other, thisTotalMemoryMb, otherTotalMemoryMb);
    }

    /** As {@link #couldHoldIgnoringSharedMemory}, whatever the CPU. */
    public boolean couldHoldIgnoringSharedMemoryAndCpu(NormalizedResources other, double thisTotalMemoryMb, double otherTotalMemoryMb) {
        if (thisTotalMemoryMb + ROUNDING < otherTotalMemoryMb) {
            return false;
        }
        for (Map.Entry<String, Double> wanted : other.generic.entrySet()) {
            if (generic.getOrDefault(wanted.getKey(), 0.0) + ROUNDING < wanted.getValue()) {
                return false;
            }
        }
        return true;
    }

    /**
     * The mean over all kinds of resource of which there is any, of the percentage that is used.
     *
     * @throws IllegalArgumentException if more is used than there is
     */
    public double calculateAveragePercentageUsedBy(NormalizedResources used, double totalMemoryMb, double usedMemoryMb) {
        double[] percentages = percentagesUsedBy(used, totalMemoryMb, usedMemoryMb);
        double sum = 0;
        for (double percentage : percentages) {
            sum += percentage;
        }
        return percentages.length == 0 ? 100.0 : sum / percentages.length;
    }

    /**
     * The least, over all kinds of resource of which there is any, of the percentage that is used.
     *
     * @throws IllegalArgumentException if more is used than there is
     */
    public double calculateMinPercentageUsedBy(NormalizedResources used, double totalMemoryMb, double usedMemoryMb) {
        double least = 100.0;
        for (double percentage : percentagesUsedBy(used, totalMemoryMb, usedMemoryMb)) {
            least = Math.min(least, percentage);
        }
        return least;
    }

    private double[] percentagesUsedBy(NormalizedResources used, double totalMemoryMb, double usedMemoryMb) {
        Map<String, Double> total = toNormalizedMap();
        total.put(Constants.COMMON_TOTAL_MEMORY_RESOURCE_NAME, totalMemoryMb);
        Map<String, Double> taken = used.toNormalizedMap();
        taken.put(Constants.COMMON_TOTAL_MEMORY_RESOURCE_NAME, usedMemoryMb);
        taken.forEach((name, amount) -> {
            if (amount > total.getOrDefault(name, 0.0) + ROUNDING) {
                throw new IllegalArgumentException("used " + name + " " + amount + " is more than the " + total.getOrDefault(name, 0.0)
                        + " there is");
            }
        });
        return total.entrySet().stream().filter(entry -> entry.getValue() > 0)
                .mapToDouble(entry -> 100.0 * taken.getOrDefault(entry.getKey(), 0.0) / entry.getValue()).toArray();
    }

    /** Turns against this offer what the request has no use for, so that nodes with rare resources are kept for those who need them. */
    public void updateForRareResourceAffinity(NormalizedResources request) {
        generic.replaceAll((name, amount) -> request.generic.getOrDefault(name, 0.0) > 0 ? amount : -amount);
    }

    public void clear() {
        cpu = 0;
        generic.replaceAll((name, amount) -> 0.0);
    }

    public boolean areAnyOverZero() {
        return cpu > 0 || anyNonCpuOverZero();
    }

    public boolean anyNonCpuOverZero() {
        return generic.values().stream().anyMatch(amount -> amount > 0);
    }

    @Override
    public String toString() {
        return "cpu " + cpu + (generic.isEmpty() ? "" : " " + generic);
    }
}
