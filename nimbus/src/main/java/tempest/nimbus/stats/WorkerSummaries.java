// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.stats;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.generated.WorkerResources;
import org.apache.storm.generated.WorkerSummary;
import tempest.nimbus.stats.TopologyView.Executor;
import tempest.nimbus.stats.TopologyView.NodePort;
import tempest.rpc.WorkerBeat;

/** Sums up each worker of a topology. Pure functions, for any thread; never asks a worker. */
public final class WorkerSummaries {
    private WorkerSummaries() {
    }

    /** The topology's workers in order of node and port; system components are among their components only if asked for. */
    public static List<WorkerSummary> of(TopologyView view, boolean includeSys) {
        Map<NodePort, WorkerSummary> bySlot = new HashMap<>();
        Map<NodePort, WorkerBeat> beats = view.heartbeatsBySlot();
        Map<NodePort, WorkerResources> granted = view.granted();
        List<WorkerSummary> summaries = new ArrayList<>();
        for (NodePort slot : view.slots()) {
            WorkerSummary summary = summary(view, slot, beats.get(slot), granted.get(slot));
            bySlot.put(slot, summary);
            summaries.add(summary);
        }
        for (Executor executor : view.executors()) {
            WorkerSummary summary = bySlot.get(executor.slot());
            if (!executor.unassigned()) {
                summary.set_num_executors(summary.get_num_executors() + 1);
                if (includeSys || !TopologyView.isSystem(executor.component())) {
                    summary.get_component_to_num_tasks().merge(executor.component(), (long) executor.tasks(), Long::sum);
                }
            }
        }
        return summaries;
    }

    private static WorkerSummary summary(TopologyView view, NodePort slot, WorkerBeat beat, WorkerResources granted) {
        WorkerSummary summary = new WorkerSummary();
        summary.set_supervisor_id(slot.node());
        summary.set_host(view.host(slot));
        summary.set_port(slot.port());
        summary.set_topology_id(view.id());
        summary.set_topology_name(view.base().get_name());
        summary.set_num_executors(0);
        summary.set_component_to_num_tasks(new HashMap<>());
        summary.set_owner(view.owner());
        summary.set_uptime_secs(beat == null ? 0 : beat.get_uptime_secs());
        if (beat != null) {
            summary.set_time_secs(beat.get_time_secs());
        }
        if (granted != null) {
            summary.set_requested_memonheap(granted.get_mem_on_heap());
            summary.set_requested_memoffheap(granted.get_mem_off_heap());
            summary.set_requested_cpu(granted.get_cpu());
            summary.set_assigned_memonheap(granted.get_mem_on_heap());
            summary.set_assigned_memoffheap(granted.get_mem_off_heap());
            summary.set_assigned_cpu(granted.get_cpu());
        }
        return summary;
    }
}
