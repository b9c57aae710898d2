// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.scheduler.resource;

import com.codahale.metrics.Meter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.storm.Config;
import org.apache.storm.DaemonConfig;
import org.apache.storm.metric.StormMetricsRegistry;
import org.apache.storm.scheduler.Cluster;
import org.apache.storm.scheduler.IScheduler;
import org.apache.storm.scheduler.SingleTopologyCluster;
import org.apache.storm.scheduler.Topologies;
import org.apache.storm.scheduler.TopologyDetails;
import org.apache.storm.scheduler.resource.strategies.priority.DefaultSchedulingPriorityStrategy;
import org.apache.storm.scheduler.resource.strategies.priority.ISchedulingPriorityStrategy;
import org.apache.storm.scheduler.resource.strategies.scheduling.DefaultResourceAwareStrategy;
import org.apache.storm.scheduler.resource.strategies.scheduling.IStrategy;
import org.apache.storm.utils.ObjectReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.nimbus.scheduling.LiveSetting;
import tempest.nimbus.scheduling.NodeRoom;

/**
 * Schedules topologies by what their executors ask for, the most urgent first; when there is not enough, less urgent ones make room. Each
 * topology's {@code topology.scheduler.strategy} finds its slots on a copy of the cluster, which is taken over only if all went well.
 */
public class ResourceAwareScheduler implements IScheduler {
    private static final Logger LOG = LoggerFactory.getLogger(ResourceAwareScheduler.class);
    private static final int DEFAULT_ATTEMPTS = 5;
    private static final int DEFAULT_TIMEOUT_SECS = 60;

    private final Map<String, Set<String>> evicted = new HashMap<>();
    private Map<String, Object> conf = Map.of();
    private LiveSetting<Map<String, Map<String, Double>>> pools;
    private ISchedulingPriorityStrategy priority = new DefaultSchedulingPriorityStrategy();
    private int maxAttempts = DEFAULT_ATTEMPTS;
    private int timeoutSecs = DEFAULT_TIMEOUT_SECS;
    /** Strategies are users' code: each attempt has a thread of its own, which may be given up. */
    private ExecutorService strategies;
    /** Topologies whose strategies run, those among them that were given up. */
    private final Set<String> running = ConcurrentHashMap.newKeySet();
    private Meter timeouts = new Meter();

    @Override
    public void prepare(Map<String, Object> conf, StormMetricsRegistry metricsRegistry) {
        this.conf = conf;
        pools = LiveSetting.of(conf, DaemonConfig.RESOURCE_AWARE_SCHEDULER_USER_POOLS, LiveSetting.loader(conf), ResourceAwareScheduler::pools);
        maxAttempts = ObjectReader.getInt(conf.get(DaemonConfig.RESOURCE_AWARE_SCHEDULER_MAX_TOPOLOGY_SCHEDULING_ATTEMPTS), DEFAULT_ATTEMPTS);
        timeoutSecs = ObjectReader.getInt(conf.get(DaemonConfig.SCHEDULING_TIMEOUT_SECONDS_PER_TOPOLOGY), DEFAULT_TIMEOUT_SECS);
        timeouts = metricsRegistry.registerMeter("nimbus:num-scheduling-timeouts");
        strategies = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "scheduling-strategy");
            thread.setDaemon(true);
            return thread;
        });
        Object named = conf.get(DaemonConfig.RESOURCE_AWARE_SCHEDULER_PRIORITY_STRATEGY);
        if (named != null) {
            priority = make(named.toString(), ISchedulingPriorityStrategy.class, DaemonConfig.RESOURCE_AWARE_SCHEDULER_PRIORITY_STRATEGY);
        }
    }

    private static Map<String, Map<String, Double>> pools(Map<?, ?> users) {
        Map<String, Map<String, Double>> pools = new LinkedHashMap<>();
        users.forEach((user, amounts) -> {
            Map<String, Double> pool = new HashMap<>();
            ((Map<?, ?>) amounts).forEach((name, amount) -> pool.put(String.valueOf(name), ObjectReader.getDouble(amount)));
            pools.put(String.valueOf(user), pool);
        });
        return pools;
    }

    private static <T> T make(String className, Class<T> kind, String key) {
        try {
            return kind.cast(Class.forName(className).getDeclaredConstructor().newInstance());
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new IllegalArgumentException(key + " is " + className + "; it must name a class on the class path that implements "
                    + kind.getName() + " and has a constructor without arguments", e);
        }
    }

    @Override
    public void schedule(Topologies topologies, Cluster cluster) {
        evicted.clear();
        Map<String, User> users = new LinkedHashMap<>();
        pools.get().forEach((name, pool) -> users.put(name, new User(name, pool)));
        topologies.forEach(topology -> users.computeIfAbsent(topology.getTopologySubmitter(), User::new));
        List<TopologyDetails> ordered = priority.getOrderedTopologies(cluster, users);
        for (int i = 0; i < ordered.size(); i++) {
            TopologyDetails topology = ordered.get(i);
            if (cluster.needsSchedulingRas(topology)) {
                schedule(topology, ordered.subList(i + 1, ordered.size()), cluster, users.get(topology.getTopologySubmitter()));
            } else {
                cluster.setStatusIfAbsent(topology.getId(), "Fully Scheduled");
            }
        }
    }

    private static String strategyOf(TopologyDetails topology) {
        String name = ObjectReader.getString(topology.getConf().get(Config.TOPOLOGY_SCHEDULER_STRATEGY),
                DefaultResourceAwareStrategy.class.getName());
        return name.startsWith("backtype.storm") ? name.replace("backtype.storm", "org.apache.storm") : name;
    }

    private void schedule(TopologyDetails topology, List<TopologyDetails> lessUrgent, Cluster cluster, User owner) {
        IStrategy strategy;
        try {
            strategy = make(strategyOf(topology), IStrategy.class, Config.TOPOLOGY_SCHEDULER_STRATEGY);
        } catch (IllegalArgumentException e) {
            owner.markTopoUnsuccess(topology, cluster, "Not scheduled: " + e.getMessage());
            return;
        }
        strategy.prepare(conf);
        List<TopologyDetails> victims = new ArrayList<>(lessUrgent);
        victims.removeIf(victim -> cluster.getUsedSlotsByTopologyId(victim.getId()).isEmpty());
        Set<String> gone = new HashSet<>();
        SchedulingResult result = null;
        for (int attempt = 0; attempt < maxAttempts; attempt++) {
            Cluster trial = new Cluster(cluster);
            gone.forEach(trial::unassign);
            if (!gone.isEmpty()) {
                evicted.put(topology.getId(), gone);
            }
            result = attempt(strategy, trial, topology);
            if (result.isSuccess()) {
                trial.setStatus(topology, "Running - Fully Scheduled by " + strategy.getClass().getSimpleName());
                gone.forEach(victim -> trial.setStatus(victim, "Evicted to make room for " + topology.getId()));
                cluster.updateFrom(trial);
                if (!gone.isEmpty()) {
                    LOG.info("evicted {} to make room for {}", gone, topology.getId());
                }
                return;
            }
            if (result.getStatus() != SchedulingStatus.FAIL_NOT_ENOUGH_RESOURCES || !evict(victims, gone, trial, topology)) {
                break;
            }
        }
        owner.markTopoUnsuccess(topology, cluster, result == null ? "Not scheduled: no attempt is allowed" : result.getErrorMessage());
    }

    /** What a strategy throws ends the scheduling of its topology alone, and so does a strategy that takes too long. */
    private SchedulingResult attempt(IStrategy strategy, Cluster trial, TopologyDetails topology) {
        if (!running.add(topology.getId())) {
            return tooLong(strategy, topology);
        }
        Future<SchedulingResult> attempt = strategies.submit(() -> {
            try {
                return run(strategy, trial, topology);
            } finally {
                running.remove(topology.getId());
            }
        });
        try {
            return attempt.get(timeoutSecs, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            attempt.cancel(true);
            return tooLong(strategy, topology);
        } catch (InterruptedException e) {
            attempt.cancel(true);
            Thread.currentThread().interrupt();
            return SchedulingResult.failure(SchedulingStatus.FAIL_OTHER, "scheduling was interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            LOG.error("the strategy of {} failed", topology.getId(), e.getCause());
            return SchedulingResult.failure(SchedulingStatus.FAIL_OTHER, "the strategy failed: " + e.getCause());
        }
    }

    private SchedulingResult tooLong(IStrategy strategy, TopologyDetails topology) {
        timeouts.mark();
        return SchedulingResult.failure(SchedulingStatus.FAIL_OTHER, "Scheduling took too long for " + topology.getId() + " using strategy "
            + strategy.getClass().getName() + " timeout after " + timeoutSecs + " seconds using config "
            + DaemonConfig.SCHEDULING_TIMEOUT_SECONDS_PER_TOPOLOGY + ".");
    }

    private static SchedulingResult run(IStrategy strategy, Cluster trial, TopologyDetails topology) {
        Cluster own = new SingleTopologyCluster(trial, topology.getId());
        SchedulingResult result = strategy.schedule(own, topology);
        if (result.isSuccess()) {
            trial.updateFrom(own);
        }
        return result;
    }

    /** Names the least urgent of those left, and more of them until what is asked for may be there; false if there is none left. */
    private static boolean evict(List<TopologyDetails> victims, Set<String> gone, Cluster trial, TopologyDetails topology) {
        boolean found = false;
        while (!victims.isEmpty() && (!found || !NodeRoom.mayHold(trial, topology))) {
            String victim = victims.remove(victims.size() - 1).getId();
            gone.add(victim);
            trial.unassign(victim);
            found = true;
        }
        return found;
    }

    @Override
    public Map<String, Map<String, Double>> config() {
        return pools.get();
    }

    @Override
    public void cleanup() {
        pools.close();
        strategies.shutdownNow();
    }

    /** Which topologies the last round tried to evict, in vain or not, by the topology they were to make room for. */
    public Map<String, Set<String>> getEvictedTopologiesMap() {
        return evicted;
    }
}
