// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.security.auth.Subject;
import org.apache.storm.generated.ClusterSummary;
import org.apache.storm.generated.SupervisorSummary;
import org.apache.storm.generated.TopologySummary;
import org.apache.storm.metric.api.DataPoint;
import org.apache.storm.metric.api.IClusterMetricsConsumer;
import org.apache.storm.security.auth.NimbusPrincipal;
import org.apache.storm.security.auth.ReqContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.Clock;
import tempest.cluster.ConfigReader;
import tempest.cluster.FatalErrorHandler;
import tempest.cluster.PlugIn;

/**
 * Tells the consumers that {@code storm.cluster.metrics.consumer.register} names how large and how full the cluster is, while this Nimbus leads.
 * A thread of its own calls them, so that they may take their time; one that fails is logged and asked again the next time.
 */
final class ClusterMetricsPublisher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterMetricsPublisher.class);
    private static final Subject NIMBUS = new Subject(true, Set.of(new NimbusPrincipal()), Set.of(), Set.of());
    private static final String REGISTER = "storm.cluster.metrics.consumer.register";

    private final List<IClusterMetricsConsumer> consumers = new ArrayList<>();
    private final Callable<ClusterSummary> cluster;
    private final Clock clock;
    private final int everySecs;
    private final FatalErrorHandler fatal;
    private ScheduledExecutorService thread;

    /**
     * Makes and prepares the consumers.
     *
     * @param cluster asked for what to tell
     * @param fatal what to do about an error of a consumer
     */
    ClusterMetricsPublisher(Map<String, Object> conf, Callable<ClusterSummary> cluster, Clock clock, FatalErrorHandler fatal) {
        this.cluster = cluster;
        this.fatal = fatal;
        this.clock = clock;
        this.everySecs = new ConfigReader(conf).integer("storm.cluster.metrics.consumer.publish.interval.secs", 60, 1);
        Object register = conf.get(REGISTER);
        if (register != null && !(register instanceof Collection)) {
            throw ConfigReader.wrong(REGISTER, register, "a list of maps with class and argument");
        }
        for (Object entry : register == null ? List.of() : (Collection<?>) register) {
            if (!(entry instanceof Map<?, ?> map) || !(map.get("class") instanceof String name)) {
                throw ConfigReader.wrong(REGISTER, register, "a list of maps with class and argument");
            }
            IClusterMetricsConsumer consumer = PlugIn.of(name, REGISTER, IClusterMetricsConsumer.class);
            consumer.prepare(map.get("argument"));
            consumers.add(consumer);
        }
    }

    /** Tells them from now on, whenever {@code leading} says so. */
    void start(BooleanSupplier leading) {
        if (consumers.isEmpty()) {
            return;
        }
        thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread made = new Thread(task, "cluster-metrics");
            made.setDaemon(true);
            return made;
        });
        thread.scheduleWithFixedDelay(fatal.guard(() -> {
            if (leading.getAsBoolean()) {
                tell();
            }
        }), everySecs, everySecs, TimeUnit.SECONDS);
    }

    /** Tells each consumer once. */
    void tell() {
        ClusterSummary summary;
        ReqContext context = ReqContext.context();
        Subject before = context.subject();
        try {
            context.setSubject(NIMBUS);
            summary = cluster.call();
        } catch (Exception e) {
            LOG.warn("the cluster's figures are not known now: {}", e.toString());
            return;
        } finally {
            context.setSubject(before);
        }
        for (IClusterMetricsConsumer consumer : consumers) {
            try {
                consumer.handleDataPoints(new IClusterMetricsConsumer.ClusterInfo(clock.secs()), points(summary));
                for (SupervisorSummary supervisor : summary.get_supervisors()) {
                    consumer.handleDataPoints(new IClusterMetricsConsumer.SupervisorInfo(supervisor.get_host(), supervisor.get_supervisor_id(),
                        clock.secs()), points(supervisor));
                }
            } catch (RuntimeException e) {
                LOG.error("the cluster metrics consumer {} failed", consumer.getClass().getName(), e);
            }
        }
    }

    private static List<DataPoint> points(ClusterSummary cluster) {
        int slots = cluster.get_supervisors().stream().mapToInt(SupervisorSummary::get_num_workers).sum();
        int used = cluster.get_supervisors().stream().mapToInt(SupervisorSummary::get_num_used_workers).sum();
        Map<String, Object> points = new LinkedHashMap<>();
        points.put("supervisors", cluster.get_supervisors_size());
        points.put("topologies", cluster.get_topologies_size());
        points.put("slotsTotal", slots);
        points.put("slotsUsed", used);
        points.put("slotsFree", slots - used);
        points.put("executorsTotal", cluster.get_topologies().stream().mapToInt(TopologySummary::get_num_executors).sum());
        points.put("tasksTotal", cluster.get_topologies().stream().mapToInt(TopologySummary::get_num_tasks).sum());
        return points(points);
    }

    private static List<DataPoint> points(SupervisorSummary supervisor) {
        Map<String, Object> points = new LinkedHashMap<>();
        Map<String, Double> total = supervisor.is_set_total_resources() ? supervisor.get_total_resources() : Map.of();
        points.put("slotsTotal", supervisor.get_num_workers());
        points.put("slotsUsed", supervisor.get_num_used_workers());
        points.put("totalMem", total.getOrDefault("memory.mb", total.getOrDefault("supervisor.memory.capacity.mb", 0.0)));
        points.put("totalCpu", total.getOrDefault("cpu.pcore.percent", total.getOrDefault("supervisor.cpu.capacity", 0.0)));
        points.put("usedMem", supervisor.get_used_mem());
        points.put("usedCpu", supervisor.get_used_cpu());
        return points(points);
    }

    private static List<DataPoint> points(Map<String, Object> values) {
        List<DataPoint> points = new ArrayList<>();
        values.forEach((name, value) -> points.add(new DataPoint(name, value)));
        return points;
    }

    @Override
    public void close() {
        if (thread != null) {
            thread.shutdownNow();
        }
        consumers.forEach(IClusterMetricsConsumer::cleanup);
    }
}
