// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster.metrics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Names the bottleneck of a topology in one sentence. A pure function of the metrics of the last minute, called by the page and by {@code storm top}.
 *
 * <p>The bottleneck is the component that is busy while its queue fills up; a component that is itself blocked by full queues downstream is
 * not. How many executors it needs at least follows from the work it does: how much more its source has to give is not known while that is
 * held back.
 */
public final class Bottleneck {
    /** From this share of time on a component counts as busy. */
    private static final double BUSY = 0.8;
    private static final double FULL = 0.8;
    private static final double ALL_FULL = 0.995;
    /** A component that is blocked for this share of time is not the bottleneck. */
    private static final double BLOCKED = 0.5;
    /** The load that the suggested parallelism aims at. */
    private static final double TARGET_LOAD = 0.7;
    /** One executor that has so many times the work of the others has it because of its keys. */
    private static final double SKEWED = 2;
    private static final double PENDING = 0.9;

    private Bottleneck() {}

    /**
     * The metrics of one component.
     *
     * @param capacity share of the last minute that its busiest executor spent in user code, 0 to about 1
     * @param fill     fill of the fullest queue, 0 to 1
     * @param busy     how many executors' time all of them together spent in user code
     * @param blocked  share of the last minute that an executor was blocked by full queues downstream
     * @param latencyMs time in user code per tuple, or NaN
     * @param inputs   the components it receives tuples from
     */
    public record Part(String id, boolean spout, int executors, int tasks, double capacity, double busy, double fill, double blocked, double latencyMs, double executedPerSecond,
                double pending, Set<String> inputs) { }

    /**
     * The finding: component (or null), why, sentence, suggestedParallelism (or null); null if nothing is known.
     *
     * @param parts      the topology's own components
     * @param maxPending topology.max.spout.pending per task, or 0 if there is no limit
     */
    public static Map<String, Object> of(List<Part> parts, int maxPending) {
        if (parts.stream().allMatch(part -> Double.isNaN(part.capacity) && Double.isNaN(part.fill))) {
            return null;
        }
        Optional<Part> slowest = parts.stream().filter(part -> !part.spout && known(part.blocked) < BLOCKED)
            .filter(part -> known(part.capacity) >= BUSY || known(part.fill) >= FULL)
            .max(Comparator.comparingDouble(part -> known(part.capacity) + known(part.fill)));
        if (slowest.isPresent()) {
            return slowBolt(slowest.get(), parts);
        }
        Optional<Part> limited = parts.stream().filter(part -> part.spout && maxPending > 0 && known(part.pending) >= PENDING * maxPending * part.tasks).findFirst();
        if (limited.isPresent()) {
            return finding(limited.get().id, "pending", "Bottleneck: topology.max.spout.pending = " + maxPending + ". Spout " + limited.get().id + " has "
                + Math.round(limited.get().pending) + " tuples in flight and no bolt is busy; raise the limit.", null);
        }
        Optional<Part> spout = parts.stream().filter(part -> part.spout && known(part.capacity) >= BUSY).findFirst();
        if (spout.isPresent()) {
            int executors = suggested(spout.get());
            return finding(spout.get().id, "spout", "Bottleneck: spout " + spout.get().id + ". Its executors are busy " + percent(spout.get().capacity)
                + " of the time and no bolt is busy; " + need(spout.get(), executors), executors);
        }
        return parts.stream().filter(part -> !part.spout).max(Comparator.comparingDouble(part -> known(part.capacity)))
            .map(part -> finding(null, "none", "No bottleneck. Busiest bolt: " + part.id + ", " + percent(known(part.capacity)) + " of capacity", null)).orElse(null);
    }

    private static Map<String, Object> slowBolt(Part part, List<Part> parts) {
        double blocked = upstreamBlocked(part, parts);
        int executors = suggested(part);
        List<String> facts = new ArrayList<>();
        boolean busy = known(part.capacity) >= BUSY;
        if (busy) {
            facts.add("executors are busy " + percent(part.capacity) + " of the time" + (part.latencyMs >= 0.001
                ? " (" + String.format(Locale.ROOT, part.latencyMs < 1 ? "%.3f" : "%.1f", part.latencyMs) + " ms per tuple)" : ""));
        }
        if (known(part.fill) >= FULL) {
            facts.add("queue is " + (part.fill >= ALL_FULL ? "full" : percent(part.fill) + " full"));
        }
        String upstream = blocked < 0.05 ? "" : "; upstream is blocked " + percent(blocked) + " of the time";
        String begin = "Bottleneck: " + part.id + ". Its ";
        if (busy && isSkewed(part)) {
            return finding(part.id, "skew", begin + "busiest executor is busy " + percent(part.capacity) + " of the time, all " + part.executors
                + " on average " + percent(part.busy / part.executors) + ": the keys of its grouping are uneven, more executors help only if they spread them.", null);
        }
        return finding(part.id, busy ? "capacity" : "queue", begin + String.join(" and its ", facts) + upstream + "; " + need(part, executors), executors);
    }

    private static boolean isSkewed(Part part) {
        return part.executors > 1 && !Double.isNaN(part.busy) && part.capacity > SKEWED * part.busy / part.executors;
    }

    /** The largest share of time that a component upstream is blocked. */
    private static double upstreamBlocked(Part part, List<Part> parts) {
        Set<String> upstream = new HashSet<>(part.inputs);
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Part one : parts) {
                grown |= upstream.contains(one.id) && upstream.addAll(one.inputs);
            }
        }
        return parts.stream().filter(one -> upstream.contains(one.id)).mapToDouble(one -> known(one.blocked)).max().orElse(0);
    }

    private static int suggested(Part part) {
        double work = Double.isNaN(part.busy) ? part.executors * known(part.capacity) : part.busy;
        return Math.max(part.executors + 1, (int) Math.ceil(work / TARGET_LOAD));
    }

    private static String need(Part part, int executors) {
        return "it needs at least " + executors + " executors " + (executors <= part.tasks ? "instead of " + part.executors + "."
            : "but has " + part.tasks + (part.tasks == 1 ? " task" : " tasks") + ": resubmit with more tasks.");
    }

    private static Map<String, Object> finding(String component, String why, String sentence, Integer parallelism) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("component", component);
        json.put("why", why);
        json.put("sentence", sentence);
        json.put("suggestedParallelism", parallelism);
        return json;
    }

    private static double known(double value) {
        return Double.isNaN(value) ? 0 : value;
    }

    /** A share as text, at most 100 %; with a decimal below a tenth. */
    public static String percent(double share) {
        double percent = 100 * Math.min(1, share);
        return (percent >= 9.95 || percent == 0 ? Long.toString(Math.round(percent)) : String.format(Locale.ROOT, "%.1f", percent)) + " %";
    }
}
