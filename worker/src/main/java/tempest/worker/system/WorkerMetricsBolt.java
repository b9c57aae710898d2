// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.system;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.storm.Config;
import org.apache.storm.metric.api.IMetric;
import org.apache.storm.metric.api.IMetricsRegistrant;
import org.apache.storm.metrics2.WorkerMetricRegistrant;
import org.apache.storm.task.IBolt;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.tuple.Tuple;
import tempest.cluster.ConfigReader;
import tempest.worker.route.UserObjects;

/**
 * The component {@code __system}: reports the worker's metrics to metrics consumers and registers those that the cluster and
 * the topology configure for workers, and those of automatic credentials.
 */
@SuppressWarnings("serial") // created in the worker, never serialized
public final class WorkerMetricsBolt implements IBolt {
    private static final String CGROUP_METRICS = "org.apache.storm.metrics2.cgroup.";
    private static final String OLD_CGROUP_METRICS = "org.apache.storm.metric.cgroup.";

    private final transient List<IMetricsRegistrant> registrants;

    /** @param registrants asked for theirs, too */
    public WorkerMetricsBolt(List<IMetricsRegistrant> registrants) {
        this.registrants = registrants;
    }

    @Override
    public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
        int bucket = new ConfigReader(conf).integer(Config.TOPOLOGY_BUILTIN_METRICS_BUCKET_SIZE_SECS, 60, 1);
        register(conf, Config.WORKER_METRICS, context, bucket);
        register(conf, Config.TOPOLOGY_WORKER_METRICS, context, bucket);
        registrants.forEach(registrant -> registrant.registerMetrics(context, conf));
    }

    private static void register(Map<String, Object> conf, String key, TopologyContext context, int bucket) {
        if (!(conf.get(key) instanceof Map<?, ?> wanted)) {
            return;
        }
        wanted.forEach((name, type) -> {
            // Storm's defaults name these, which measure nothing without cgroups.
            if (!type.toString().startsWith(CGROUP_METRICS) && !type.toString().startsWith(OLD_CGROUP_METRICS)) {
                register(name.toString(), create(key, type.toString(), conf), context, bucket);
            }
        });
    }

    @SuppressWarnings("deprecation")
    private static void register(String name, Object metric, TopologyContext context, int bucket) {
        if (metric instanceof WorkerMetricRegistrant registrant) {
            registrant.registerMetrics(context);
        } else {
            context.registerMetric(name, (IMetric) metric, bucket);
        }
    }

    private static Object create(String key, String type, Map<String, Object> conf) {
        try {
            Class<?> found = UserObjects.load(type);
            if (IMetric.class.isAssignableFrom(found) || WorkerMetricRegistrant.class.isAssignableFrom(found)) {
                boolean takesConf = Arrays.stream(found.getConstructors()).anyMatch(one -> Arrays.equals(one.getParameterTypes(), new Class<?>[] {Map.class}));
                return takesConf ? found.getConstructor(Map.class).newInstance(conf) : found.getConstructor().newInstance();
            }
        } catch (ReflectiveOperationException e) {
            // Said below.
        }
        throw ConfigReader.wrong(key, type, "the name of a class that implements IMetric or WorkerMetricRegistrant");
    }

    @Override
    public void execute(Tuple tuple) {
        // It receives no tuples: its executor reports metrics between rounds.
    }

    @Override
    public void cleanup() {
        // It holds no resources.
    }
}
