// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.scheduling;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.storm.Constants;
import org.apache.storm.scheduler.ISchedulingState;
import org.apache.storm.scheduler.Topologies;
import org.apache.storm.scheduler.TopologyDetails;
import org.apache.storm.scheduler.resource.User;
import org.apache.storm.scheduler.resource.normalization.NormalizedResourceRequest;

/**
 * Orders topologies so that every user gets what is guaranteed before anyone gets more: the user whose next topology would use the least of
 * the guarantee goes next, with the most urgent of theirs.
 *
 * <p>Pure functions, for any thread; never changes a cluster.
 */
public final class FairOrder {
    /** A user's topologies, the first to be scheduled first. */
    public static final Comparator<TopologyDetails> MOST_URGENT_FIRST = Comparator.comparingInt(TopologyDetails::getTopologyPriority)
            .thenComparingInt(TopologyDetails::getLaunchTime).thenComparing(TopologyDetails::getId);
    /** A user's topologies, the oldest first. */
    public static final Comparator<TopologyDetails> OLDEST_FIRST = Comparator.comparingInt(TopologyDetails::getLaunchTime)
            .thenComparing(TopologyDetails::getId);

    private FairOrder() {
    }

    /** The topologies by age, so that a newcomer never takes a slot that an older one waits for. */
    public static List<TopologyDetails> oldestFirst(Topologies topologies) {
        return topologies.getTopologies().stream().sorted(OLDEST_FIRST).toList();
    }

    /**
     * All topologies of a cluster, the most urgent first.
     *
     * @param users the users with their guarantees; a user who is not among them has none
     * @param own how a user's own topologies go
     * @param generic whether resources beyond CPU and memory count
     */
    public static List<TopologyDetails> of(ISchedulingState state, Map<String, User> users, Comparator<TopologyDetails> own, boolean generic) {
        Map<String, Double> total = new HashMap<>();
        total.put(Constants.COMMON_CPU_RESOURCE_NAME, state.getClusterTotalCpuResource());
        total.put(Constants.COMMON_TOTAL_MEMORY_RESOURCE_NAME, state.getClusterTotalMemoryResource());
        total.putAll(generic ? state.getClusterTotalGenericResources() : Map.of());
        Map<String, Deque<TopologyDetails>> waiting = new TreeMap<>();
        Map<String, Map<String, Double>> used = new HashMap<>();
        for (Map.Entry<String, List<TopologyDetails>> entry : byOwner(state.getTopologies().getTopologies()).entrySet()) {
            entry.getValue().sort(own);
            waiting.put(entry.getKey(), new ArrayDeque<>(entry.getValue()));
            used.put(entry.getKey(), new HashMap<>());
        }
        List<TopologyDetails> ordered = new ArrayList<>();
        while (!waiting.isEmpty()) {
            String next = waiting.keySet().stream().min(Comparator.<String>comparingDouble(user ->
                    score(with(used.get(user), waiting.get(user).peek()), users.get(user), total)).thenComparing(user -> user)).orElseThrow();
            TopologyDetails topology = waiting.get(next).poll();
            used.put(next, with(used.get(next), topology));
            ordered.add(topology);
            waiting.values().removeIf(Deque::isEmpty);
        }
        return ordered;
    }

    private static Map<String, List<TopologyDetails>> byOwner(Collection<TopologyDetails> topologies) {
        Map<String, List<TopologyDetails>> byOwner = new TreeMap<>();
        topologies.forEach(topology -> byOwner.computeIfAbsent(topology.getTopologySubmitter(), owner -> new ArrayList<>()).add(topology));
        return byOwner;
    }

    private static Map<String, Double> with(Map<String, Double> used, TopologyDetails topology) {
        NormalizedResourceRequest request = topology.getApproximateTotalResources();
        Map<String, Double> wanted = request.toNormalizedMap();
        NormalizedResourceRequest.removeNonGenericResources(wanted);
        wanted.put(Constants.COMMON_CPU_RESOURCE_NAME, request.getTotalCpu());
        wanted.put(Constants.COMMON_TOTAL_MEMORY_RESOURCE_NAME, request.getTotalMemoryMb());
        return NormalizedResourceRequest.addResourceMap(used, wanted);
    }

    /** The mean share used of the guarantees: up to 1 within them. Without a guarantee any use counts more than that. */
    private static double score(Map<String, Double> used, User user, Map<String, Double> total) {
        Map<String, Double> guaranteed = new HashMap<>(user == null ? Map.of() : user.getGenericGuaranteed());
        guaranteed.put(Constants.COMMON_CPU_RESOURCE_NAME, user == null ? 0.0 : user.getCpuResourceGuaranteed());
        guaranteed.put(Constants.COMMON_TOTAL_MEMORY_RESOURCE_NAME, user == null ? 0.0 : user.getMemoryResourceGuaranteed());
        double sum = 0;
        for (Map.Entry<String, Double> kind : total.entrySet()) {
            double amount = used.getOrDefault(kind.getKey(), 0.0);
            double guarantee = guaranteed.getOrDefault(kind.getKey(), 0.0);
            if (guarantee > 0) {
                sum += amount / guarantee;
            } else if (amount > 0) {
                sum += 1 + (kind.getValue() > 0 ? amount / kind.getValue() : amount);
            }
        }
        return sum / total.size();
    }
}
