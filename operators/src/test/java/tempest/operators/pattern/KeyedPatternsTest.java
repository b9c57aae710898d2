// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.operators.pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tempest.operators.pattern.EventPattern.Condition;

class KeyedPatternsTest {
    private record Event(String key, String value, long time, int number) {
    }

    /** A step as plainly as it can be said: letters that fit, letters that may not come before it. */
    private record PlainStep(String letters, boolean optional, boolean many, String notBefore) {
        static Condition<String> in(String letters) {
            return letters::contains;
        }
    }

    private final List<String> results = new ArrayList<>();
    private final List<String> gone = new ArrayList<>();

    private static String text(PatternMatch<String, Event> match) {
        Map<String, List<String>> events = new LinkedHashMap<>();
        match.events().forEach((name, of) -> events.put(name, of.stream().map(event -> event.value + event.number).toList()));
        return (match.complete() ? "" : "incomplete ") + match.key() + " " + events + " " + match.start() + "-" + match.end();
    }

    private List<String> match(EventPattern<String> pattern, String events) {
        results.clear();
        gone.clear();
        KeyedPatterns<String, Event, String> patterns = new KeyedPatterns<>(pattern, Event::value, event -> gone.add(event.value + event.number));
        for (int i = 0; i < events.length(); i++) {
            patterns.add("k", new Event("k", events.substring(i, i + 1), i, i), i);
        }
        patterns.advance(1_000, match -> results.add(text(match)));
        return results;
    }

    private static Condition<String> is(String letter) {
        return letter::equals;
    }

    @Test
    void aSequenceMatchesWithOtherEventsBetweenItsSteps() {
        EventPattern<String> pattern = EventPattern.begin("first", is("a")).then("second", is("b")).within(10);
        assertEquals(List.of("k {first=[a1], second=[b3]} 1-3", "incomplete k {first=[a5]} 5-15"), match(pattern, "xaxbbax"));
        assertEquals(List.of("x0", "x2", "a1", "b3", "b4", "x6", "a5"), gone);
    }

    @Test
    void eachBeginningHasAMatchOfItsOwn() {
        EventPattern<String> pattern = EventPattern.begin("first", is("a")).oneOrMore().then("second", is("b")).within(10);
        assertEquals(List.of("k {first=[a0, a1], second=[b2]} 0-2", "k {first=[a1], second=[b2]} 1-2"), match(pattern, "aab"));
    }

    @Test
    void anOptionalStepMayBeLeftOut() {
        EventPattern<String> pattern = EventPattern.begin("first", is("a")).then("maybe", is("b")).optional().then("last", is("c")).within(10);
        assertEquals(List.of("k {first=[a0], maybe=[b1], last=[c2]} 0-2", "k {first=[a3], last=[c4]} 3-4"), match(pattern, "abcac"));
    }

    @Test
    void whatMayNotFollowEndsAMatchAndAtTheEndTheTimeMustPassWithoutIt() {
        assertEquals(List.of("k {first=[a3], last=[c4]} 3-4"),
            match(EventPattern.begin("first", is("a")).notFollowedBy(is("b")).then("last", is("c")).within(10), "abcac"));
        assertEquals(List.of("k {order=[a3]} 3-8"), match(EventPattern.begin("order", is("a")).notFollowedBy(is("b")).within(5), "abxa"), "an order that is not paid");
    }

    @Test
    void oneOrMoreAtTheEndHasAllThatComeInTime() {
        assertEquals(List.of("k {first=[a0], more=[b1, b2]} 0-3"), match(EventPattern.begin("first", is("a")).then("more", is("b")).oneOrMore().within(3), "abbxb"));
    }

    @Test
    void patternsEqualAPlainEvaluation() {
        for (int seed = 0; seed < 1_000; seed++) {
            Random random = new Random(seed);
            List<PlainStep> steps = new ArrayList<>();
            int length = 1 + random.nextInt(4);
            for (int i = 0; i < length; i++) {
                steps.add(new PlainStep(letters(random), i > 0 && i < length - 1 && random.nextInt(3) == 0, random.nextInt(3) == 0,
                    i > 0 && random.nextInt(4) == 0 ? letters(random) : ""));
            }
            String notAtEnd = random.nextInt(5) == 0 ? letters(random) : "";
            long within = 1 + random.nextInt(40);
            check(steps, notAtEnd, within, random, "seed " + seed + " " + steps + " not " + notAtEnd + " within " + within);
        }
    }

    private static String letters(Random random) {
        String letters = "abc".substring(random.nextInt(3));
        return letters.substring(0, 1 + random.nextInt(Math.min(2, letters.length())));
    }

    private static EventPattern<String> pattern(List<PlainStep> steps, String notAtEnd, long within) {
        EventPattern<String> pattern = null;
        for (int i = 0; i < steps.size(); i++) {
            PlainStep step = steps.get(i);
            if (!step.notBefore.isEmpty()) {
                pattern.notFollowedBy(PlainStep.in(step.notBefore));
            }
            pattern = i == 0 ? EventPattern.begin("s0", PlainStep.in(step.letters)) : pattern.then("s" + i, PlainStep.in(step.letters));
            if (step.optional) {
                pattern.optional();
            }
            if (step.many) {
                pattern.oneOrMore();
            }
        }
        return (notAtEnd.isEmpty() ? pattern : pattern.notFollowedBy(PlainStep.in(notAtEnd))).within(within);
    }

    private void check(List<PlainStep> steps, String notAtEnd, long within, Random random, String told) {
        results.clear();
        gone.clear();
        KeyedPatterns<String, Event, String> patterns = new KeyedPatterns<>(pattern(steps, notAtEnd, within), Event::value, event -> gone.add(event.value + event.number));
        List<Event> taken = new ArrayList<>();
        long now = 0;
        long watermark = Long.MIN_VALUE;
        for (int i = 0; i < 40; i++) {
            if (random.nextInt(5) == 0) {
                watermark = Math.max(watermark, now - random.nextInt(5));
                patterns.advance(watermark, match -> results.add(text(match)));
            } else {
                now += random.nextInt(10) == 0 ? random.nextInt(40) : random.nextInt(4);
                Event event = new Event("k" + random.nextInt(2), "abcx".substring(random.nextInt(4)).substring(0, 1), now - random.nextInt(6), i);
                assertEquals(event.time >= watermark && taken.add(event), patterns.add(event.key, event, event.time), told);
            }
        }
        patterns.advance(10_000, match -> results.add(text(match)));
        taken.sort(Comparator.comparingLong(Event::time));
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < taken.size(); i++) {
            plain(steps, notAtEnd, within, taken.subList(i, taken.size()), expected);
        }
        assertEquals(expected.stream().sorted().toList(), results.stream().sorted().toList(), told + ": " + taken);
        assertEquals(0, patterns.keys(), told);
        assertEquals(taken.stream().map(event -> event.value + event.number).sorted().toList(), gone.stream().sorted().toList(), told + ": each is told to be gone once");
    }

    /** The match that begins with the first of the events, if one does. */
    private static void plain(List<PlainStep> steps, String notAtEnd, long within, List<Event> events, List<String> expected) {
        Event first = events.get(0);
        if (!steps.get(0).letters.contains(first.value)) {
            return;
        }
        boolean waits = !notAtEnd.isEmpty() || steps.get(steps.size() - 1).many;
        Map<String, List<String>> found = new LinkedHashMap<>(Map.of("s0", new ArrayList<>(List.of(first.value + first.number))));
        int at = 0;
        if (steps.size() == 1 && !waits) {
            expected.add(first.key + " " + found + " " + first.time + "-" + first.time);
            return;
        }
        for (Event event : events.subList(1, events.size())) {
            if (!event.key.equals(first.key) || event.time > first.time + within) {
                continue;
            }
            List<Integer> reachable = new ArrayList<>();
            StringBuilder forbidden = new StringBuilder();
            int step = at + 1;
            while (step < steps.size()) {
                reachable.add(step);
                forbidden.append(steps.get(step).notBefore);
                if (!steps.get(step).optional) {
                    break;
                }
                step++;
            }
            if (step == steps.size()) {
                forbidden.append(notAtEnd);
            }
            if (forbidden.toString().contains(event.value)) {
                return;
            }
            if (steps.get(at).many) {
                reachable.add(at);
            }
            int goes = reachable.stream().filter(s -> steps.get(s).letters.contains(event.value)).findFirst().orElse(-1);
            if (goes >= 0) {
                at = goes;
                found.computeIfAbsent("s" + at, n -> new ArrayList<>()).add(event.value + event.number);
                if (at == steps.size() - 1 && !waits) {
                    expected.add(first.key + " " + found + " " + first.time + "-" + event.time);
                    return;
                }
            }
        }
        expected.add((at == steps.size() - 1 ? "" : "incomplete ") + first.key + " " + found + " " + first.time + "-" + (first.time + within));
    }

    @Test
    void patternsThatCannotBeAreRefused() {
        assertEquals("a pattern ends with what may not follow and would never be complete; within(...) says when it is",
            refused(EventPattern.begin("a", is("a")).notFollowedBy(is("b"))));
        assertEquals("a pattern ends with one or more of 'a' and would never be complete; within(...) says when it is", refused(EventPattern.begin("a", is("a")).oneOrMore()));
        assertEquals("step 'b' of a pattern is optional; the first and the last one cannot be", refused(EventPattern.begin("a", is("a")).then("b", is("b")).optional()));
        assertEquals("a pattern has two steps 'a'; each needs a name of its own", refused(EventPattern.begin("a", is("a")).then("a", is("b"))));
        assertThrows(IllegalArgumentException.class, () -> EventPattern.begin("a", is("a")).within(0));
        assertEquals(List.of("a pattern without within(...) waits for ever for each beginning that has no end"), EventPattern.begin("a", is("a")).check());
    }

    private static String refused(EventPattern<String> pattern) {
        return assertThrows(IllegalArgumentException.class, () -> new KeyedPatterns<String, String, String>(pattern, value -> value, event -> { })).getMessage();
    }
}
