// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.Timer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.storm.metrics2.StormMetricRegistry;
import org.apache.storm.task.TopologyContext;
import org.junit.jupiter.api.Test;
import tempest.cluster.Clock;
import tempest.cluster.FatalErrorHandler;
import tempest.rpc.EventTime;
import tempest.rpc.TaskReadings;
import tempest.rpc.WorkerBeat;

final class MetricReadingsTest {
    private final StormMetricRegistry registry = new StormMetricRegistry();

    private <T> void gauge(int task, String name, Gauge<T> gauge) {
        registry.gauge(name, gauge, "topo-1", "bolt", task, 6700);
    }

    private TaskMetricsReader.Readings read() {
        return new TaskMetricsReader(registry, Map.of(4, "bolt", 5, "bolt", 6, "__acker")).read();
    }

    private TopologyContext context() {
        return new TopologyContext(null, Map.of(), Map.of(5, "bolt"), Map.of("bolt", List.of(5)), Map.of(), Map.of(), "topo-1", null, null, 5, 6700, List.of(5), Map.of(), Map.of(),
            Map.of(), Map.of(), new AtomicBoolean(), registry);
    }

    @Test
    void everyKindOfMetricIsReadByTask() {
        gauge(4, "depth", () -> 7);
        gauge(5, "depth", () -> 2.5f);
        registry.counter("seen", "topo-1", "bolt", 5, 6700, null).inc(3);
        Timer timer = registry.timer("took", context());
        timer.update(20, TimeUnit.MILLISECONDS);
        registry.histogram("size", context()).update(100);
        registry.meter("rows", context()).mark(9);
        gauge(6, "ours", () -> 1);
        List<TaskReadings> tasks = read().tasks();
        assertEquals(List.of(4, 5), tasks.stream().map(TaskReadings::get_task).toList());
        assertEquals(Map.of("depth", 7.0), tasks.get(0).get_levels());
        assertEquals("bolt", tasks.get(0).get_component());
        assertEquals(Map.of("seen", 3L, "rows", 9L, "took.count", 1L, "size.count", 1L), tasks.get(1).get_counts());
        assertEquals(2.5, tasks.get(1).get_levels().get("depth"));
        assertEquals(20, tasks.get(1).get_levels().get("took.p99.ms"), 1e-6);
        assertEquals(Set.of("depth", "took.mean.ms", "took.max.ms", "took.p50.ms", "took.p99.ms", "size.mean", "size.max", "size.p50", "size.p99"),
            tasks.get(1).get_levels().keySet());
        assertFalse(tasks.get(1).is_set_event_time());
    }

    @Test
    void whereEventTimeIsIsToldWithTheInputThatHoldsItBack() {
        gauge(4, TaskMetricsReader.WATERMARK, () -> Long.MIN_VALUE);
        gauge(4, TaskMetricsReader.BEHIND, () -> 0L);
        gauge(4, TaskMetricsReader.HELD_BY, () -> "");
        gauge(5, TaskMetricsReader.WATERMARK, () -> 1_700_000_000_000L);
        gauge(5, TaskMetricsReader.BEHIND, () -> 300_000L);
        gauge(5, TaskMetricsReader.HELD_BY, () -> "slow/default");
        List<TaskReadings> tasks = read().tasks();
        assertEquals(new EventTime(0), tasks.get(0).get_event_time());
        EventTime late = new EventTime(300_000);
        late.set_watermark_millis(1_700_000_000_000L);
        late.set_held_by("slow/default");
        assertEquals(late, tasks.get(1).get_event_time());
        assertEquals(Map.of(), tasks.get(1).get_levels());
    }

    @Test
    void whatFailsOrIsNoNumberOrTooLongOrTooMuchIsCountedAndHarmsNoOther() {
        gauge(4, "a.fails", () -> {
            throw new IllegalStateException("on purpose");
        });
        gauge(4, "a.text", () -> "text");
        gauge(4, "a.nothing", () -> null);
        gauge(4, "a.share.of.nothing", () -> Double.NaN);
        gauge(4, "n".repeat(TaskMetricsReader.LONGEST_NAME + 1), () -> 1);
        for (int i = 0; i < TaskMetricsReader.MOST_VALUES; i++) {
            gauge(4, "m" + i, () -> 1);
        }
        gauge(5, "depth", () -> 7);
        TaskMetricsReader.Readings read = read();
        assertEquals(TaskMetricsReader.MOST_VALUES, read.tasks().stream().mapToInt(task -> task.get_levels().size()).sum());
        assertEquals(4, read.leftOut());
    }

    @Test
    void aGaugeThatDoesNotAnswerKeepsNoHeartbeatWaiting() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        gauge(4, "slow", () -> {
            asked.countDown();
            try {
                answer.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return 1;
        });
        try (MetricReadings readings = new MetricReadings(new TaskMetricsReader(registry, Map.of(4, "bolt")), 6700, Clock.system(), Runnable::run,
            FatalErrorHandler.logging("test"))) {
            WorkerBeat beat = new WorkerBeat();
            readings.addTo(beat);
            assertFalse(beat.is_set_readings());
            readings.start();
            assertTrue(asked.await(30, TimeUnit.SECONDS));
            readings.addTo(beat);
            assertFalse(beat.is_set_readings());
            answer.countDown();
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (!beat.is_set_readings() && System.nanoTime() < deadline) {
                readings.addTo(beat);
                Thread.onSpinWait();
            }
            assertEquals(Map.of("slow", 1.0), beat.get_readings().get(0).get_levels());
            assertEquals(0, beat.get_readings_left_out());
        }
    }
}
