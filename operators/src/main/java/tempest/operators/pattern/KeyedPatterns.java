// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.operators.pattern;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import tempest.operators.pattern.EventPattern.Condition;
import tempest.operators.pattern.EventPattern.Step;
import tempest.operators.window.TimeRange;

/**
 * Looks for a pattern in the events of each key, in the order of their time: an event is looked at when the watermark has passed it. What was begun and not
 * completed in time is given too, as incomplete. A function of what it is told: it looks at no clock. Not for several threads.
 *
 * @param <E> what is given and told to be gone
 * @param <V> what the pattern's conditions look at
 */
public final class KeyedPatterns<K, E, V> {
    private final EventPattern<V> pattern;
    private final List<Step<V>> steps;
    private final Function<E, V> value;
    private final Consumer<E> gone;
    private final TreeMap<Long, List<Event<K, E>>> waiting = new TreeMap<>();
    private final Map<K, Set<Run<K, E>>> byKey = new HashMap<>();
    /** By the last time that still belongs to them. */
    private final TreeMap<Long, Set<Run<K, E>>> deadlines = new TreeMap<>();
    private long watermark = Long.MIN_VALUE;

    private static final class Event<K, E> {
        final K key;
        final E what;
        /** Of runs that it is part of. */
        int uses;

        Event(K key, E what) {
            this.key = key;
            this.what = what;
        }
    }

    /** A match that has begun. */
    private static final class Run<K, E> {
        final K key;
        final long start;
        final long deadline;
        final Map<String, List<Event<K, E>>> events = new LinkedHashMap<>();
        /** The step that comes after the last one that has events. */
        int next = 1;

        Run(K key, long start, long deadline) {
            this.key = key;
            this.start = start;
            this.deadline = deadline;
        }
    }

    /** @param gone is told of each event that was taken when it is part of nothing any more */
    public KeyedPatterns(EventPattern<V> pattern, Function<E, V> value, Consumer<E> gone) {
        pattern.refuse();
        this.pattern = pattern;
        steps = pattern.steps();
        this.value = value;
        this.gone = gone;
    }

    /** Takes an event; false if the watermark has passed its time, or that is beyond {@link TimeRange}. */
    public boolean add(K key, E event, long time) {
        if (time < watermark || !TimeRange.contains(time)) {
            return false;
        }
        waiting.computeIfAbsent(time, t -> new ArrayList<>()).add(new Event<>(key, event));
        return true;
    }

    /** No event comes any more whose time is before the watermark. */
    public void advance(long to, Consumer<PatternMatch<K, E>> results) {
        while (!waiting.isEmpty() && waiting.firstKey() < to) {
            var due = waiting.pollFirstEntry();
            timeOut(due.getKey(), results);
            due.getValue().forEach(event -> look(event, due.getKey(), results));
        }
        timeOut(to, results);
        watermark = Math.max(watermark, to);
    }

    /** Ends what had to be complete before a time. */
    private void timeOut(long time, Consumer<PatternMatch<K, E>> results) {
        while (!deadlines.isEmpty() && deadlines.firstKey() < time) {
            for (Run<K, E> run : List.copyOf(deadlines.firstEntry().getValue())) {
                results.accept(match(run, run.deadline, run.next == steps.size()));
                end(run);
            }
        }
    }

    private void look(Event<K, E> event, long time, Consumer<PatternMatch<K, E>> results) {
        V looked = value.apply(event.what);
        event.uses++; // while it is looked at
        for (Run<K, E> run : List.copyOf(byKey.getOrDefault(event.key, Set.of()))) {
            if (isForbidden(run, looked)) {
                end(run);
                continue;
            }
            int step = stepOf(run, looked);
            if (step >= 0) {
                take(run, step, event, time, results);
            }
        }
        if (steps.get(0).fits().test(looked)) {
            long deadline = pattern.withinMs() == Long.MAX_VALUE ? Long.MAX_VALUE : time + TimeRange.bounded(pattern.withinMs());
            Run<K, E> run = new Run<>(event.key, time, deadline);
            byKey.computeIfAbsent(event.key, k -> new LinkedHashSet<>()).add(run);
            deadlines.computeIfAbsent(deadline, d -> new LinkedHashSet<>()).add(run);
            take(run, 0, event, time, results);
        }
        unused(event);
    }

    /** Whether an event is one of those that may not come before a step that the run may reach next. */
    private boolean isForbidden(Run<K, E> run, V looked) {
        int step = run.next;
        for (; step < steps.size(); step++) {
            if (anyFits(steps.get(step).notBefore(), looked)) {
                return true;
            }
            if (!steps.get(step).optional()) {
                return false;
            }
        }
        return anyFits(pattern.notAtEnd(), looked);
    }

    private static <V> boolean anyFits(Collection<Condition<V>> conditions, V looked) {
        for (Condition<V> condition : conditions) {
            if (condition.test(looked)) {
                return true;
            }
        }
        return false;
    }

    /** The step that an event belongs to; -1 if to none. */
    private int stepOf(Run<K, E> run, V looked) {
        for (int step = run.next; step < steps.size(); step++) {
            if (steps.get(step).fits().test(looked)) {
                return step;
            }
            if (!steps.get(step).optional()) {
                break;
            }
        }
        Step<V> before = steps.get(run.next - 1);
        return before.many() && before.fits().test(looked) ? run.next - 1 : -1;
    }

    private void take(Run<K, E> run, int step, Event<K, E> event, long time, Consumer<PatternMatch<K, E>> results) {
        run.events.computeIfAbsent(steps.get(step).name(), n -> new ArrayList<>(1)).add(event);
        event.uses++;
        run.next = step + 1;
        if (run.next == steps.size() && !pattern.endsWithTime()) {
            results.accept(match(run, time, true));
            end(run);
        }
    }

    private PatternMatch<K, E> match(Run<K, E> run, long end, boolean complete) {
        Map<String, List<E>> events = new LinkedHashMap<>();
        run.events.forEach((name, of) -> events.put(name, of.stream().map(event -> event.what).toList()));
        return new PatternMatch<>(run.key, events, run.start, end, complete);
    }

    private void end(Run<K, E> run) {
        remove(byKey, run.key, run);
        remove(deadlines, run.deadline, run);
        run.events.values().forEach(events -> events.forEach(this::unused));
    }

    private static <T, R> void remove(Map<T, Set<R>> from, T at, R run) {
        Set<R> runs = from.get(at);
        runs.remove(run);
        if (runs.isEmpty()) {
            from.remove(at);
        }
    }

    private void unused(Event<K, E> event) {
        if (--event.uses == 0) {
            gone.accept(event.what);
        }
    }

    /** How many keys have a match that has begun. */
    public int keys() {
        return byKey.size();
    }
}
