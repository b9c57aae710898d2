// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.process;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.storm.DaemonConfig;
import org.apache.storm.generated.WorkerMetricList;
import org.apache.storm.generated.WorkerMetricPoint;
import org.apache.storm.generated.WorkerMetrics;
import org.apache.storm.metricstore.MetricException;
import org.apache.storm.metricstore.WorkerMetricsProcessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.ConfigReader;
import tempest.cluster.PlugIn;

/**
 * Gives the processor that {@code storm.metricprocessor.class} names how much memory each worker uses, once a minute, as Storm's supervisors do. The
 * upkeep thread reports; a thread of its own, which ends when there is nothing to do, calls the processor. Where neither a processor nor a store of
 * metrics is configured there is nobody to tell.
 */
final class MemoryReports {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryReports.class);
    private static final String USUAL_PROCESSOR = "org.apache.storm.metricstore.NimbusMetricProcessor";
    private static final String USUAL_STORE = "org.apache.storm.metricstore.rocksdb.RocksDbStore";
    private static final long EVERY_MILLIS = 60_000;
    /** Reports of more workers than a computer has; beyond that a processor that hangs loses some. */
    private static final int MOST_WAITING = 1000;

    private final Map<String, Object> conf;
    private final WorkerMetricsProcessor processor;
    private final String host;
    private final LongSupplier millis;
    private final ThreadPoolExecutor thread;
    private long dueMillis = Long.MIN_VALUE;

    /** How much a worker uses. */
    record Used(String topologyId, int port, double mb) {
    }

    private MemoryReports(Map<String, Object> conf, WorkerMetricsProcessor processor, String host, LongSupplier millis) {
        this.conf = conf;
        this.processor = processor;
        this.host = host;
        this.millis = millis;
        this.thread = new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), task -> {
            Thread made = new Thread(task, "worker-metrics");
            made.setDaemon(true);
            return made;
        }, new ThreadPoolExecutor.DiscardPolicy());
        thread.allowCoreThreadTimeOut(true);
    }

    /**
     * For a supervisor that is about to start.
     *
     * @param host   this computer, as metrics name it
     * @param millis time that only grows
     * @throws IllegalArgumentException if the configuration names what is no processor
     */
    static MemoryReports of(Map<String, Object> conf, String host, LongSupplier millis) {
        ConfigReader read = new ConfigReader(conf);
        String name = read.text(DaemonConfig.STORM_METRIC_PROCESSOR_CLASS, USUAL_PROCESSOR);
        boolean stored = !read.text(DaemonConfig.STORM_METRIC_STORE_CLASS, USUAL_STORE).equals(USUAL_STORE);
        return new MemoryReports(conf, stored || !name.equals(USUAL_PROCESSOR) ? processor(name, conf) : null, host, millis);
    }

    private static WorkerMetricsProcessor processor(String name, Map<String, Object> conf) {
        WorkerMetricsProcessor made = PlugIn.of(name, DaemonConfig.STORM_METRIC_PROCESSOR_CLASS, WorkerMetricsProcessor.class);
        try {
            made.prepare(conf);
        } catch (MetricException e) {
            throw new IllegalArgumentException("configuration " + DaemonConfig.STORM_METRIC_PROCESSOR_CLASS + " is " + name + ", which does not start: " + e, e);
        }
        return made;
    }

    /** Whether a report is due now. */
    boolean due() {
        return processor != null && millis.getAsLong() >= dueMillis;
    }

    /** Reports each worker; returns at once. */
    void report(Collection<Used> workers) {
        dueMillis = millis.getAsLong() + EVERY_MILLIS;
        for (Used worker : workers) {
            WorkerMetricPoint point = new WorkerMetricPoint("UsedMemory", System.currentTimeMillis(), worker.mb(), "__system", "-1", "None");
            WorkerMetrics metrics = new WorkerMetrics(worker.topologyId(), worker.port(), host, new WorkerMetricList(List.of(point)));
            thread.execute(() -> tell(metrics));
        }
    }

    private void tell(WorkerMetrics metrics) {
        try {
            processor.processWorkerMetrics(conf, metrics);
        } catch (MetricException | RuntimeException e) {
            LOG.warn("the memory of worker {} of topology {} is not reported: {}", metrics.get_port(), metrics.get_topologyId(), e.toString());
        }
    }
}
