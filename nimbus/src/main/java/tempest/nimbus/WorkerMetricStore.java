// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import java.util.List;
import java.util.Map;
import org.apache.storm.DaemonConfig;
import org.apache.storm.generated.WorkerMetricPoint;
import org.apache.storm.generated.WorkerMetrics;
import org.apache.storm.metric.StormMetricsRegistry;
import org.apache.storm.metricstore.AggLevel;
import org.apache.storm.metricstore.Metric;
import org.apache.storm.metricstore.MetricException;
import org.apache.storm.metricstore.MetricStore;
import org.apache.storm.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.ConfigReader;
import tempest.cluster.PlugIn;

/**
 * Keeps what supervisors tell of workers in the store that {@code storm.metricstore.class} names. Any thread. Storm's usual one, in RocksDB, is not
 * there: then nothing is kept, and Nimbus's own statistics, which need no store, are all there is.
 */
final class WorkerMetricStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerMetricStore.class);
    private static final String USUAL = "org.apache.storm.metricstore.rocksdb.RocksDbStore";
    /** What only a store in RocksDB reads, which gets it with all else. */
    private static final List<String> OF_ROCKSDB = List.of(DaemonConfig.STORM_ROCKSDB_LOCATION, DaemonConfig.STORM_ROCKSDB_METRIC_RETENTION_HOURS,
        DaemonConfig.STORM_ROCKSDB_METRIC_DELETION_PERIOD_HOURS, DaemonConfig.STORM_ROCKSDB_CREATE_IF_MISSING,
        DaemonConfig.STORM_ROCKSDB_METADATA_STRING_CACHE_CAPACITY);

    private final MetricStore store;

    /**
     * Makes and prepares the store.
     *
     * @throws IllegalArgumentException if the configuration names what is none
     */
    WorkerMetricStore(Map<String, Object> conf) {
        String name = new ConfigReader(conf).text(DaemonConfig.STORM_METRIC_STORE_CLASS, USUAL);
        if (name.equals(USUAL)) {
            store = null;
            Map<String, Object> usual = Utils.readDefaultConfig();
            OF_ROCKSDB.stream().filter(key -> conf.get(key) != null && !String.valueOf(conf.get(key)).equals(String.valueOf(usual.get(key))))
                .forEach(key -> LOG.warn("{} has no effect: {} names no store that is here", key, DaemonConfig.STORM_METRIC_STORE_CLASS));
            return;
        }
        store = PlugIn.of(name, DaemonConfig.STORM_METRIC_STORE_CLASS, MetricStore.class);
        try {
            store.prepare(conf, new StormMetricsRegistry());
        } catch (MetricException | RuntimeException e) {
            throw new IllegalArgumentException("configuration " + DaemonConfig.STORM_METRIC_STORE_CLASS + " is " + name + ", which does not start: " + e, e);
        }
        LOG.info("metrics of workers are kept by {}", name);
    }

    /** Keeps each point; one that is refused is logged and harms no other. */
    void keep(WorkerMetrics metrics) {
        if (store == null) {
            return;
        }
        for (WorkerMetricPoint point : metrics.get_metricList().get_metrics()) {
            try {
                store.insert(new Metric(point.get_metricName(), point.get_timestamp(), metrics.get_topologyId(), point.get_metricValue(),
                    point.get_componentId(), point.get_executorId(), metrics.get_hostname(), point.get_streamId(), metrics.get_port(),
                    AggLevel.AGG_LEVEL_NONE));
            } catch (MetricException | RuntimeException e) {
                LOG.warn("metric {} of topology {} is not kept: {}", point.get_metricName(), metrics.get_topologyId(), e.toString());
            }
        }
    }

    @Override
    public void close() {
        if (store != null) {
            store.close();
        }
    }
}
