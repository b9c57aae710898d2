// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.scheduler.multitenant;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.storm.DaemonConfig;
import org.apache.storm.metric.StormMetricsRegistry;
import org.apache.storm.scheduler.Cluster;
import org.apache.storm.scheduler.DefaultScheduler;
import org.apache.storm.scheduler.IScheduler;
import org.apache.storm.scheduler.Topologies;
import org.apache.storm.scheduler.WorkerSlot;
import org.apache.storm.scheduler.utils.IConfigLoader;
import tempest.nimbus.scheduling.IsolatedRound;
import tempest.nimbus.scheduling.LiveSetting;
import tempest.nimbus.scheduling.IsolationRequests;

/**
 * Gives topologies that ask for them machines of their own ({@code topology.isolate.machines}), as many in all as
 * {@code multitenant.scheduler.user.pools} allows their user; all others share the rest evenly. Pools may come from
 * {@code scheduler.config.loader.uri} and change while Nimbus runs.
 */
public class MultitenantScheduler implements IScheduler {
    protected IConfigLoader configLoader;
    private LiveSetting<Map<String, Integer>> pools;

    @Override
    public void prepare(Map<String, Object> conf, StormMetricsRegistry metricsRegistry) {
        configLoader = LiveSetting.loader(conf);
        pools = LiveSetting.of(conf, DaemonConfig.MULTITENANT_SCHEDULER_USER_POOLS, configLoader, MultitenantScheduler::shares);
    }

    private static Map<String, Integer> shares(Map<?, ?> configured) {
        Map<String, Integer> shares = new LinkedHashMap<>();
        configured.forEach((user, machines) -> {
            if (!(machines instanceof Number number) || number.intValue() < 0) {
                throw new IllegalArgumentException("configuration " + DaemonConfig.MULTITENANT_SCHEDULER_USER_POOLS + " gives user " + user + " "
                    + machines + " machines; it must be a map from user to a number of machines, 0 or more");
            }
            shares.put(String.valueOf(user), number.intValue());
        });
        return shares;
    }

    @Override
    public Map<String, Number> config() {
        return new LinkedHashMap<>(pools.get());
    }

    @Override
    public void schedule(Topologies topologies, Cluster cluster) {
        IsolationRequests requests = IsolationRequests.of(topologies, pools.get());
        requests.refused().forEach((id, why) -> {
            cluster.getUsedSlotsByTopologyId(id).stream().toList().forEach((WorkerSlot slot) -> cluster.freeSlot(slot));
            cluster.setStatus(id, why);
        });
        IsolatedRound.schedule(topologies, cluster, requests.machines(), requests.refused().keySet(), DefaultScheduler::defaultSchedule);
    }

    @Override
    public void cleanup() {
        pools.close();
    }
}
