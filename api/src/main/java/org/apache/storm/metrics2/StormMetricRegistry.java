// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.metrics2;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.Histogram;
import com.codahale.metrics.Meter;
import com.codahale.metrics.Metric;
import com.codahale.metrics.MetricFilter;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.MetricSet;
import com.codahale.metrics.Timer;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.storm.Config;
import org.apache.storm.metrics2.reporters.StormReporter;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.task.WorkerTopologyContext;
import org.apache.storm.utils.ReflectionUtils;
import org.apache.storm.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The metrics of one worker, and the reporters that its topology configures.
 *
 * <p>A component's metric is named {@code storm.topology.<topology>.<host>.<component>.<task>.<port>-<name>}, one of the worker itself
 * {@code storm.worker.<topology>.<host>.<component>[.<stream>].<task>.<port>-<name>}, where dots within a part become underscores. Any
 * thread may register; {@link #start} and {@link #stop} belong to the worker.
 */
public class StormMetricRegistry implements MetricRegistryProvider {
    private static final Logger LOG = LoggerFactory.getLogger(StormMetricRegistry.class);
    private static final int RATE_COUNTER_UPDATE_INTERVAL_SECONDS = 2;

    private final MetricRegistry registry = new MetricRegistry();
    private final List<StormReporter> reporters = new ArrayList<>();
    private final Map<Integer, Map<String, Metric>> taskMetricsByName = new ConcurrentHashMap<>();
    private final Map<TaskMetricDimensions, TaskMetricRepo> taskMetrics = new ConcurrentHashMap<>();
    private final Set<RateCounter> rateCounters = ConcurrentHashMap.newKeySet();
    private String hostName = "localhost";
    private int port = -1;
    private String topologyId;
    private ScheduledExecutorService rateTimer;

    private record Owner(String prefix, String topologyId, String componentId, String streamId, Integer taskId, Integer port) {
    }

    /** Starts the configured reporters. */
    public void start(Map<String, Object> topoConf, int port) {
        try {
            hostName = Utils.localHostname().replace('.', '_');
        } catch (UnknownHostException e) {
            LOG.warn("Metrics will name this host 'localhost': its name is not known", e);
        }
        topologyId = (String) topoConf.get(Config.STORM_ID);
        this.port = port;
        rateTimer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "metric-rates");
            thread.setDaemon(true);
            return thread;
        });
        rateTimer.scheduleAtFixedRate(() -> rateCounters.forEach(RateCounter::update), RATE_COUNTER_UPDATE_INTERVAL_SECONDS,
            RATE_COUNTER_UPDATE_INTERVAL_SECONDS, TimeUnit.SECONDS);
        Object configured = topoConf.get(Config.TOPOLOGY_METRICS_REPORTERS);
        if (configured instanceof List<?> reporterConfs) {
            for (Object reporterConf : reporterConfs) {
                startReporter(topoConf, asConf(reporterConf));
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> asConf(Object reporterConf) {
        if (!(reporterConf instanceof Map<?, ?> conf) || !(conf.get("class") instanceof String)) {
            throw new IllegalArgumentException(Config.TOPOLOGY_METRICS_REPORTERS + " must be a list of maps with a 'class' each, but one is "
                + reporterConf);
        }
        return (Map<String, Object>) conf;
    }

    private void startReporter(Map<String, Object> topoConf, Map<String, Object> reporterConf) {
        StormReporter reporter = ReflectionUtils.newInstance((String) reporterConf.get("class"));
        reporter.prepare((MetricRegistryProvider) this, topoConf, reporterConf);
        reporter.start();
        reporters.add(reporter);
        LOG.info("Metrics are reported by {}", reporterConf.get("class"));
    }

    /** Stops what {@link #start} started. */
    public void stop() {
        for (StormReporter reporter : reporters) {
            try {
                reporter.stop();
            } catch (RuntimeException e) {
                LOG.warn("Metrics reporter {} failed to stop", reporter.getClass().getName(), e);
            }
        }
        reporters.clear();
        if (rateTimer != null) {
            rateTimer.shutdownNow();
        }
    }

    public RateCounter rateCounter(String metricName, String topologyId, String componentId, int taskId, int workerPort, String streamId) {
        return rateCounter(metricName, worker(topologyId, componentId, streamId, taskId, workerPort));
    }

    /** A rate counter of this worker's topology. */
    public RateCounter rateCounter(String metricName, String componentId, int taskId) {
        return rateCounter(metricName, worker(topologyId, componentId, null, taskId, port));
    }

    public <T> SimpleGauge<T> gauge(T initialValue, String name, String topologyId, String componentId, Integer taskId, Integer port) {
        SimpleGauge<T> gauge = new SimpleGauge<>(initialValue);
        register(name, gauge, worker(topologyId, componentId, null, taskId, port));
        return gauge;
    }

    public <T> Gauge<T> gauge(String name, Gauge<T> gauge, TopologyContext context) {
        return register(name, gauge, topology(context));
    }

    public <T> Gauge<T> gauge(String name, Gauge<T> gauge, String topologyId, String componentId, Integer taskId, Integer port) {
        return register(name, gauge, worker(topologyId, componentId, null, taskId, port));
    }

    /** A gauge of this worker's topology. */
    public <T> Gauge<T> gauge(String name, Gauge<T> gauge, String componentId, Integer taskId) {
        return register(name, gauge, worker(topologyId, componentId, null, taskId, port));
    }

    public <T> Gauge<T> gauge(String name, Gauge<T> gauge, String topologyId, String componentId, String streamId, Integer taskId,
                              Integer port) {
        return register(name, gauge, worker(topologyId, componentId, streamId, taskId, port));
    }

    public Meter meter(String name, WorkerTopologyContext context, String componentId, Integer taskId, String streamId) {
        return register(name, new Meter(), worker(context.getStormId(), componentId, streamId, taskId, context.getThisWorkerPort()));
    }

    public Meter meter(String name, WorkerTopologyContext context, String componentId, Integer taskId) {
        return meter(name, context, componentId, taskId, null);
    }

    public Meter meter(String name, TopologyContext context) {
        return register(name, new Meter(), topology(context));
    }

    public Counter counter(String name, WorkerTopologyContext context, String componentId, Integer taskId, String streamId) {
        return counter(name, context.getStormId(), componentId, taskId, context.getThisWorkerPort(), streamId);
    }

    public Counter counter(String name, String topologyId, String componentId, Integer taskId, Integer workerPort, String streamId) {
        return register(name, new Counter(), worker(topologyId, componentId, streamId, taskId, workerPort));
    }

    public Counter counter(String name, TopologyContext context) {
        return register(name, new Counter(), topology(context));
    }

    /** A counter of this worker's topology. */
    public Counter counter(String name, String componentId, Integer taskId) {
        return counter(name, topologyId, componentId, taskId, port, null);
    }

    public Timer timer(String name, TopologyContext context) {
        return register(name, new Timer(), topology(context));
    }

    public Histogram histogram(String name, TopologyContext context) {
        return register(name, new Histogram(new com.codahale.metrics.ExponentiallyDecayingReservoir()), topology(context));
    }

    /**
     * Registers each metric of a set, and of the sets within it, under {@code prefix.name}.
     *
     * @throws IllegalArgumentException if one of them is none of Dropwizard's kinds of metric
     */
    public void metricSet(String prefix, MetricSet set, TopologyContext context) {
        set.getMetrics().forEach((name, metric) -> {
            String fullName = prefix + "." + name;
            if (metric instanceof MetricSet inner) {
                metricSet(fullName, inner, context);
            } else {
                register(fullName, metric, topology(context));
            }
        });
    }

    private RateCounter rateCounter(String name, Owner owner) {
        RateCounter rateCounter = new RateCounter(register(name, new Counter(), owner), RATE_COUNTER_UPDATE_INTERVAL_SECONDS);
        register(name + ".m1_rate", rateCounter, owner);
        rateCounters.add(rateCounter);
        return rateCounter;
    }

    private static Owner worker(String topologyId, String componentId, String streamId, Integer taskId, Integer port) {
        return new Owner("storm.worker.", topologyId, componentId, streamId, taskId, port);
    }

    private static Owner topology(TopologyContext context) {
        return new Owner("storm.topology.", context.getStormId(), context.getThisComponentId(), null, context.getThisTaskId(),
            context.getThisWorkerPort());
    }

    private <T extends Metric> T register(String name, T metric, Owner owner) {
        StringBuilder longName = new StringBuilder(owner.prefix).append(owner.topologyId).append('.').append(hostName).append('.')
            .append(underscored(owner.componentId)).append('.');
        if (owner.streamId != null) {
            longName.append(underscored(owner.streamId)).append('.');
        }
        longName.append(owner.taskId).append('.').append(owner.port).append('-').append(name);
        registry.register(longName.toString(), metric);
        TaskMetricRepo repo = taskMetrics.computeIfAbsent(
            new TaskMetricDimensions(owner.taskId, owner.componentId, owner.streamId, this), dimensions -> new TaskMetricRepo());
        if (metric instanceof Counter counter) {
            repo.addCounter(name, counter);
        } else if (metric instanceof Gauge<?> gauge) {
            repo.addGauge(name, gauge);
        } else if (metric instanceof Meter meter) {
            repo.addMeter(name, meter);
        } else if (metric instanceof Histogram histogram) {
            repo.addHistogram(name, histogram);
        } else if (metric instanceof Timer timer) {
            repo.addTimer(name, timer);
        } else {
            registry.remove(longName.toString());
            throw new IllegalArgumentException("Metric '" + name + "' is a " + metric.getClass().getName()
                + ", which is no counter, gauge, histogram, meter or timer");
        }
        String streamed = owner.streamId == null ? name : name + "." + owner.streamId;
        taskMetricsByName.computeIfAbsent(owner.taskId, task -> new ConcurrentHashMap<>()).put(streamed, metric);
        return metric;
    }

    private static String underscored(String part) {
        return part.replace('.', '_');
    }

    /** Forgets metrics. */
    public void deregister(Set<Metric> metrics) {
        MetricFilter gone = (name, metric) -> metrics.contains(metric);
        registry.removeMatching(gone);
        taskMetrics.values().forEach(repo -> repo.remove(gone));
        taskMetricsByName.values().forEach(byName -> byName.values().removeIf(metrics::contains));
        rateCounters.removeIf(rateCounter -> metrics.contains(rateCounter) || metrics.contains(rateCounter.getCounter()));
    }

    private <T> Map<String, T> ofTask(int taskId, Class<T> type) {
        Map<String, T> found = new HashMap<>();
        taskMetricsByName.getOrDefault(taskId, Collections.emptyMap()).forEach((name, metric) -> {
            if (type.isInstance(metric)) {
                found.put(name, type.cast(metric));
            }
        });
        return found;
    }

    /** A task's gauges under their short names. */
    public Map<String, Gauge> getTaskGauges(int taskId) {
        return ofTask(taskId, Gauge.class);
    }

    public Map<String, Counter> getTaskCounters(int taskId) {
        return ofTask(taskId, Counter.class);
    }

    public Map<String, Histogram> getTaskHistograms(int taskId) {
        return ofTask(taskId, Histogram.class);
    }

    public Map<String, Meter> getTaskMeters(int taskId) {
        return ofTask(taskId, Meter.class);
    }

    public Map<String, Timer> getTaskTimers(int taskId) {
        return ofTask(taskId, Timer.class);
    }

    /** How often rates are brought up to date. */
    public int getRateCounterUpdateIntervalSeconds() {
        return RATE_COUNTER_UPDATE_INTERVAL_SECONDS;
    }

    @Override
    public MetricRegistry getRegistry() {
        return registry;
    }

    @Override
    public Map<TaskMetricDimensions, TaskMetricRepo> getTaskMetrics() {
        return taskMetrics;
    }

    String getHostName() {
        return hostName;
    }

    String getTopologyId() {
        return topologyId;
    }

    Integer getPort() {
        return port;
    }
}
