// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.scheduler.blacklist;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.storm.DaemonConfig;
import org.apache.storm.metric.StormMetricsRegistry;
import org.apache.storm.scheduler.Cluster;
import org.apache.storm.scheduler.IScheduler;
import org.apache.storm.scheduler.SupervisorDetails;
import org.apache.storm.scheduler.Topologies;
import org.apache.storm.scheduler.blacklist.strategies.DefaultBlacklistStrategy;
import org.apache.storm.scheduler.blacklist.strategies.IBlacklistStrategy;
import org.apache.storm.utils.ObjectReader;
import org.apache.storm.utils.ReflectionUtils;
import org.apache.storm.utils.SteadyTime;
import tempest.nimbus.scheduling.SlotFailureHistory;
import tempest.nimbus.scheduling.SupervisorLiveness;

/**
 * Keeps another scheduler from using supervisors that came and went of late, as {@code blacklist.scheduler.strategy} decides. What runs there
 * stays. However often Nimbus runs a round, slots are looked at once every {@code nimbus.monitor.freq.secs}; where nobody tells it who is alive, as in a
 * program that uses the class by itself, each call counts as such a look.
 */
public class BlacklistScheduler implements IScheduler, SupervisorLiveness {
    public static final int DEFAULT_BLACKLIST_SCHEDULER_RESUME_TIME = 1800;
    public static final int DEFAULT_BLACKLIST_SCHEDULER_TOLERANCE_COUNT = 3;
    public static final int DEFAULT_BLACKLIST_SCHEDULER_TOLERANCE_TIME = 300;
    private static final int DEFAULT_ROUND_SECS = 10;

    protected IBlacklistStrategy blacklistStrategy;
    protected volatile Set<String> blacklistedSupervisorIds = Set.of();
    private final IScheduler underlyingScheduler;
    private final Map<String, Integer> unsent = new ConcurrentHashMap<>();
    private final Deque<Map<String, Integer>> unsentByRound = new ArrayDeque<>();
    private int windowSize;
    private SlotFailureHistory bad;
    private long roundMillis;
    private long nextRound = Long.MIN_VALUE;
    private boolean countUnsent;
    private boolean told;

    /** Wraps a scheduler, which must not be prepared yet. */
    public BlacklistScheduler(IScheduler underlyingScheduler) {
        this.underlyingScheduler = underlyingScheduler;
    }

    /** How many seconds there are between two looks at the slots. */
    public static int roundSecs(Map<String, Object> conf) {
        return Math.max(1, ObjectReader.getInt(conf.get(DaemonConfig.NIMBUS_MONITOR_FREQ_SECS), DEFAULT_ROUND_SECS));
    }

    @Override
    public void prepare(Map<String, Object> conf, StormMetricsRegistry metricsRegistry) {
        underlyingScheduler.prepare(conf, metricsRegistry);
        int secs = ObjectReader.getInt(conf.get(DaemonConfig.BLACKLIST_SCHEDULER_TOLERANCE_TIME), DEFAULT_BLACKLIST_SCHEDULER_TOLERANCE_TIME);
        windowSize = Math.max(1, secs / roundSecs(conf));
        bad = new SlotFailureHistory(windowSize,
            ObjectReader.getBoolean(conf.get(DaemonConfig.BLACKLIST_SCHEDULER_ASSUME_SUPERVISOR_BAD_BASED_ON_BAD_SLOT), true));
        roundMillis = 1000L * roundSecs(conf);
        countUnsent = ObjectReader.getBoolean(conf.get(DaemonConfig.BLACKLIST_SCHEDULER_ENABLE_SEND_ASSIGNMENT_FAILURES), false);
        String named = ObjectReader.getString(conf.get(DaemonConfig.BLACKLIST_SCHEDULER_STRATEGY), DefaultBlacklistStrategy.class.getName());
        blacklistStrategy = ReflectionUtils.newInstance(named);
        blacklistStrategy.prepare(conf);
        metricsRegistry.registerGauge("nimbus:num-blacklisted-supervisor", () -> blacklistedSupervisorIds.size());
    }

    @Override
    public void leadershipBegan() {
        told = true;
        bad.startOver();
    }

    @Override
    public void heard(Map<String, Set<Integer>> ports) {
        told = true;
        bad.heard(ports);
    }

    @Override
    public void schedule(Topologies topologies, Cluster cluster) {
        long now = SteadyTime.currentTimeMillis();
        if (!told || now >= nextRound) {
            nextRound = now + roundMillis;
            blacklistStrategy.resumeFromBlacklist();
            bad.note(cluster.getSupervisors().values().stream().collect(Collectors.toMap(SupervisorDetails::getId, SupervisorDetails::getAllPorts)));
            unsentByRound.add(countUnsent ? new HashMap<>(unsent) : Map.of());
            unsent.clear();
            if (unsentByRound.size() > windowSize) {
                unsentByRound.remove();
            }
            blacklistedSupervisorIds = Set.copyOf(
                blacklistStrategy.getBlacklist(bad.window(), new ArrayList<>(unsentByRound), cluster, topologies));
        }
        Set<String> hosts = new HashSet<>();
        for (String id : blacklistedSupervisorIds) {
            String host = cluster.getHost(id);
            if (host != null) {
                hosts.add(host);
            }
        }
        cluster.setBlacklistedHosts(hosts);
        underlyingScheduler.schedule(topologies, cluster);
    }

    @Override
    public Map config() {
        return underlyingScheduler.config();
    }

    @Override
    public void cleanup() {
        underlyingScheduler.cleanup();
    }

    public Set<String> getBlacklistSupervisorIds() {
        return blacklistedSupervisorIds;
    }

    @Override
    public void nodeAssignmentSent(String node, boolean successful) {
        if (!successful) {
            unsent.merge(node, 1, Integer::sum);
        }
    }
}
