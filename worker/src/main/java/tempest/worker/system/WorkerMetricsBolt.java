// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.system;

import java.util.Map;
import org.apache.storm.Config;
import org.apache.storm.metric.api.IMetric;
import org.apache.storm.task.IBolt;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.tuple.Tuple;
import tempest.cluster.ConfigReader;
import tempest.worker.route.UserObjects;

/**
 * The component {@code __system}: reports the worker's metrics to metrics consumers and registers those that the cluster and
 * the topology configure for workers.
 */
@SuppressWarnings("serial") // created in the worker, never serialized
public final class WorkerMetricsBolt implements IBolt {
    @Override
    public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
        int bucket = new ConfigReader(conf).integer(Config.TOPOLOGY_BUILTIN_METRICS_BUCKET_SIZE_SECS, 60, 1);
        register(conf, Config.WORKER_METRICS, context, bucket);
        register(conf, Config.TOPOLOGY_WORKER_METRICS, context, bucket);
    }

    @SuppressWarnings("deprecation")
    private static void register(Map<String, Object> conf, String key, TopologyContext context, int bucket) {
        if (!(conf.get(key) instanceof Map<?, ?> wanted)) {
            return;
        }
        wanted.forEach((name, type) -> {
            try {
                context.registerMetric(name.toString(), (IMetric) UserObjects.load(type.toString()).getConstructor().newInstance(), bucket);
            } catch (ReflectiveOperationException | ClassCastException e) {
                throw ConfigReader.wrong(key, type, "the name of a class that implements IMetric");
            }
        });
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
