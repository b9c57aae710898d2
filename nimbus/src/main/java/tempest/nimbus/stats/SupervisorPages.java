// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.stats;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.storm.generated.SupervisorInfo;
import org.apache.storm.generated.SupervisorPageInfo;
import org.apache.storm.generated.SupervisorSummary;
import org.apache.storm.generated.WorkerSummary;
import org.apache.storm.scheduler.SupervisorResources;
import org.apache.storm.scheduler.resource.normalization.NormalizedResourceRequest;

/** What clients read of supervisors. Pure functions, for any thread; never asks a supervisor. */
public final class SupervisorPages {
    private SupervisorPages() {
    }

    /**
     * A supervisor's line in the cluster's summary.
     *
     * @param usedSlots how many of its slots are assigned
     * @param used what it has and how much of it is granted; null if that is not known
     */
    public static SupervisorSummary summary(String id, SupervisorInfo info, int usedSlots, SupervisorResources used, boolean blacklisted) {
        SupervisorSummary summary = new SupervisorSummary(info.get_hostname(),
                (int) Math.min(Integer.MAX_VALUE, info.is_set_uptime_secs() ? info.get_uptime_secs() : 0),
                info.is_set_meta() ? info.get_meta().size() : 0, usedSlots, id);
        if (info.is_set_version()) {
            summary.set_version(info.get_version());
        }
        summary.set_total_resources(info.is_set_resources_map() ? new HashMap<>(info.get_resources_map()) : new HashMap<>());
        summary.set_blacklisted(blacklisted);
        if (info.is_set_meta()) {
            summary.set_ports(new ArrayList<>(info.get_meta()));
        }
        if (used != null) {
            summary.set_used_mem(used.getUsedMem());
            summary.set_used_cpu(used.getUsedCpu());
            summary.set_used_generic_resources(new HashMap<>(used.getUsedGenericResources()));
            boolean fragmented = fragmented(used);
            summary.set_fragmented_mem(fragmented ? Math.max(0, used.getAvailableMem()) : 0);
            summary.set_fragmented_cpu(fragmented ? Math.max(0, used.getAvailableCpu()) : 0);
        }
        return summary;
    }

    /** Whether what is left cannot hold even an executor that requests no more than the default. */
    private static boolean fragmented(SupervisorResources resources) {
        NormalizedResourceRequest least = new NormalizedResourceRequest(Map.of(), null);
        return resources.getAvailableMem() < least.getTotalMemoryMb() || resources.getAvailableCpu() < least.getTotalCpu();
    }

    /** Supervisors with the workers that run there; system components are among their components only if asked for. */
    public static SupervisorPageInfo page(List<SupervisorSummary> supervisors, List<TopologyView> topologies, boolean includeSys) {
        Set<String> nodes = new HashSet<>();
        supervisors.forEach(supervisor -> nodes.add(supervisor.get_supervisor_id()));
        List<WorkerSummary> workers = new ArrayList<>();
        for (TopologyView topology : topologies) {
            for (WorkerSummary worker : WorkerSummaries.of(topology, includeSys)) {
                if (nodes.contains(worker.get_supervisor_id())) {
                    workers.add(worker);
                }
            }
        }
        SupervisorPageInfo page = new SupervisorPageInfo();
        page.set_supervisor_summaries(new ArrayList<>(supervisors));
        page.set_worker_summaries(workers);
        return page;
    }
}
