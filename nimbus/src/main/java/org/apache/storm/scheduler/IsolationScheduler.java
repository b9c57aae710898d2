// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.scheduler;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.storm.DaemonConfig;
import org.apache.storm.metric.StormMetricsRegistry;
import tempest.nimbus.scheduling.IsolatedRound;

/**
 * Gives each topology named in {@code isolation.scheduler.machines} that many machines of its own, and spreads all others evenly over the rest.
 * Isolated topologies come first: workers of others make room for them. If there are too few machines, the topology's status says so, and it
 * runs on those there are.
 */
public class IsolationScheduler implements IScheduler {
    private Map<String, Integer> machines = Map.of();

    @Override
    public void prepare(Map<String, Object> conf, StormMetricsRegistry metricsRegistry) {
        Object configured = conf.get(DaemonConfig.ISOLATION_SCHEDULER_MACHINES);
        Map<String, Integer> parsed = new LinkedHashMap<>();
        if (configured != null && !(configured instanceof Map)) {
            throw refuse(configured);
        }
        for (Map.Entry<?, ?> entry : configured == null ? Map.<Object, Object>of().entrySet() : ((Map<?, ?>) configured).entrySet()) {
            if (!(entry.getValue() instanceof Number count) || count.intValue() < 1) {
                throw refuse(configured);
            }
            parsed.put(String.valueOf(entry.getKey()), count.intValue());
        }
        machines = parsed;
    }

    private static IllegalArgumentException refuse(Object configured) {
        return new IllegalArgumentException(DaemonConfig.ISOLATION_SCHEDULER_MACHINES + " is " + configured
                + "; it must be a map of topology names to numbers of machines, each 1 or more");
    }

    @Override
    public void schedule(Topologies topologies, Cluster cluster) {
        IsolatedRound.schedule(topologies, cluster, machines, Set.of(), DefaultScheduler::defaultSchedule);
    }

    @Override
    public Map<String, Map<String, Double>> config() {
        return Map.of();
    }
}
