// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.scheduling;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
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
 * Orders topologies so that every user gets what is guaranteed before anyone gets more: the user whose next topology goes least beyond the
 * guarantee, in CPU or memory, measured by what is left of the cluster, is next. Who comes last is evicted first.
 *
 * <p>Pure functions, for any thread; never changes a cluster.
 */
public final class FairOrder {
    /** What is left to those who are beyond their guarantee. */
    public enum Beyond {
        /** The same order: by how far beyond it they would be. */
        BY_USE,
        /** The newest topology first, whosever it is and whatever its priority. */
        NEWEST_FIRST
    }

    /** A user's topologies, the first to be scheduled first. */
    public static final Comparator<TopologyDetails> MOST_URGENT_FIRST = Comparator.comparingInt(TopologyDetails::getTopologyPriority)
            .thenComparingInt(TopologyDetails::getLaunchTime).thenComparing(TopologyDetails::getId);
    private static final Comparator<TopologyDetails> OLDEST_FIRST = Comparator.comparingInt(TopologyDetails::getLaunchTime)
            .thenComparing(TopologyDetails::getId);
    private static final Comparator<TopologyDetails> NEWEST_FIRST = Comparator.comparingInt(TopologyDetails::getLaunchTime).reversed()
            .thenComparing(TopologyDetails::getId);

    /** How a user stands whose next topology is to be compared with others'. */
    private record Claim(String user, TopologyDetails next, double score) {
        boolean within() {
            return score < 0;
        }
    }

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
     * @param beyond the order of those beyond their user's guarantee
     * @param generic whether resources beyond CPU and memory count
     */
    public static List<TopologyDetails> of(ISchedulingState state, Map<String, User> users, Beyond beyond, boolean generic) {
        Map<String, Double> left = new HashMap<>();
        left.put(Constants.COMMON_CPU_RESOURCE_NAME, state.getClusterTotalCpuResource());
        left.put(Constants.COMMON_TOTAL_MEMORY_RESOURCE_NAME, state.getClusterTotalMemoryResource());
        left.putAll(generic ? state.getClusterTotalGenericResources() : Map.of());
        Map<String, List<TopologyDetails>> waiting = byOwner(state.getTopologies().getTopologies());
        waiting.values().forEach(own -> own.sort(MOST_URGENT_FIRST));
        Map<String, Map<String, Double>> wanted = new HashMap<>();
        state.getTopologies().getTopologies().forEach(topology -> wanted.put(topology.getId(), wanted(topology)));
        Map<String, Map<String, Double>> used = new HashMap<>();
        List<TopologyDetails> ordered = new ArrayList<>();
        // Who was before another stays there while they are equal.
        List<String> queue = new ArrayList<>(waiting.keySet());
        while (!waiting.isEmpty()) {
            queue.retainAll(waiting.keySet());
            List<Claim> claims = queue.stream().map(user -> claim(user, waiting.get(user), score(used.getOrDefault(user, Map.of()),
                wanted.get(waiting.get(user).get(0).getId()), users.get(user), left), beyond)).sorted(first(beyond)).toList();
            queue = new ArrayList<>(claims.stream().map(Claim::user).toList());
            Claim next = claims.get(0);
            Map<String, Double> taken = wanted.get(next.next().getId());
            used.merge(next.user(), taken, NormalizedResourceRequest::addResourceMap);
            left.replaceAll((kind, amount) -> amount - taken.getOrDefault(kind, 0.0));
            ordered.add(next.next());
            waiting.get(next.user()).remove(next.next());
            waiting.values().removeIf(List::isEmpty);
        }
        return ordered;
    }

    private static Claim claim(String user, List<TopologyDetails> own, double score, Beyond beyond) {
        if (beyond == Beyond.NEWEST_FIRST && score >= 0) {
            own.sort(NEWEST_FIRST);
        }
        return new Claim(user, own.get(0), score);
    }

    private static Comparator<Claim> first(Beyond beyond) {
        Comparator<Claim> byScore = Comparator.comparingDouble(Claim::score);
        return beyond == Beyond.BY_USE ? byScore
            : (a, b) -> a.within() || b.within() ? byScore.compare(a, b) : NEWEST_FIRST.compare(a.next(), b.next());
    }

    private static Map<String, List<TopologyDetails>> byOwner(Collection<TopologyDetails> topologies) {
        Map<String, List<TopologyDetails>> byOwner = new TreeMap<>();
        topologies.forEach(topology -> byOwner.computeIfAbsent(topology.getTopologySubmitter(), owner -> new ArrayList<>()).add(topology));
        return byOwner;
    }

    private static Map<String, Double> wanted(TopologyDetails topology) {
        NormalizedResourceRequest request = topology.getApproximateTotalResources();
        Map<String, Double> wanted = request.toNormalizedMap();
        NormalizedResourceRequest.removeNonGenericResources(wanted);
        wanted.put(Constants.COMMON_CPU_RESOURCE_NAME, request.getTotalCpu());
        wanted.put(Constants.COMMON_TOTAL_MEMORY_RESOURCE_NAME, request.getTotalMemoryMb());
        return wanted;
    }

    /** The most, of any kind of resource, that the user would have beyond the guarantee, in shares of what is left; negative within it. */
    private static double score(Map<String, Double> used, Map<String, Double> wanted, User user, Map<String, Double> left) {
        Map<String, Double> guaranteed = new HashMap<>(user == null ? Map.of() : user.getGenericGuaranteed());
        guaranteed.put(Constants.COMMON_CPU_RESOURCE_NAME, user == null ? 0.0 : user.getCpuResourceGuaranteed());
        guaranteed.put(Constants.COMMON_TOTAL_MEMORY_RESOURCE_NAME, user == null ? 0.0 : user.getMemoryResourceGuaranteed());
        double score = Double.NEGATIVE_INFINITY;
        for (Map.Entry<String, Double> kind : left.entrySet()) {
            String name = kind.getKey();
            boolean always = name.equals(Constants.COMMON_CPU_RESOURCE_NAME) || name.equals(Constants.COMMON_TOTAL_MEMORY_RESOURCE_NAME);
            if (always || wanted.getOrDefault(name, 0.0) > 0) {
                if (kind.getValue() <= 0) {
                    return Double.MAX_VALUE;
                }
                double would = used.getOrDefault(name, 0.0) + wanted.getOrDefault(name, 0.0);
                score = Math.max(score, (would - guaranteed.getOrDefault(name, 0.0)) / kind.getValue());
            }
        }
        return score;
    }
}
