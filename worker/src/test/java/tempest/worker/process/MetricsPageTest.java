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
import tempest.rpc.ExecutorFigures;
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
            page = new MetricsPage("words-1-9", () -> figures, transport).get().toString();
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

    private static Transport transport() {
        return new Transport(TransportConfig.of(Map.of()), new LocalWorker("words-1", new WorkerAddress("n", 1), task -> true), (tasks, loads) -> { },
            Clock.system(), new Random(1));
    }
}
