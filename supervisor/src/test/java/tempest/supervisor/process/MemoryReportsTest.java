// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.storm.generated.WorkerMetricPoint;
import org.apache.storm.generated.WorkerMetrics;
import org.apache.storm.metricstore.MetricException;
import org.apache.storm.metricstore.WorkerMetricsProcessor;
import org.junit.jupiter.api.Test;

/** A supervisor whose configuration names a processor of workers' metrics. */
class MemoryReportsTest {
    private static final String KEY = "storm.metricprocessor.class";
    private static final long BOUND_SECS = 30;
    private final BlockingQueue<WorkerMetrics> told = new LinkedBlockingQueue<>();
    private final AtomicLong millis = new AtomicLong(-5);

    /** Notes what it is told, and fails afterwards. */
    public static final class Noting implements WorkerMetricsProcessor {
        @Override
        @SuppressWarnings("unchecked")
        public void processWorkerMetrics(Map<String, Object> conf, WorkerMetrics metrics) throws MetricException {
            ((BlockingQueue<WorkerMetrics>) conf.get("test.told")).add(metrics);
            throw new MetricException("noted");
        }

        @Override
        public void prepare(Map<String, Object> config) {
            // Each call has what it needs.
        }
    }

    @Test
    void theProcessorIsToldOfEachWorkersMemoryOnceAMinute() throws InterruptedException {
        MemoryReports reports = MemoryReports.of(Map.of(KEY, Noting.class.getName(), "test.told", told), "here", millis::get);
        assertTrue(reports.due());
        reports.report(List.of(new MemoryReports.Used("words-1", 6700, 300), new MemoryReports.Used("words-1", 6701, 200)));
        WorkerMetrics first = told.poll(BOUND_SECS, TimeUnit.SECONDS);
        assertEquals("words-1", first.get_topologyId());
        assertEquals(6700, first.get_port());
        assertEquals("here", first.get_hostname());
        WorkerMetricPoint point = first.get_metricList().get_metrics().get(0);
        assertEquals("UsedMemory", point.get_metricName());
        assertEquals(300, point.get_metricValue());
        assertEquals(6701, told.poll(BOUND_SECS, TimeUnit.SECONDS).get_port(), "a failure harms no other report");
        assertFalse(reports.due());
        millis.addAndGet(59_999);
        assertFalse(reports.due());
        millis.addAndGet(1);
        assertTrue(reports.due());
    }

    @Test
    void nobodyIsToldWhereNeitherAProcessorNorAStoreIsConfigured() {
        assertFalse(MemoryReports.of(Map.of(), "here", millis::get).due());
        assertFalse(MemoryReports.of(Map.of(KEY, "org.apache.storm.metricstore.NimbusMetricProcessor"), "here", millis::get).due());
    }

    @Test
    void whatIsNoProcessorIsNamed() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class,
            () -> MemoryReports.of(Map.of(KEY, "java.lang.String"), "here", millis::get));
        assertTrue(e.getMessage().startsWith("configuration " + KEY + " is java.lang.String"), e.getMessage());
    }
}
