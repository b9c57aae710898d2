// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.operators.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tempest.operators.window.WindowShape.Global;
import tempest.operators.window.WindowShape.Hopping;
import tempest.operators.window.WindowShape.Session;
import tempest.operators.window.WindowShape.Sliding;

class KeyedWindowsTest {
    private final List<WindowResult<String, String>> results = new ArrayList<>();

    private static KeyedWindows<String, Long, String> windows(WindowShape shape, OutputMode firing, long lateness) {
        return KeyedWindows.of(shape, new SumAndCount(), firing, lateness);
    }

    private List<String> taken() {
        List<String> taken = sorted(results);
        results.clear();
        return taken;
    }

    private static List<String> sorted(List<WindowResult<String, String>> results) {
        return results.stream().map(r -> (r.retraction() ? "not " : "") + r.key() + " " + r.start() + "-" + r.end() + " " + r.result()).sorted().toList();
    }

    private static WindowShape shape(Random random) {
        long size = 1 + random.nextInt(20);
        return switch (random.nextInt(4)) {
            case 0 -> Hopping.tumbling(size);
            case 1 -> new Hopping(size, 1 + random.nextInt((int) size));
            case 2 -> new Sliding(size);
            default -> new Session(size);
        };
    }

    @Test
    void windowsEqualAPlainEvaluationAfterEveryStep() {
        for (int seed = 0; seed < 1_000; seed++) {
            Random random = new Random(seed);
            WindowShape shape = shape(random);
            OutputMode mode = OutputMode.values()[random.nextInt(5)];
            long lateness = random.nextBoolean() ? 0 : random.nextInt(30);
            boolean ownGaps = shape instanceof Session && random.nextBoolean();
            KeyedWindows<String, Long, String> windows = windows(shape, mode, lateness);
            PlainWindows plain = new PlainWindows(shape, mode, lateness);
            long now = random.nextInt(50) - 25;
            StringBuilder steps = new StringBuilder("seed " + seed + " " + shape + " " + mode + " " + lateness);
            for (int step = 0; step < 40; step++) {
                List<WindowResult<String, String>> expected = new ArrayList<>();
                if (random.nextInt(4) == 0) {
                    steps.append(" |").append(now);
                    windows.advance(now, results::add);
                    plain.advance(now, expected);
                } else if (mode != OutputMode.APPEND && random.nextInt(6) == 0) {
                    steps.append(" early");
                    windows.fireEarly(results::add);
                    plain.early(expected);
                } else {
                    now += random.nextInt(10) == 0 ? random.nextInt(60) : random.nextInt(5);
                    String key = "k" + random.nextInt(2);
                    long time = now - (random.nextInt(3) == 0 ? random.nextInt(40) : 0);
                    long gap = ownGaps ? 1 + random.nextInt(30) : shape instanceof Session session ? session.gap() : 0;
                    steps.append(' ').append(key).append('@').append(time).append(ownGaps ? "+" + gap : "");
                    boolean taken = ownGaps ? windows.add(key, (long) step, time, gap, results::add) : windows.add(key, (long) step, time, results::add);
                    assertEquals(plain.add(key, step, time, gap, expected), taken, steps::toString);
                }
                assertEquals(sorted(expected), taken(), steps::toString);
                if (random.nextInt(10) == 0) {
                    windows = moved(windows, windows(shape, mode, lateness), "k0", "k1");
                    plain.forgetWhatWasFiredEarly();
                }
            }
            windows.advance(1_000_000, results::add);
            assertEquals(0, windows.keys(), () -> steps + ": what is over is forgotten");
            results.clear();
        }
    }

    /** What others were saved as and begins anew. */
    private static KeyedWindows<String, Long, String> moved(KeyedWindows<String, Long, String> from, KeyedWindows<String, Long, String> to,
                                                              String... keys) {
        to.restore(from.watermark());
        for (String key : keys) {
            List<Object> saved = from.save(key);
            if (saved != null) {
                to.restore(key, new ArrayList<>(saved));
            }
        }
        assertEquals(from.keys(), to.keys());
        return to;
    }

    @Test
    void aSlidingAggregateCostsTheSameForEachPaneHoweverLongTheWindowIs() {
        SumAndCount sums = new SumAndCount();
        KeyedWindows<String, Long, String> windows = KeyedWindows.of(new Hopping(60_000, 1_000), sums, OutputMode.APPEND, 0);
        int seconds = 10_000;
        for (long second = 0; second < seconds; second++) {
            windows.add("k", 1L, second * 1_000, results::add);
            windows.advance(second * 1_000, results::add);
        }
        assertTrue(sums.merges < 4L * seconds, "merged " + sums.merges + " times for " + seconds + " windows of 60 panes");
        assertEquals("k " + (seconds - 61) * 1_000L + "-" + (seconds - 1) * 1_000L + " 60/60", taken().stream().filter(r -> r.contains("-" + (seconds - 1) * 1_000L + " "))
            .findFirst().orElseThrow());
    }

    @Test
    void aValueBetweenTwoSessionsMakesThemOneAndTheirResultsAreRetracted() {
        KeyedWindows<String, Long, String> windows = windows(new Session(10), OutputMode.RETRACT, 100);
        windows.add("k", 1L, 0, results::add);
        windows.add("k", 2L, 15, results::add);
        windows.advance(40, results::add);
        assertEquals(List.of("k 0-10 1/1", "k 15-25 2/1"), taken());
        assertTrue(windows.add("k", 4L, 8, results::add));
        assertEquals(List.of("k 0-25 7/3", "not k 0-10 1/1", "not k 15-25 2/1"), taken());
    }

    @Test
    void whatComesWithinTheAllowedLatenessIsCountedAndLaterIsNot() {
        KeyedWindows<String, Long, String> windows = windows(Hopping.tumbling(10), OutputMode.UPDATE, 5);
        windows.add("k", 1L, 3, results::add);
        windows.advance(10, results::add);
        assertEquals(List.of("k 0-10 1/1"), taken());
        windows.advance(14, results::add);
        assertTrue(windows.add("k", 2L, 4, results::add));
        assertEquals(List.of("k 0-10 3/2"), taken());
        windows.advance(15, results::add);
        assertFalse(windows.add("k", 4L, 5, results::add));
        assertEquals(List.of(), taken());
    }

    @Test
    void windowsThatCannotBeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Session(0));
        assertThrows(IllegalArgumentException.class, () -> new Hopping(0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Hopping(10, 11));
        assertThrows(IllegalArgumentException.class, () -> new Sliding(0));
        assertThrows(IllegalArgumentException.class, () -> new Global(0, true));
        KeyedWindows<String, Long, String> tumbling = windows(Hopping.tumbling(10), OutputMode.APPEND, 0);
        assertThrows(IllegalArgumentException.class, () -> tumbling.add("k", 1L, 0, 5, results::add));
        assertThrows(IllegalStateException.class, () -> tumbling.fireEarly(results::add));
        assertEquals("an allowed lateness of -1 ms; it must be 0 or more",
            assertThrows(IllegalArgumentException.class, () -> windows(new Session(1), OutputMode.APPEND, -1)).getMessage());
    }

    @Test
    void aGlobalWindowGivesAResultWithEverySoManyValuesOfAKey() {
        KeyedWindows<String, Long, String> purged = windows(new Global(2, true), OutputMode.APPEND, 0);
        KeyedWindows<String, Long, String> kept = windows(new Global(2, false), OutputMode.RETRACT, 0);
        for (long n = 1; n <= 5; n++) {
            purged.add("k", n, 10 * n, results::add);
            purged.advance(1_000, results::add);
        }
        purged.add("other", 9L, 1, results::add);
        assertEquals(List.of("k 10-21 3/2", "k 30-41 7/2"), taken());
        for (long n = 1; n <= 5; n++) {
            kept.add("k", n, 10 * n, results::add);
            kept = n == 3 ? moved(kept, windows(new Global(2, false), OutputMode.RETRACT, 0), "k") : kept;
        }
        assertEquals(List.of("k 10-21 3/2", "k 10-41 10/4", "not k 10-21 3/2"), taken());
        kept.fireEarly(results::add);
        assertEquals(List.of("k 10-51 15/5", "not k 10-41 10/4"), taken());
    }

    @Test
    void onlyWhatChangedIsToldToBeSaved() {
        KeyedWindows<String, Long, String> windows = windows(Hopping.tumbling(10), OutputMode.APPEND, 0);
        List<String> changed = new ArrayList<>();
        windows.add("a", 1L, 3, results::add);
        windows.add("b", 1L, 13, results::add);
        windows.drainChanged(changed::add);
        windows.add("b", 1L, 14, results::add);
        windows.drainChanged(changed::add);
        windows.advance(10, results::add);
        windows.drainChanged(changed::add);
        assertEquals(List.of("a", "b", "b", "a"), changed);
        assertNull(windows.save("a"));
    }
}
