// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.metrics;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import tempest.rpc.FailedInput;
import tempest.rpc.FailureGroup;
import tempest.rpc.FailureReason;
import tempest.rpc.TupleFailure;

/** The latest samples of a topology's failed trees, for an hour at most. Owned by Nimbus's thread. */
final class FailureLog {
    private static final int MOST_SAMPLES = 1000;
    private static final int SHOWN = 20;
    private static final long KEPT_MILLIS = 3_600_000;

    private final Deque<TupleFailure> samples = new ArrayDeque<>();

    private record Kind(String spout, FailureReason reason, String component) { }

    /** What bolts told of trees that a spout has not told of yet, and the other way round; by the tree's root and the bolt's task. */
    private final Map<Failed, FailedInput> inputs = new LinkedHashMap<>();
    private final Map<Failed, TupleFailure> open = new LinkedHashMap<>();

    private record Failed(long root, int task) { }

    void add(List<TupleFailure> failures) {
        for (TupleFailure failure : failures) {
            if (failure.is_set_root() && failure.is_set_task()) {
                Failed tree = new Failed(failure.get_root(), failure.get_task());
                FailedInput input = inputs.remove(tree);
                if (input == null) {
                    putBounded(open, tree, failure);
                } else {
                    join(failure, input);
                }
            }
            samples.addLast(failure);
            if (samples.size() > MOST_SAMPLES) {
                samples.removeFirst();
            }
        }
    }

    /** What bolts knew of tuples that they failed; joined with what spouts tell of the same trees, whichever comes first. */
    void addInputs(List<FailedInput> failed) {
        for (FailedInput input : failed) {
            Failed tree = new Failed(input.get_root(), input.get_task());
            TupleFailure failure = open.remove(tree);
            if (failure == null) {
                putBounded(inputs, tree, input);
            } else {
                join(failure, input);
            }
        }
    }

    private static void join(TupleFailure failure, FailedInput input) {
        failure.set_error(input.get_error());
        failure.set_values(input.get_values());
    }

    private static <T> void putBounded(Map<Failed, T> map, Failed key, T value) {
        map.put(key, value);
        if (map.size() > MOST_SAMPLES) {
            Iterator<T> oldest = map.values().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /**
     * The failures by spout, reason and component, the most frequent first.
     *
     * @param spouts the spouts that may have failures nobody sampled
     * @param exact  how often a spout's trees failed for a reason; samples are scaled to it
     */
    List<FailureGroup> groups(long nowMillis, List<String> spouts, ToLongFunction<FailureGroup> exact) {
        samples.removeIf(sample -> nowMillis - sample.get_time_millis() > KEPT_MILLIS);
        Map<Kind, List<TupleFailure>> kinds = new LinkedHashMap<>();
        Iterator<TupleFailure> latestFirst = samples.descendingIterator();
        while (latestFirst.hasNext()) {
            TupleFailure sample = latestFirst.next();
            kinds.computeIfAbsent(new Kind(sample.get_spout(), sample.get_reason(), sample.get_component()), k -> new ArrayList<>()).add(sample);
        }
        for (String spout : spouts) {
            for (FailureReason reason : FailureReason.values()) {
                if (kinds.keySet().stream().noneMatch(kind -> kind.spout.equals(spout) && kind.reason == reason)) {
                    kinds.put(new Kind(spout, reason, null), List.of());
                }
            }
        }
        List<FailureGroup> groups = new ArrayList<>();
        kinds.forEach((kind, of) -> {
            FailureGroup group = group(kind, of);
            long sampled = kinds.entrySet().stream().filter(e -> e.getKey().spout.equals(kind.spout) && e.getKey().reason == kind.reason)
                .mapToLong(e -> e.getValue().size()).sum();
            long known = exact.applyAsLong(group);
            group.set_count(sampled == 0 ? known : Math.max(of.size(), Math.round((double) known * of.size() / sampled)));
            if (group.get_count() > 0) {
                groups.add(group);
            }
        });
        groups.sort(Comparator.comparingLong(FailureGroup::get_count).reversed());
        return groups;
    }

    private static FailureGroup group(Kind kind, List<TupleFailure> of) {
        long[] after = of.stream().mapToLong(TupleFailure::get_after_millis).sorted().toArray();
        FailureGroup group = new FailureGroup(kind.spout, kind.reason, of.size(),
            of.stream().mapToLong(TupleFailure::get_time_millis).min().orElse(0), of.stream().mapToLong(TupleFailure::get_time_millis).max().orElse(0),
            after.length == 0 ? Double.NaN : after[after.length / 2], after.length == 0 ? 0 : after[after.length - 1],
            new ArrayList<>(of.subList(0, Math.min(SHOWN, of.size()))));
        if (kind.component != null) {
            group.set_component(kind.component);
        }
        return group;
    }
}
