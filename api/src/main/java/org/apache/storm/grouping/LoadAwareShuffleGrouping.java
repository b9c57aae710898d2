// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.grouping;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.storm.Config;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.generated.NodeInfo;
import org.apache.storm.networktopography.DNSToSwitchMapping;
import org.apache.storm.task.WorkerTopologyContext;
import org.apache.storm.utils.ObjectReader;
import org.apache.storm.utils.ReflectionUtils;

/**
 * Goes round the nearest target tasks, less often to those that are busier.
 *
 * <p>Near means in the same worker, else on the same host, else in the same rack, else anywhere. When the tasks at hand are busier than
 * {@code topology.localityaware.higher.bound} on average, tasks further away are used too; when those nearer are less busy than
 * {@code topology.localityaware.lower.bound}, only they are. {@link #refreshLoad} builds a ring in which each task stands as often as its
 * weight says and swaps it in; {@link #chooseTasks} steps round the ring.
 */
public class LoadAwareShuffleGrouping implements LoadAwareCustomStreamGrouping, Serializable {
    private static final long serialVersionUID = -8095825992873173118L;
    private static final int MAX_WEIGHT = 100;
    private static final int SLOTS_PER_TASK_MIN = 5;
    private static final int RING_MIN = 1000;

    private transient List<Integer> targetTasks;
    private transient List<Integer>[] picks;
    private transient int[] weights;
    private transient volatile int[] ring;
    private transient AtomicInteger current;
    private transient Random random;
    private transient int capacity;
    private transient LocalityScope scope;
    private transient NodeInfo here;
    private transient AtomicReference<Map<Integer, NodeInfo>> taskToNodePort;
    private transient AtomicReference<Map<String, String>> nodeToHost;
    private transient DNSToSwitchMapping racks;
    private transient double higherBound;
    private transient double lowerBound;

    @Override
    @SuppressWarnings("unchecked")
    public void prepare(WorkerTopologyContext context, GlobalStreamId stream, List<Integer> targetTasks) {
        Map<String, Object> conf = context.getConf();
        this.targetTasks = targetTasks;
        picks = new List[targetTasks.size()];
        weights = new int[targetTasks.size()];
        for (int i = 0; i < picks.length; i++) {
            picks[i] = Collections.singletonList(targetTasks.get(i));
            weights[i] = MAX_WEIGHT;
        }
        random = new Random();
        current = new AtomicInteger();
        capacity = picks.length == 1 ? 1 : Math.max(RING_MIN, picks.length * SLOTS_PER_TASK_MIN);
        here = new NodeInfo(context.getAssignmentId(), Collections.singleton(context.getThisWorkerPort().longValue()));
        taskToNodePort = context.getTaskToNodePort();
        nodeToHost = context.getNodeToHost();
        racks = ReflectionUtils.newInstance((String) conf.get(Config.STORM_NETWORK_TOPOGRAPHY_PLUGIN));
        higherBound = ObjectReader.getDouble(conf.get(Config.TOPOLOGY_LOCALITYAWARE_HIGHER_BOUND));
        lowerBound = ObjectReader.getDouble(conf.get(Config.TOPOLOGY_LOCALITYAWARE_LOWER_BOUND));
        if (higherBound < lowerBound) {
            throw new IllegalArgumentException(Config.TOPOLOGY_LOCALITYAWARE_HIGHER_BOUND + " = " + higherBound + " must not be below "
                + Config.TOPOLOGY_LOCALITYAWARE_LOWER_BOUND + " = " + lowerBound);
        }
        Map<LocalityScope, List<Integer>> byScope = positionsByScope();
        scope = nearestWithTasks(byScope);
        rebuild(byScope.get(scope));
    }

    @Override
    public List<Integer> chooseTasks(int taskId, List<Object> values) {
        int[] positions = ring;
        int step = current.getAndIncrement();
        if (step >= positions.length - 1) {
            current.compareAndSet(step + 1, 0);
        }
        return picks[positions[Math.floorMod(step, positions.length)]];
    }

    @Override
    public synchronized void refreshLoad(LoadMapping loadMapping) {
        Map<LocalityScope, List<Integer>> byScope = positionsByScope();
        scope = nextScope(byScope, loadMapping);
        List<Integer> positions = byScope.get(scope);
        double mean = meanLoad(positions, loadMapping);
        for (int position : positions) {
            // move a tenth of the way each time, so that the load does not swing from task to task
            double excess = loadMapping.get(targetTasks.get(position)) - mean;
            int weight = weights[position] - (int) Math.round(excess * MAX_WEIGHT / 10);
            weights[position] = Math.max(1, Math.min(MAX_WEIGHT, weight + (excess <= 0 ? 1 : 0)));
        }
        rebuild(positions);
    }

    /** The number of places in the ring. */
    public int getCapacity() {
        return capacity;
    }

    /** How far away the tasks are that tuples go to now. */
    public LocalityScope getCurrentScope() {
        return scope;
    }

    private void rebuild(List<Integer> positions) {
        long total = 0;
        for (int position : positions) {
            total += weights[position];
        }
        int[] places = new int[capacity];
        int filled = 0;
        long passed = 0;
        for (int position : positions) {
            passed += weights[position];
            for (int end = (int) (passed * capacity / total); filled < end; filled++) {
                places[filled] = position;
            }
        }
        for (int i = capacity - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = places[i];
            places[i] = places[j];
            places[j] = swapped;
        }
        ring = places;
    }

    /** Positions of the target tasks within each scope; each scope holds the nearer ones too. */
    private Map<LocalityScope, List<Integer>> positionsByScope() {
        Map<LocalityScope, List<Integer>> byScope = new EnumMap<>(LocalityScope.class);
        for (LocalityScope each : LocalityScope.values()) {
            byScope.put(each, new ArrayList<>());
        }
        Map<Integer, NodeInfo> places = taskToNodePort == null ? Map.of() : taskToNodePort.get();
        Map<String, String> hosts = nodeToHost == null ? Map.of() : nodeToHost.get();
        Map<String, String> hostToRack = racks(places.values(), hosts);
        for (int position = 0; position < picks.length; position++) {
            LocalityScope distance = distance(places.get(targetTasks.get(position)), hosts, hostToRack);
            for (LocalityScope each : LocalityScope.values()) {
                if (each.compareTo(distance) >= 0) {
                    byScope.get(each).add(position);
                }
            }
        }
        return byScope;
    }

    private Map<String, String> racks(Collection<NodeInfo> places, Map<String, String> hosts) {
        Set<String> names = new HashSet<>();
        for (NodeInfo place : places) {
            String host = hosts.get(place.get_node());
            if (host != null) {
                names.add(host);
            }
        }
        return names.isEmpty() ? Map.of() : racks.resolve(new ArrayList<>(names));
    }

    private LocalityScope distance(NodeInfo there, Map<String, String> hosts, Map<String, String> hostToRack) {
        if (there == null) {
            return LocalityScope.EVERYTHING;
        }
        if (there.equals(here)) {
            return LocalityScope.WORKER_LOCAL;
        }
        String host = hosts.get(here.get_node());
        String otherHost = hosts.get(there.get_node());
        if (host == null || otherHost == null) {
            return LocalityScope.EVERYTHING;
        }
        if (host.equals(otherHost)) {
            return LocalityScope.HOST_LOCAL;
        }
        String rack = hostToRack.get(host);
        return rack != null && rack.equals(hostToRack.get(otherHost)) ? LocalityScope.RACK_LOCAL : LocalityScope.EVERYTHING;
    }

    private LocalityScope nextScope(Map<LocalityScope, List<Integer>> byScope, LoadMapping loads) {
        LocalityScope nearest = nearestWithTasks(byScope);
        if (scope.compareTo(nearest) < 0) {
            return nearest;
        }
        if (meanLoad(byScope.get(scope), loads) > higherBound) {
            return scope.wider();
        }
        LocalityScope narrower = scope.narrower();
        boolean calm = narrower.compareTo(nearest) >= 0 && meanLoad(byScope.get(narrower), loads) < lowerBound;
        return calm ? narrower : scope;
    }

    private double meanLoad(List<Integer> positions, LoadMapping loads) {
        double sum = 0;
        for (int position : positions) {
            sum += loads.get(targetTasks.get(position));
        }
        return positions.isEmpty() ? 0 : sum / positions.size();
    }

    private static LocalityScope nearestWithTasks(Map<LocalityScope, List<Integer>> byScope) {
        for (Map.Entry<LocalityScope, List<Integer>> entry : byScope.entrySet()) { // an EnumMap: nearest first
            if (!entry.getValue().isEmpty()) {
                return entry.getKey();
            }
        }
        return LocalityScope.EVERYTHING;
    }

    /** How far away a task is, nearest first. */
    enum LocalityScope {
        WORKER_LOCAL, HOST_LOCAL, RACK_LOCAL, EVERYTHING;

        LocalityScope wider() {
            return values()[Math.min(ordinal() + 1, EVERYTHING.ordinal())];
        }

        LocalityScope narrower() {
            return values()[Math.max(ordinal() - 1, WORKER_LOCAL.ordinal())];
        }
    }
}
