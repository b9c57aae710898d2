// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.storm.generated.ExecutorInfo;
import org.apache.storm.generated.ExecutorSpecificStats;
import org.apache.storm.generated.ExecutorStats;
import org.apache.storm.generated.SpoutStats;
import org.junit.jupiter.api.Test;
import tempest.rpc.ExecutorFigures;
import tempest.rpc.TaskReadings;
import tempest.rpc.WorkerBeat;

/** What a leader stores of the past, and what the next one makes of it. */
class SavedHistoryTest {
    private static final String ID = "words-1-1";
    private static final ExecutorInfo SPOUT = new ExecutorInfo(1, 1);
    /** The beginning of a step of every length. */
    private static final long BEGIN = 1_700_400_000;
    private static final int DAY_SECS = 86_400;

    private static void beat(MetricStore store, int uptime, long nowSecs) {
        ExecutorFigures spout = new ExecutorFigures("spout", 10L * uptime, 10L * uptime, 10L * uptime, 0, 0, 0, 0, 0, 0, 0);
        WorkerBeat beat = new WorkerBeat(ID, "node", "host", 6700, 0, uptime, new HashMap<>(Map.of(SPOUT,
            new ExecutorStats(Map.of(), Map.of(), ExecutorSpecificStats.spout(new SpoutStats(Map.of(), Map.of(), Map.of())), 1))));
        beat.set_figures(Map.of(SPOUT, spout));
        TaskReadings readings = new TaskReadings("spout", 1, Map.of("level", 5.0), Map.of("count", 20L * uptime));
        beat.set_readings(List.of(readings));
        store.record(beat, Map.of(), nowSecs);
    }

    /** Beats of one worker, once a second from one second on. */
    private static void run(MetricStore store, int from, int until, int every) {
        for (int second = from; second < until; second += every) {
            beat(store, second, BEGIN + second);
        }
    }

    private static SavedHistory stored(MetricStore store, int second) throws IOException {
        return SavedHistory.decode(store.saved(ID, BEGIN + second).orElseThrow().encode());
    }

    private static List<Double> emitted(MetricStore store, int from, int now) {
        return store.series(ID, "spout", BEGIN + from, BEGIN + now).get_values().get("emitted");
    }

    private static List<Double> reading(MetricStore store, String name, int from, int now) {
        return store.readingSeries(ID, "spout", name, 1, BEGIN + from, BEGIN + now).get_values().get("value");
    }

    @Test
    void theNextLeaderGoesOnWithWhatTheLastOneKnewAndAGapBetween() throws Exception {
        MetricStore first = new MetricStore();
        run(first, 0, 600, 1);
        MetricStore next = new MetricStore();
        SavedHistory saved = stored(first, 600);
        run(next, 640, 700, 1);
        next.fill(saved, BEGIN + 700);
        run(next, 700, 1000, 1);
        assertEquals(emitted(first, 0, 600), emitted(next, 0, 1000).subList(0, 60));
        List<Double> after = emitted(next, 600, 1000);
        assertTrue(after.subList(0, 4).stream().allMatch(rate -> rate.isNaN()), after.toString());
        assertTrue(after.subList(5, 40).stream().allMatch(rate -> Math.abs(rate - 10) <= 1), after.toString());
        assertEquals(reading(first, "level", 0, 600), reading(next, "level", 0, 1000).subList(0, 60));
        assertEquals(reading(first, "count", 0, 600), reading(next, "count", 0, 1000).subList(0, 60));
        // A total of ten minutes is no rate of the first ten seconds.
        assertTrue(reading(next, "count", 640, 1000).stream().allMatch(rate -> rate <= 22), reading(next, "count", 640, 1000).toString());
    }

    @Test
    void aLeaderOfWhichNothingWasHeardYetShowsWhatWasStored() throws Exception {
        MetricStore first = new MetricStore();
        run(first, 0, 4000, 5);
        MetricStore next = new MetricStore();
        next.fill(stored(first, 4000), BEGIN + 4030);
        assertEquals(emitted(first, 500, 4000), emitted(next, 500, 4030).subList(0, 350));
        assertEquals(emitted(first, -DAY_SECS + 4100, 4000), emitted(next, -DAY_SECS + 4100, 4030), "two minutes a step");
        assertEquals(emitted(first, -5 * DAY_SECS, 4000), emitted(next, -5 * DAY_SECS, 4030), "twenty minutes a step");
        run(next, 4030, 4200, 5);
        assertEquals(10, last(emitted(next, -5 * DAY_SECS, 4200)), 1, "the step that two leaders saw");
    }

    private static double last(List<Double> values) {
        return values.get(values.size() - 1);
    }

    @Test
    void whatIsKnownHereIsNotReplacedAndWhatIsStoredTwiceCountsOnce() throws Exception {
        MetricStore first = new MetricStore();
        run(first, 0, 300, 1);
        SavedHistory early = stored(first, 200);
        SavedHistory late = stored(first, 300);
        List<Double> before = emitted(first, 0, 300);
        first.fill(early, BEGIN + 300);
        first.fill(late, BEGIN + 300);
        assertEquals(before, emitted(first, 0, 300));
        MetricStore next = new MetricStore();
        next.fill(early, BEGIN + 310);
        next.fill(late, BEGIN + 310);
        assertEquals(before.subList(0, 20), emitted(next, 0, 310).subList(0, 20));
    }

    @Test
    void whatAClockAheadStoredIsLeft() throws Exception {
        MetricStore first = new MetricStore();
        run(first, 0, 7200, 5);
        MetricStore next = new MetricStore();
        next.fill(stored(first, 7200), BEGIN + 3600);
        run(next, 3600, 3700, 1);
        List<Double> hour = emitted(next, 3600, 3700);
        assertEquals(10, hour.size());
        assertEquals(10, last(hour), 1);
    }

    @Test
    void aDamagedOneIsRefusedWhateverIsDamaged() throws Exception {
        MetricStore store = new MetricStore();
        run(store, 0, 300, 1);
        byte[] bytes = store.saved(ID, BEGIN + 300).orElseThrow().encode();
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            byte[] bad = bytes.clone();
            bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            assertThrows(IOException.class, () -> SavedHistory.decode(bad));
            byte[] shorter = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            assertThrows(IOException.class, () -> SavedHistory.decode(shorter));
        }
        assertThrows(IOException.class, () -> SavedHistory.decode("not at all what it should be".getBytes()));
        byte[] newer = bytes.clone();
        newer[7] = 2;
        assertEquals("its form is 2; this release reads 1", assertThrows(IOException.class, () -> SavedHistory.decode(newer)).getMessage());
    }

    @Test
    void ofATopologyOfWhichNothingWasHeardNothingIsStored() {
        assertTrue(new MetricStore().saved(ID, BEGIN).isEmpty());
    }
}
