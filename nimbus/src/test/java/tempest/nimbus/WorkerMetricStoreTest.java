// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.storm.generated.WorkerMetricList;
import org.apache.storm.generated.WorkerMetricPoint;
import org.apache.storm.generated.WorkerMetrics;
import org.apache.storm.metric.StormMetricsRegistry;
import org.apache.storm.metricstore.FilterOptions;
import org.apache.storm.metricstore.Metric;
import org.apache.storm.metricstore.MetricException;
import org.apache.storm.metricstore.MetricStore;
import org.junit.jupiter.api.Test;

/** A Nimbus whose configuration names a store of metrics. */
class WorkerMetricStoreTest extends NimbusFixture {
    /** What only a store in RocksDB reads. */
    private static final Map<String, Object> OF_ROCKSDB = Map.of("storm.metricstore.rocksdb.location", "elsewhere",
        "storm.metricstore.rocksdb.retention_hours", 7, "storm.metricstore.rocksdb.deletion_period_hours", 2,
        "storm.metricstore.rocksdb.create_if_missing", false, "storm.metricstore.rocksdb.metadata_string_cache_capacity", 99);
    private final List<String> kept = new CopyOnWriteArrayList<>();
    private final Map<String, Object> seen = new ConcurrentHashMap<>();

    /** Keeps metrics as text, but for those called bad. */
    public static final class InMemory implements MetricStore {
        private List<String> kept;

        @Override
        @SuppressWarnings("unchecked")
        public void prepare(Map<String, Object> config, StormMetricsRegistry metricsRegistry) throws MetricException {
            kept = (List<String>) config.get("test.kept");
            if (kept == null) {
                throw new MetricException("nowhere to keep them");
            }
            OF_ROCKSDB.keySet().forEach(key -> ((Map<String, Object>) config.get("test.seen")).put(key, config.get(key)));
        }

        @Override
        public void insert(Metric metric) throws MetricException {
            if (metric.getMetricName().equals("bad")) {
                throw new MetricException("bad");
            }
            kept.add(metric.getTopologyId() + " " + metric.getHostname() + ":" + metric.getPort() + " " + metric.getMetricName() + "=" + metric.getValue());
        }

        @Override
        public boolean populateValue(Metric metric) {
            return false;
        }

        @Override
        public void close() {
            kept.add("closed");
        }

        @Override
        public void scan(FilterOptions filter, ScanCallback scanCallback) {
            throw new UnsupportedOperationException();
        }
    }

    @Override
    Map<String, Object> conf() {
        Map<String, Object> conf = super.conf();
        conf.put("storm.metricstore.class", InMemory.class.getName());
        conf.put("test.kept", kept);
        conf.put("test.seen", seen);
        conf.putAll(OF_ROCKSDB);
        return conf;
    }

    private static WorkerMetricPoint point(String name, double value) {
        return new WorkerMetricPoint(name, 1, value, "__system", "-1", "None");
    }

    @Test
    void theStoreGetsTheSettingsThatOneInRocksDbReads() {
        assertEquals(OF_ROCKSDB, seen);
    }

    @Test
    void whatSupervisorsTellOfWorkersIsKeptInTheStore() throws Exception {
        calls.processWorkerMetrics(new WorkerMetrics("words-1", 6700, "host",
            new WorkerMetricList(List.of(point("bad", 0), point("UsedMemory", 300)))));
        nimbus.close();
        assertEquals(List.of("words-1 host:6700 UsedMemory=300.0", "closed"), kept);
    }

    @Test
    void aStoreThatIsNoneOrDoesNotStartIsNamed() {
        String key = "storm.metricstore.class";
        IllegalArgumentException none = assertThrows(IllegalArgumentException.class, () -> new WorkerMetricStore(Map.of(key, "java.lang.String")));
        assertTrue(none.getMessage().startsWith("configuration " + key + " is java.lang.String"), none.getMessage());
        IllegalArgumentException broken = assertThrows(IllegalArgumentException.class, () -> new WorkerMetricStore(Map.of(key, InMemory.class.getName())));
        assertTrue(broken.getMessage().contains("nowhere to keep them"), broken.getMessage());
    }
}
