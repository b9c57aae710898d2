// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.metrics;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
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

    private static final long MINUTE_MILLIS = 60_000;
    /** So many of one kind in one minute are kept: a burst leaves the rest of the hour its samples. */
    private static final int MOST_A_MINUTE = 20;

    /** Samples by kind and minute, the latest minute last. */
    private final Map<Kind, Deque<Minute>> samples = new LinkedHashMap<>();
    private int kept;

    private record Kind(String spout, FailureReason reason, String component) { }

    /** What came in one minute, or in the time since the minute before began: the latest, and how many they were. */
    private static final class Minute {
        private final long startMillis;
        private final Deque<TupleFailure> kept = new ArrayDeque<>();
        private long seen;
        private long firstMillis = Long.MAX_VALUE;

        private Minute(long startMillis) {
            this.startMillis = startMillis;
        }
    }

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
            keep(failure);
        }
    }

    private void keep(TupleFailure failure) {
        Deque<Minute> minutes = samples.computeIfAbsent(new Kind(failure.get_spout(), failure.get_reason(), failure.get_component()), kind -> new ArrayDeque<>());
        long start = Math.floorDiv(failure.get_time_millis(), MINUTE_MILLIS) * MINUTE_MILLIS;
        Minute minute = minutes.peekLast();
        // A sample that comes late counts for the minute that is open.
        if (minute == null || minute.startMillis < start) {
            minute = new Minute(start);
            minutes.addLast(minute);
        }
        minute.seen++;
        minute.firstMillis = Math.min(minute.firstMillis, failure.get_time_millis());
        minute.kept.addLast(failure);
        kept++;
        if (minute.kept.size() > MOST_A_MINUTE) {
            drop(minute);
        } else if (kept > MOST_SAMPLES) {
            drop(fullest());
        }
    }

    private void drop(Minute minute) {
        minute.kept.removeFirst();
        kept--;
    }

    /** The minute with the most samples of the kind with the most; it has at least one. */
    private Minute fullest() {
        return samples.values().stream().max(Comparator.comparingInt(FailureLog::size)).orElseThrow().stream()
            .max(Comparator.comparingInt(minute -> minute.kept.size())).orElseThrow();
    }

    private static int size(Deque<Minute> minutes) {
        return minutes.stream().mapToInt(minute -> minute.kept.size()).sum();
    }

    private void forget(long beforeMillis) {
        samples.values().forEach(minutes -> {
            while (!minutes.isEmpty() && minutes.peekFirst().startMillis + MINUTE_MILLIS <= beforeMillis) {
                kept -= minutes.removeFirst().kept.size();
            }
        });
        samples.values().removeIf(Deque::isEmpty);
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
        forget(nowMillis - KEPT_MILLIS);
        Map<Kind, Collection<Minute>> kinds = new LinkedHashMap<>(samples);
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
                .mapToLong(e -> seen(e.getValue())).sum();
            long known = exact.applyAsLong(group);
            group.set_count(sampled == 0 ? known : Math.max(seen(of), Math.round((double) known * seen(of) / sampled)));
            if (group.get_count() > 0) {
                groups.add(group);
            }
        });
        groups.sort(Comparator.comparingLong(FailureGroup::get_count).reversed());
        return groups;
    }

    private static long seen(Collection<Minute> minutes) {
        return minutes.stream().mapToLong(minute -> minute.seen).sum();
    }

    private static FailureGroup group(Kind kind, Collection<Minute> minutes) {
        List<TupleFailure> of = new ArrayList<>();
        minutes.forEach(minute -> of.addAll(minute.kept));
        Collections.reverse(of);
        long[] after = of.stream().mapToLong(TupleFailure::get_after_millis).sorted().toArray();
        FailureGroup group = new FailureGroup(kind.spout, kind.reason, of.size(), minutes.stream().mapToLong(minute -> minute.firstMillis).min().orElse(0),
            of.stream().mapToLong(TupleFailure::get_time_millis).max().orElse(0),
            after.length == 0 ? Double.NaN : after[after.length / 2], after.length == 0 ? 0 : after[after.length - 1], spread(of));
        if (kind.component != null) {
            group.set_component(kind.component);
        }
        return group;
    }

    /** So many as are shown, from all over the hour: the latest and the earliest are among them. */
    private static List<TupleFailure> spread(List<TupleFailure> of) {
        List<TupleFailure> spread = new ArrayList<>();
        int shown = Math.min(SHOWN, of.size());
        for (int i = 0; i < shown; i++) {
            spread.add(of.get(shown == 1 ? 0 : (int) ((long) i * (of.size() - 1) / (shown - 1))));
        }
        return spread;
    }
}
