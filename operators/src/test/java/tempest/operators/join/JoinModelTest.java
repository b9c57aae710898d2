// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.operators.join;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tempest.operators.join.StreamTableJoin.Lookup;

/** Joins give, after every step, what a plain evaluation of all that was taken gives. */
class JoinModelTest {
    private static final long LONG_AFTER = 1_000_000;

    /** A value that was taken. */
    private record Value(String key, String value, long time) {
    }

    /** What happens in a case, at random: keys, times with disorder, a watermark that follows. */
    private static final class Steps {
        final Random random;
        final long grace;
        final StringBuilder told;
        long now;
        long watermark = Long.MIN_VALUE;

        Steps(int seed, String what) {
            random = new Random(seed);
            grace = random.nextBoolean() ? 0 : random.nextInt(15);
            told = new StringBuilder("seed " + seed + " " + what + ", grace " + grace + ":");
            now = random.nextInt(40) - 20;
        }

        boolean isAdvance() {
            if (random.nextInt(4) != 0) {
                return false;
            }
            watermark = Math.max(watermark, now - random.nextInt(5));
            told.append(" |").append(watermark);
            return true;
        }

        Value next(String name) {
            now += random.nextInt(12) == 0 ? random.nextInt(40) : random.nextInt(4);
            Value value = new Value("k" + random.nextInt(2), name, now - (random.nextInt(3) == 0 ? random.nextInt(25) : 0));
            told.append(' ').append(value.key).append('.').append(name).append('@').append(value.time);
            return value;
        }

        boolean isTaken(long time) {
            return watermark == Long.MIN_VALUE || time >= watermark - grace;
        }

        /** Whether no value of a time or before it is taken any more. */
        boolean isOver(long time) {
            return watermark != Long.MIN_VALUE && time < watermark - grace;
        }
    }

    private static List<String> sorted(List<JoinResult<String, String, String>> results) {
        return results.stream().map(JoinModelTest::text).sorted().toList();
    }

    private static String text(JoinResult<String, String, String> result) {
        return (result.retraction() ? "not " : "") + result.key() + " " + result.left() + " " + result.right() + " @" + result.time();
    }

    private static String text(String key, String left, String right, long time) {
        return key + " " + left + " " + right + " @" + time;
    }

    @Test
    void intervalJoinsGiveEachPairOnceAndWhatHasNoPartnerWhenItIsOver() {
        for (int seed = 0; seed < 1_000; seed++) {
            Random random = new Random(seed);
            JoinKind kind = JoinKind.values()[random.nextInt(3)];
            long before = random.nextInt(20) - 4;
            long after = Math.max(-before, random.nextInt(20) - 4);
            Steps steps = new Steps(seed, kind + " from -" + before + " to +" + after);
            List<JoinResult<String, String, String>> results = new ArrayList<>();
            List<String> gone = new ArrayList<>();
            IntervalJoin<String, String, String> join = new IntervalJoin<>(kind, before, after, steps.grace, gone::add, gone::add);
            List<Value> left = new ArrayList<>();
            List<Value> right = new ArrayList<>();
            for (int step = 0; step < 50; step++) {
                if (steps.isAdvance()) {
                    join.advance(steps.watermark, results::add);
                } else if (steps.random.nextBoolean()) {
                    Value value = steps.next("l" + step);
                    assertEquals(steps.isTaken(value.time) && left.add(value), join.addLeft(value.key, value.value, value.time, results::add), steps.told::toString);
                } else {
                    Value value = steps.next("r" + step);
                    assertEquals(steps.isTaken(value.time) && right.add(value), join.addRight(value.key, value.value, value.time, results::add), steps.told::toString);
                }
                assertEquals(plainInterval(kind, before, after, left, right, steps), sorted(results), steps.told::toString);
            }
            join.advance(LONG_AFTER, results::add);
            assertEquals(0, join.keys(), steps.told::toString);
            assertEquals(left.size() + right.size(), gone.size(), steps.told::toString);
        }
    }

    private static List<String> plainInterval(JoinKind kind, long before, long after, List<Value> left, List<Value> right, Steps steps) {
        List<String> results = new ArrayList<>();
        for (Value l : left) {
            List<Value> partners = right.stream().filter(r -> fits(l, r, before, after)).toList();
            partners.forEach(r -> results.add(text(l.key, l.value, r.value, Math.max(l.time, r.time))));
            if (partners.isEmpty() && kind != JoinKind.INNER && steps.isOver(l.time + after)) {
                results.add(text(l.key, l.value, null, l.time));
            }
        }
        for (Value r : right) {
            if (kind == JoinKind.FULL && left.stream().noneMatch(l -> fits(l, r, before, after)) && steps.isOver(r.time + before)) {
                results.add(text(r.key, null, r.value, r.time));
            }
        }
        return results.stream().sorted().toList();
    }

    private static boolean fits(Value left, Value right, long before, long after) {
        return left.key.equals(right.key) && right.time >= left.time - before && right.time <= left.time + after;
    }

    @Test
    void aStreamFindsTheRowsThatATableHadAtItsTime() {
        for (int seed = 0; seed < 1_000; seed++) {
            JoinKind kind = seed % 2 == 0 ? JoinKind.INNER : JoinKind.LEFT;
            Lookup lookup = seed % 4 < 2 ? Lookup.AS_OF : Lookup.LATEST;
            Steps steps = new Steps(seed, kind + " " + lookup);
            List<JoinResult<String, String, String>> results = new ArrayList<>();
            StreamTableJoin<String, String, String> join = new StreamTableJoin<>(kind, lookup, steps.grace, gone -> { });
            List<Value> waiting = new ArrayList<>();
            List<Value> table = new ArrayList<>();
            List<String> expected = new ArrayList<>();
            for (int step = 0; step < 50; step++) {
                if (steps.isAdvance()) {
                    join.advance(steps.watermark, results::add);
                    for (Value each : List.copyOf(waiting)) {
                        if (steps.isOver(each.time)) {
                            waiting.remove(each);
                            lookUp(kind, each, table, each.time, expected);
                        }
                    }
                } else if (steps.random.nextBoolean()) {
                    Value value = steps.next("s" + step);
                    boolean taken = lookup == Lookup.LATEST || steps.isTaken(value.time);
                    assertEquals(taken, join.add(value.key, value.value, value.time, results::add), steps.told::toString);
                    if (lookup == Lookup.LATEST) {
                        lookUp(kind, value, table, Long.MAX_VALUE, expected);
                    } else if (taken) {
                        waiting.add(value);
                    }
                } else {
                    Value row = steps.next(steps.random.nextInt(4) == 0 ? null : "t" + step);
                    boolean known = lookup == Lookup.LATEST && table.stream().anyMatch(r -> r.key.equals(row.key) && r.time > row.time);
                    assertEquals(steps.isTaken(row.time) && !known && table.add(row), join.put(row.key, row.value, row.time), steps.told::toString);
                }
                assertEquals(expected.stream().sorted().toList(), sorted(results), steps.told::toString);
            }
        }
    }

    /** The row with the greatest time up to one; of several, the last that came. */
    private static void lookUp(JoinKind kind, Value value, List<Value> table, long upTo, List<String> expected) {
        Value found = null;
        for (Value row : table) {
            if (row.key.equals(value.key) && row.time <= upTo && (found == null || row.time >= found.time)) {
                found = row;
            }
        }
        String row = found == null ? null : found.value;
        if (row != null || kind == JoinKind.LEFT) {
            expected.add(text(value.key, value.value, row, value.time));
        }
    }

    @Test
    void whatAJoinOfTablesGaveAndDidNotRetractIsTheirJoin() {
        for (int seed = 0; seed < 1_000; seed++) {
            JoinKind kind = JoinKind.values()[seed % 3];
            Steps steps = new Steps(seed, kind + " of tables");
            TableJoin<String, String, String> join = new TableJoin<>(kind, steps.grace);
            List<String> held = new ArrayList<>();
            Map<String, Value> left = new HashMap<>();
            Map<String, Value> right = new HashMap<>();
            for (int step = 0; step < 50; step++) {
                if (steps.isAdvance()) {
                    join.advance(steps.watermark);
                    continue;
                }
                boolean isLeft = steps.random.nextBoolean();
                Map<String, Value> side = isLeft ? left : right;
                Value row = steps.next(steps.random.nextInt(4) == 0 ? null : (isLeft ? "l" : "r") + step);
                boolean taken = steps.isTaken(row.time) && !(side.containsKey(row.key) && side.get(row.key).time > row.time);
                if (taken) {
                    side.put(row.key, row);
                }
                List<JoinResult<String, String, String>> results = new ArrayList<>();
                assertEquals(taken, isLeft ? join.putLeft(row.key, row.value, row.time, results::add) : join.putRight(row.key, row.value, row.time, results::add),
                    steps.told::toString);
                hold(results, held, steps);
                assertEquals(plainTables(kind, left, right), held.stream().sorted().toList(), steps.told::toString);
            }
            join.advance(LONG_AFTER);
            long rows = left.values().stream().filter(r -> r.value != null).count() + right.values().stream().filter(r -> r.value != null).count();
            assertEquals(rows, join.rows(), steps.told + ": deleted rows are forgotten");
        }
    }

    private static List<String> plainTables(JoinKind kind, Map<String, Value> left, Map<String, Value> right) {
        List<String> results = new ArrayList<>();
        for (String key : List.of("k0", "k1")) {
            Value l = left.get(key);
            Value r = right.get(key);
            boolean hasLeft = l != null && l.value != null;
            boolean hasRight = r != null && r.value != null;
            if (kind == JoinKind.INNER ? hasLeft && hasRight : hasLeft || kind == JoinKind.FULL && hasRight) {
                long time = !hasLeft ? r.time : !hasRight ? l.time : Math.max(l.time, r.time);
                results.add(text(key, hasLeft ? l.value : null, hasRight ? r.value : null, time));
            }
        }
        return results;
    }

    /** What a left value of a case names: one of three keys, of which the right table has two, or nothing. */
    private static String named(String row) {
        int key = Math.floorMod(row.hashCode(), 4);
        return key == 3 ? null : "k" + key;
    }

    @Test
    void whatAJoinByAForeignKeyGaveAndDidNotRetractIsTheJoinOfTheTables() {
        for (int seed = 0; seed < 1_000; seed++) {
            JoinKind kind = seed % 2 == 0 ? JoinKind.INNER : JoinKind.LEFT;
            Steps steps = new Steps(seed, kind + " by a foreign key");
            ForeignKeyJoin<String, String, String, String> join = new ForeignKeyJoin<>(kind, JoinModelTest::named, steps.grace);
            List<String> held = new ArrayList<>();
            Map<String, Value> left = new HashMap<>();
            Map<String, Value> right = new HashMap<>();
            for (int step = 0; step < 50; step++) {
                if (steps.isAdvance()) {
                    join.advance(steps.watermark);
                    continue;
                }
                boolean isLeft = steps.random.nextBoolean();
                Map<String, Value> side = isLeft ? left : right;
                Value next = steps.next(steps.random.nextInt(4) == 0 ? null : (isLeft ? "l" : "r") + step);
                Value row = isLeft ? new Value(next.key + steps.random.nextInt(2), next.value, next.time) : next; // several rows name one
                boolean taken = steps.isTaken(row.time) && !(side.containsKey(row.key) && side.get(row.key).time > row.time);
                if (taken) {
                    side.put(row.key, row);
                }
                List<JoinResult<String, String, String>> results = new ArrayList<>();
                assertEquals(taken, isLeft ? join.putLeft(row.key, row.value, row.time, results::add) : join.putRight(row.key, row.value, row.time, results::add),
                    steps.told::toString);
                hold(results, held, steps);
                assertEquals(plainForeign(kind, left, right), held.stream().sorted().toList(), steps.told::toString);
            }
            join.advance(LONG_AFTER);
            long rows = left.values().stream().filter(r -> r.value != null).count() + right.values().stream().filter(r -> r.value != null).count();
            assertEquals(rows, join.rows(), steps.told + ": deleted rows are forgotten");
        }
    }

    private static void hold(List<JoinResult<String, String, String>> results, List<String> held, Steps steps) {
        for (JoinResult<String, String, String> result : results) {
            if (result.retraction()) {
                assertTrue(held.remove(text(result).substring("not ".length())), () -> steps.told + ": " + result + " was not there");
            } else {
                held.add(text(result));
            }
        }
    }

    private static List<String> plainForeign(JoinKind kind, Map<String, Value> left, Map<String, Value> right) {
        List<String> results = new ArrayList<>();
        for (Value l : left.values()) {
            Value r = l.value == null ? null : right.get(named(l.value));
            if (l.value != null && r != null && r.value != null) {
                results.add(text(l.key, l.value, r.value, Math.max(l.time, r.time)));
            } else if (l.value != null && kind == JoinKind.LEFT) {
                results.add(text(l.key, l.value, null, l.time));
            }
        }
        return results.stream().sorted().toList();
    }

    @Test
    void joinsThatCannotBeAreRefused() {
        assertEquals("an interval from 2 ms before to -3 ms after a value has no time in it", assertThrows(IllegalArgumentException.class,
            () -> new IntervalJoin<String, String, String>(JoinKind.INNER, 2, -3, 0, l -> { }, r -> { })).getMessage());
        assertEquals("a grace of -1 ms; it must be 0 or more",
            assertThrows(IllegalArgumentException.class, () -> new TableJoin<String, String, String>(JoinKind.INNER, -1)).getMessage());
        assertThrows(IllegalArgumentException.class, () -> new ForeignKeyJoin<String, String, String, String>(JoinKind.FULL, l -> l, 0));
        assertThrows(IllegalArgumentException.class, () -> new StreamTableJoin<String, String, String>(JoinKind.FULL, Lookup.LATEST, 0, s -> { }));
    }
}
