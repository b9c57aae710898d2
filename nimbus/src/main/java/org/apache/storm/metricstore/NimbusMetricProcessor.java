// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.metricstore;

import java.util.Map;
import org.apache.storm.generated.WorkerMetrics;
import org.apache.storm.thrift.TException;
import org.apache.storm.utils.NimbusClient;

/** Sends workers' metrics on to Nimbus. */
public class NimbusMetricProcessor implements WorkerMetricsProcessor {
    @Override
    public void processWorkerMetrics(Map<String, Object> conf, WorkerMetrics metrics) throws MetricException {
        try (NimbusClient client = NimbusClient.Builder.withConf(conf).build()) {
            client.getClient().processWorkerMetrics(metrics);
        } catch (TException | RuntimeException e) {
            throw new MetricException("the metrics of topology " + metrics.get_topologyId() + " did not reach Nimbus: " + e.getMessage(), e);
        }
    }

    @Override
    public void prepare(Map<String, Object> config) {
        // Each call connects by the configuration it is given.
    }
}
