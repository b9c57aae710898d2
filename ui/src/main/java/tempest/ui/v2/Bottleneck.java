// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.ui.v2;

import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Says in a sentence what limits a topology. A pure function of figures of the last minute.
 *
 * <p>The component to blame is the one that is busy while what it is sent piles up in front of it; a component that itself waits for
 * room further down is a victim. How many executors it takes follows from the work there is: the share of time it is busy, and, as long
 * as others wait for it, the share of time they wait.
 */
final class Bottleneck {
    /** From here on a bolt has no reserve to speak of. */
    private static final double BUSY = 0.8;
    private static final double FULL = 0.8;
    /** A component that waits for others this much is not to blame. */
    private static final double VICTIM = 0.5;
    /** What a relieved component should be busy. */
    private static final double WANTED = 0.7;
    private static final double MOST_WAITING = 0.9;
    private static final double PENDING = 0.9;

    private Bottleneck() {}

    /**
     * What is known of one component.
     *
     * @param capacity share of the last minute that its busiest executor spent in user code, 0 to about 1
     * @param fill     share of the fullest inbox in use
     * @param blocked  share of the last minute that an executor waited for room in somebody's inbox
     * @param latencyMs what a tuple takes in user code, or NaN
     * @param inputs   the components it gets tuples from
     */
    record Part(String id, boolean spout, int executors, int tasks, double capacity, double fill, double blocked, double latencyMs, double executedPerSecond,
                double pending, Set<String> inputs) { }

    /** @param maxPending topology.max.spout.pending per task, or 0 if there is no limit */
    static Map<String, Object> of(List<Part> parts, int maxPending) {
        if (parts.stream().allMatch(part -> Double.isNaN(part.capacity) && Double.isNaN(part.fill))) {
            return null;
        }
        Optional<Part> culprit = parts.stream().filter(part -> !part.spout && known(part.blocked) < VICTIM)
            .filter(part -> known(part.capacity) >= BUSY || known(part.fill) >= FULL)
            .max(Comparator.comparingDouble(part -> known(part.capacity) + known(part.fill)));
        if (culprit.isPresent()) {
            return tooSlow(culprit.get(), parts);
        }
        Optional<Part> held = parts.stream().filter(part -> part.spout && maxPending > 0 && known(part.pending) >= PENDING * maxPending * part.tasks).findFirst();
        if (held.isPresent()) {
            return finding(held.get().id, "pending", "The spout " + held.get().id + " waits: topology.max.spout.pending = " + maxPending
                + " of its trees are under way, and no bolt is busy. A larger limit would let more through.", null);
        }
        Optional<Part> spout = parts.stream().filter(part -> part.spout && known(part.capacity) >= BUSY).findFirst();
        if (spout.isPresent()) {
            int more = suggested(spout.get(), 0);
            return finding(spout.get().id, "spout", "The spout " + spout.get().id + " is busy " + percent(spout.get().capacity)
                + " of the time while all bolts have reserves: the source sets the pace. " + parallelism(spout.get(), more), more);
        }
        return parts.stream().filter(part -> !part.spout).max(Comparator.comparingDouble(part -> known(part.capacity)))
            .map(part -> finding(null, "none", "Nothing holds this topology back: the busiest bolt, " + part.id + ", is busy " + percent(known(part.capacity))
                + " of the time.", null)).orElse(null);
    }

    private static Map<String, Object> tooSlow(Part part, List<Part> parts) {
        double waiting = Math.min(MOST_WAITING, waiting(part, parts));
        int more = suggested(part, waiting);
        StringBuilder why = new StringBuilder("The bolt ").append(part.id).append(" is the bottleneck: ");
        boolean busy = known(part.capacity) >= BUSY;
        if (busy) {
            why.append("its executors are busy ").append(percent(part.capacity)).append(" of the time");
            if (part.latencyMs >= 0.001) {
                why.append(" (").append(String.format(Locale.ROOT, part.latencyMs < 1 ? "%.3f" : "%.1f", part.latencyMs)).append(" ms a tuple)");
            }
        }
        if (known(part.fill) >= FULL) {
            why.append(busy ? " and " : "").append(busy ? "its inbox is " : "its inbox is ").append(percent(part.fill)).append(" full");
        }
        if (waiting >= 0.05) {
            why.append(", so that what sends to it waits ").append(percent(waiting)).append(" of the time");
        }
        why.append(". ").append(parallelism(part, more));
        return finding(part.id, busy ? "capacity" : "queue", why.toString(), more);
    }

    /** The longest that anything upstream waits. */
    private static double waiting(Part part, List<Part> parts) {
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

    private static int suggested(Part part, double waiting) {
        double load = part.executors * Math.max(known(part.capacity), known(part.fill) >= FULL ? 1 : 0) / (1 - waiting);
        return Math.max(part.executors + 1, (int) Math.ceil(load / WANTED));
    }

    private static String parallelism(Part part, int more) {
        String text = more + " executors instead of " + part.executors + " would relieve it";
        return more <= part.tasks ? text + "."
            : text + "; a rebalance can give it at most its " + part.tasks + (part.tasks == 1 ? " task" : " tasks") + ", more need a new submission.";
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

    private static String percent(double share) {
        return Math.round(100 * Math.min(1, share)) + " %";
    }
}
