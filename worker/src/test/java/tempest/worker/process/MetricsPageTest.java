// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.process;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.storm.generated.ExecutorInfo;
import org.junit.jupiter.api.Test;
import tempest.cluster.Clock;
import tempest.cluster.metrics.LatencyBuckets;
import tempest.rpc.EventTime;
import tempest.rpc.ExecutorFigures;
import tempest.rpc.TaskReadings;
import tempest.worker.transport.LocalWorker;
import tempest.worker.transport.Transport;
import tempest.worker.transport.TransportConfig;
import tempest.worker.transport.WorkerAddress;

final class MetricsPageTest {
    @Test
    void everyExecutorTellsItsTotalsAndSpoutsTheirOpenTrees() {
        ExecutorFigures bolt = new ExecutorFigures("count", 1, 2, 3, 4, 0, 5, 1_500_000_000, 0, 0.25, 7);
        ExecutorFigures spout = new ExecutorFigures("lines", 10, 20, 30, 40, 50, 0, 0, 0, 0, 0);
        spout.set_pending(12);
        spout.set_complete_micros(Map.of(LatencyBuckets.index(2_000), 5L));
        bolt.set_execute_nanos(Map.of(LatencyBuckets.index(50_000), 4L));
        Map<ExecutorInfo, ExecutorFigures> figures = Map.of(new ExecutorInfo(3, 4), bolt, new ExecutorInfo(5, 5), spout);
        String page;
        try (Transport transport = transport()) {
            page = new MetricsPage("words-1-9", () -> figures, List::of, transport).get().toString();
        }
        String bolts = "{topology=\"words\",topology_id=\"words-1-9\",component=\"count\",executor=\"3-4\"} ";
        String spouts = "{topology=\"words\",topology_id=\"words-1-9\",component=\"lines\",executor=\"5-5\"} ";
        for (String line : List.of("storm_executor_executed_total" + bolts + "5", "storm_executor_busy_seconds_total" + bolts + "1.5",
            "storm_executor_queue_fill" + bolts + "0.25", "storm_executor_timed_out_total" + spouts + "50", "storm_executor_pending" + spouts + "12",
            "storm_worker_unconfirmed_bytes{topology=\"words\",topology_id=\"words-1-9\"} 0", "# TYPE storm_executor_acked_total counter",
            "storm_component_complete_latency_seconds_bucket" + spouts.replace("executor=\"5-5\"", "le=\"0.0025\"") + "5",
            "storm_component_execute_latency_seconds_count" + bolts.replace(",executor=\"3-4\"", "") + "4")) {
            assertTrue(page.contains(line + "\n"), line + " is not in " + page);
        }
        assertFalse(page.contains("storm_executor_pending" + bolts));
        assertTrue(page.contains("storm_jvm_heap_used_bytes{daemon=\"worker\",topology=\"words\",topology_id=\"words-1-9\"}"), page);
    }

    @Test
    void metricsThatTasksRegisteredAreToldWithWhereTheirEventTimeIs() {
        TaskReadings task = new TaskReadings("count", 4, Map.of("depth \"of\" it", 2.5), Map.of("seen", 7L));
        task.set_event_time(new EventTime(2_500));
        task.get_event_time().set_watermark_millis(1_700_000_000_500L);
        task.get_event_time().set_held_by("slow/default");
        TaskReadings other = new TaskReadings("count", 5, Map.of(), Map.of());
        other.set_event_time(new EventTime(0));
        String page;
        try (Transport transport = transport()) {
            page = new MetricsPage("words-1-9", Map::of, () -> List.of(task, other), transport).get().toString();
        }
        String labels = "{topology=\"words\",topology_id=\"words-1-9\",component=\"count\",task=\"4\"";
        for (String line : List.of("storm_task_metric" + labels + ",name=\"depth \\\"of\\\" it\"} 2.5", "storm_task_metric_total" + labels + ",name=\"seen\"} 7",
            "storm_task_event_time_behind_seconds" + labels + "} 2.5", "storm_task_event_time_behind_seconds" + labels.replace("4", "5") + "} 0",
            "storm_task_event_time_held_by" + labels + ",input=\"slow/default\"} 1")) {
            assertTrue(page.contains(line + "\n"), line + " is not in " + page);
        }
        assertTrue(page.contains("storm_task_event_time_watermark_seconds" + labels + "} 1.7000000005E9\n"), page);
        assertFalse(page.contains("storm_task_event_time_watermark_seconds" + labels.replace("4", "5")), page);
    }

    private static Transport transport() {
        return new Transport(TransportConfig.of(Map.of()), new LocalWorker("words-1", new WorkerAddress("n", 1), task -> true), (tasks, loads) -> { },
            Clock.system(), new Random(1));
    }
}
