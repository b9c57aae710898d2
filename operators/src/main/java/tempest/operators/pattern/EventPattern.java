// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.operators.pattern;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What events of a key must follow each other, with others between them: a first step and those that {@link #then} come after it. An event goes to the first of the
 * steps that it may begin; it is one more of the step before only if it begins none. Each event that fits the first step begins a match of its own. Built once,
 * then only read.
 *
 * @param <V> of the events
 */
public final class EventPattern<V> implements Serializable {
    private static final long serialVersionUID = 1L;

    /** A condition whose object can be sent to workers: a lambda. Of method references to constants, {@code "a"::equals} and {@code "b"::equals}, javac makes one there. */
    @FunctionalInterface
    public interface Condition<V> extends Predicate<V>, Serializable {
    }

    record Step<V>(String name, Condition<V> fits, boolean optional, boolean many, List<Condition<V>> notBefore) implements Serializable {
    }

    private final ArrayList<Step<V>> steps = new ArrayList<>();
    /** Of the next step, or of the end. */
    private final ArrayList<Condition<V>> notNext = new ArrayList<>();
    private long withinMs = Long.MAX_VALUE;

    private EventPattern() {
    }

    /** The pattern whose first step is this. */
    public static <V> EventPattern<V> begin(String name, Condition<V> fits) {
        return new EventPattern<V>().then(name, fits);
    }

    /** An event after those of the step before, whatever is between them. */
    public EventPattern<V> then(String name, Condition<V> fits) {
        if (name == null || fits == null) {
            throw new IllegalArgumentException("a step needs a name and a condition; one of them is null");
        }
        steps.add(new Step<>(name, fits, false, false, List.copyOf(notNext)));
        notNext.clear();
        return this;
    }

    /** The last step may be left out. */
    public EventPattern<V> optional() {
        Step<V> last = steps.remove(steps.size() - 1);
        steps.add(new Step<>(last.name, last.fits, true, last.many, last.notBefore));
        return this;
    }

    /** The last step has one event or more. At the end of a pattern it has all that come until the time is over. */
    public EventPattern<V> oneOrMore() {
        Step<V> last = steps.remove(steps.size() - 1);
        steps.add(new Step<>(last.name, last.fits, last.optional, true, last.notBefore));
        return this;
    }

    /** No such event between the last step and the next one; at the end of a pattern, until the time is over. */
    public EventPattern<V> notFollowedBy(Condition<V> condition) {
        notNext.add(condition);
        return this;
    }

    /** All of it within so many milliseconds of the first event, above 0. */
    public EventPattern<V> within(long ms) {
        if (ms <= 0) {
            throw new IllegalArgumentException("a pattern within " + ms + " ms; it must be above 0");
        }
        withinMs = ms;
        return this;
    }

    /**
     * Says what is wrong with the pattern as a whole.
     *
     * @return what is hardly meant, a line each
     * @throws IllegalArgumentException if it can never end or a step means nothing
     */
    public List<String> check() {
        refuse();
        return withinMs == Long.MAX_VALUE ? List.of("a pattern without within(...) waits for ever for each beginning that has no end") : List.of();
    }

    void refuse() {
        Set<String> names = new HashSet<>();
        for (Step<V> step : steps) {
            if (!names.add(step.name)) {
                throw new IllegalArgumentException("a pattern has two steps '" + step.name + "'; each needs a name of its own");
            }
        }
        Step<V> first = steps.get(0);
        Step<V> last = steps.get(steps.size() - 1);
        if (first.optional || last.optional) {
            throw new IllegalArgumentException("step '" + (first.optional ? first : last).name + "' of a pattern is optional; the first and the last one cannot be");
        }
        if (withinMs == Long.MAX_VALUE && endsWithTime()) {
            throw new IllegalArgumentException("a pattern ends with " + (notNext.isEmpty() ? "one or more of '" + last.name + "'" : "what may not follow")
                + " and would never be complete; within(...) says when it is");
        }
    }

    List<Step<V>> steps() {
        return steps;
    }

    List<Condition<V>> notAtEnd() {
        return notNext;
    }

    long withinMs() {
        return withinMs;
    }

    /** Whether a match is complete only when its time is over. */
    boolean endsWithTime() {
        return !notNext.isEmpty() || steps.get(steps.size() - 1).many;
    }
}
