// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.scheduler;

import java.util.HashMap;
import java.util.Map;
import org.apache.storm.generated.WorkerResources;
import org.apache.storm.scheduler.resource.normalization.NormalizedResourceRequest;

/** What a supervisor has and how much of it is used: memory in MB, CPU in percent of a core. Immutable. */
public class SupervisorResources {
    private final double totalMem;
    private final double totalCpu;
    private final double usedMem;
    private final double usedCpu;
    private final Map<String, Double> totalGenericResources;
    private final Map<String, Double> usedGenericResources;

    public SupervisorResources(double totalMem, double totalCpu, Map<String, Double> totalGenericResources, double usedMem, double usedCpu,
            Map<String, Double> usedGenericResources) {
        this.totalMem = totalMem;
        this.totalCpu = totalCpu;
        this.totalGenericResources = totalGenericResources;
        this.usedMem = usedMem;
        this.usedCpu = usedCpu;
        this.usedGenericResources = usedGenericResources;
    }

    public double getUsedMem() {
        return usedMem;
    }

    public double getUsedCpu() {
        return usedCpu;
    }

    public double getTotalMem() {
        return totalMem;
    }

    public double getTotalCpu() {
        return totalCpu;
    }

    public double getAvailableCpu() {
        return totalCpu - usedCpu;
    }

    public double getAvailableMem() {
        return totalMem - usedMem;
    }

    /** What there is beyond memory and CPU, by name. */
    public Map<String, Double> getTotalGenericResources() {
        return totalGenericResources;
    }

    /** What is used beyond memory and CPU, by name. */
    public Map<String, Double> getUsedGenericResources() {
        return usedGenericResources;
    }

    /** These resources with one more worker in use. */
    public SupervisorResources add(WorkerResources worker) {
        Map<String, Double> generic = new HashMap<>(worker.is_set_resources() ? worker.get_resources() : Map.of());
        NormalizedResourceRequest.removeNonGenericResources(generic);
        return new SupervisorResources(totalMem, totalCpu, totalGenericResources,
                usedMem + worker.get_mem_on_heap() + worker.get_mem_off_heap(), usedCpu + worker.get_cpu(),
                NormalizedResourceRequest.addResourceMap(usedGenericResources, generic));
    }

    /** These resources with that many more MB in use. */
    public SupervisorResources addMem(Double mb) {
        return new SupervisorResources(totalMem, totalCpu, totalGenericResources, usedMem + mb, usedCpu, usedGenericResources);
    }
}
