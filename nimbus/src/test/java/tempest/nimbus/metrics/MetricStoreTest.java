// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.storm.generated.BoltStats;
import org.apache.storm.generated.ExecutorInfo;
import org.apache.storm.generated.ExecutorSpecificStats;
import org.apache.storm.generated.ExecutorStats;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.generated.SpoutStats;
import org.junit.jupiter.api.Test;
import tempest.cluster.metrics.LatencyBuckets;
import tempest.rpc.ExecutorFigures;
import tempest.rpc.FailedInput;
import tempest.rpc.FailureGroup;
import tempest.rpc.FailureReason;
import tempest.rpc.Outcome;
import tempest.rpc.Series;
import tempest.rpc.TracedHop;
import tempest.rpc.TracedRoot;
import tempest.rpc.TracedTree;
import tempest.rpc.TupleFailure;
import tempest.rpc.WorkerBeat;

class MetricStoreTest {
    private static final String ID = "words-1-1";
    private static final ExecutorInfo SPOUT = new ExecutorInfo(1, 1);
    private static final ExecutorInfo BOLT = new ExecutorInfo(2, 2);
    private static final long BEGIN = 1_700_000_000;

    private final MetricStore store = new MetricStore();

    private static ExecutorStats stats(boolean spout) {
        return new ExecutorStats(Map.of(), Map.of(), spout ? ExecutorSpecificStats.spout(new SpoutStats(Map.of(), Map.of(), Map.of()))
            : ExecutorSpecificStats.bolt(new BoltStats(Map.of(), Map.of(), Map.of(), Map.of(), Map.of())), 0.05);
    }

    /** A worker that has emitted so many tuples, of which one in ten failed; each took 2 ms to complete and 1 ms in the bolt. */
    private static WorkerBeat beat(int port, int uptime, long emitted) {
        ExecutorFigures spout = new ExecutorFigures("spout", emitted, emitted, emitted * 9 / 10, emitted / 20, emitted / 20, 0, 0, 500_000_000L * uptime, 0.25, 7);
        spout.set_pending(11);
        spout.set_complete_micros(Map.of(LatencyBuckets.index(2000), emitted));
        ExecutorFigures bolt = new ExecutorFigures("bolt", 0, 0, emitted, 0, 0, emitted, emitted * 1_000_000, 0, 0.75, 20);
        bolt.set_execute_nanos(Map.of(LatencyBuckets.index(1_000_000), emitted));
        WorkerBeat beat = new WorkerBeat(ID, "node", "host", port, 0, uptime, new HashMap<>(Map.of(SPOUT, stats(true), BOLT, stats(false))));
        beat.set_figures(Map.of(SPOUT, spout, BOLT, bolt));
        return beat;
    }

    private static double last(Series series, String figure) {
        List<Double> values = series.get_values().get(figure);
        return values.get(values.size() - 1);
    }

    @Test
    void runningTotalsBecomeRatesAndPercentilesForEachStep() {
        for (int second = 0; second <= 60; second++) {
            store.record(beat(6700, second, 100L * second), Map.of(), BEGIN + second);
        }
        Series bolt = store.series(ID, "bolt", BEGIN, BEGIN + 60);
        assertEquals(6, bolt.get_values().get("executed").size());
        assertEquals(10, bolt.get_step_secs());
        assertEquals(100, last(bolt, "executed"), 11);
        assertEquals(1, last(bolt, "execute_p99_ms"), 0.04);
        assertEquals(0.1, last(bolt, "capacity"), 0.011);
        assertEquals(0.75, last(bolt, "queue_fill"), 1e-6);
        Series whole = store.series(ID, "", BEGIN + 30, BEGIN + 60);
        assertEquals(3, whole.get_values().get("acked").size());
        assertEquals(90, last(whole, "acked"), 11);
        assertEquals(5, last(whole, "failed"), 1);
        assertEquals(5, last(whole, "timed_out"), 1);
        assertEquals(2, last(whole, "complete_p50_ms"), 0.07);
        assertEquals(0.5, last(whole, "blocked"), 0.06);
        assertEquals(11, last(whole, "pending"));
        assertEquals(List.of(ID), store.overview(BEGIN, BEGIN + 60).stream().map(Series::get_topology).toList());
    }

    @Test
    void aLostBeatLosesNothingAndARestartedWorkerCountsFromZero() {
        store.record(beat(6700, 1, 100), Map.of(), BEGIN + 1);
        store.record(beat(6700, 9, 900), Map.of(), BEGIN + 9);
        store.record(beat(6700, 1, 100), Map.of(), BEGIN + 11);
        store.record(beat(6700, 9, 900), Map.of(), BEGIN + 19);
        Series spout = store.series(ID, "spout", BEGIN, BEGIN + 20);
        assertEquals(List.of(90.0, 90.0), spout.get_values().get("emitted"));
    }

    @Test
    void aWorkerThatHasRunForLongUnderAnotherLeaderMakesNoPeak() {
        store.record(beat(6700, 5_000, 5_000_000), Map.of(), BEGIN + 1);
        store.record(beat(6700, 5_008, 5_000_800), Map.of(), BEGIN + 9);
        assertEquals(80, last(store.series(ID, "spout", BEGIN, BEGIN + 10), "emitted"), 0.01);
        assertEquals(5, store.executors(ID, "bolt", BEGIN + 10).size() * 5);
    }

    @Test
    void anHourIsKeptAndASilenceIsAGap() {
        int second = 0;
        for (; second <= 5_000; second += 3) {
            store.record(beat(6700, second, 10L * second), Map.of(), BEGIN + second);
        }
        Series series = store.series(ID, "bolt", BEGIN + second - 3620, BEGIN + second);
        assertEquals(TimeSeries.STEPS, series.get_values().get("executed").size());
        assertTrue(series.get_values().get("executed").stream().allMatch(rate -> Math.abs(rate - 10) < 4), series.toString());
        for (int later = second + 300; later <= second + 340; later += 3) {
            store.record(beat(6700, later, 10L * later), Map.of(), BEGIN + later);
        }
        List<Double> after = store.series(ID, "bolt", BEGIN + second - 50, BEGIN + second + 340).get_values().get("executed");
        assertTrue(after.stream().anyMatch(rate -> rate.isNaN()), after.toString());
        assertEquals(10, after.get(after.size() - 1), 4);
    }

    @Test
    void aDayAndAWeekAreKeptInLongerStepsWithMeansAndTheWorst() {
        // 100 a second, and one worse time of ten seconds an hour.
        long emitted = 0;
        int second = 0;
        for (; second <= 3 * 86_400; second += 10) {
            emitted += second % 3600 == 1200 ? 10_000 : 1000;
            store.record(beat(6700, second, emitted), Map.of(), BEGIN + second);
        }
        long now = BEGIN + second;
        for (int back : new int[] {2 * 3600, 86_400, 3 * 86_400}) {
            Series series = store.series(ID, "bolt", now - back, now);
            int step = back <= 86_400 ? 120 : 1200;
            assertEquals(step, series.get_step_secs(), back + " s");
            List<Double> executed = series.get_values().get("executed");
            assertEquals(back / step, executed.size(), 2, back + " s");
            assertEquals(0, series.get_first_secs() % step);
            assertEquals(step == 120 ? 175 : 107.5, executed.stream().mapToDouble(rate -> rate).max().orElseThrow(), 0.1, back + " s");
            assertEquals(100, executed.stream().mapToDouble(rate -> rate).min().orElseThrow(), 0.1, back + " s");
            // A millisecond a tuple: ten times the work is ten times the capacity, which a mean would hide.
            assertEquals(1, series.get_values().get("capacity").stream().mapToDouble(share -> share).max().orElseThrow(), 0.01, back + " s");
        }
        assertEquals(10, store.series(ID, "bolt", now - 3600, now).get_step_secs());
        assertTrue(store.series(ID, "nothing", now - 86_400, now).get_values().get("executed").isEmpty());
    }

    @Test
    void whatIsLatestCoversTheLastMinuteForComponentsAndExecutors() {
        for (int second = 0; second <= 100; second++) {
            store.record(beat(6700, second, second < 50 ? 0 : 1000L * (second - 50)), Map.of(), BEGIN + second);
        }
        Map<String, Series> latest = new HashMap<>();
        store.latest(ID, BEGIN + 100).forEach(series -> latest.put(series.get_component(), series));
        assertEquals(Set.of("", "bolt", "spout"), latest.keySet());
        assertTrue(last(latest.get("bolt"), "executed") > 700, latest.get("bolt").toString());
        assertEquals(BOLT, store.executors(ID, "bolt", BEGIN + 100).get(0).get_executor());
        assertEquals(2, store.executors(ID, "", BEGIN + 100).size());
        assertEquals(List.of(), store.executors(ID, "", BEGIN + 200), "a worker that is silent has no figures");
    }

    @Test
    void workersThatTellStormsFiguresOnlyHaveRatesAllTheSame() {
        ExecutorInfo info = new ExecutorInfo(2, 2);
        GlobalStreamId input = new GlobalStreamId("spout", "default");
        for (int second = 0; second <= 20; second += 2) {
            long count = 50L * second;
            BoltStats bolt = new BoltStats(Map.of(":all-time", Map.of(input, count)), Map.of(), Map.of(), Map.of(":all-time", Map.of(input, count)),
                Map.of(":all-time", Map.of(input, 2.0)));
            WorkerBeat beat = new WorkerBeat(ID, "node", "host", 6700, 0, second,
                new HashMap<>(Map.of(info, new ExecutorStats(Map.of(), Map.of(), ExecutorSpecificStats.bolt(bolt), 0.05))));
            store.record(beat, Map.of(info, "bolt"), BEGIN + second);
        }
        Series series = store.series(ID, "bolt", BEGIN, BEGIN + 20);
        assertEquals(50, last(series, "executed"), 11);
        assertEquals(0.1, last(series, "capacity"), 0.02);
    }

    @Test
    void failuresAreGroupedAndScaledToWhatWasCounted() {
        for (int second = 0; second <= 20; second++) {
            WorkerBeat beat = beat(6700, second, 200L * second);
            if (second == 5) {
                TupleFailure timedOut = new TupleFailure(BEGIN * 1000 + 5, FailureReason.TIMED_OUT, "spout", 1, "default", "m1", 30_000);
                TupleFailure failed = new TupleFailure(BEGIN * 1000 + 6, FailureReason.FAILED, "spout", 1, "default", "m2", 12);
                failed.set_component("bolt");
                beat.set_failures(List.of(timedOut, failed));
            }
            store.record(beat, Map.of(), BEGIN + second);
        }
        List<FailureGroup> groups = store.failures(ID, (BEGIN + 20) * 1000);
        assertEquals(2, groups.size());
        for (FailureGroup group : groups) {
            assertEquals(1, group.get_samples().size());
            assertTrue(group.get_count() > 150 && group.get_count() <= 200, group.toString());
        }
        FailureGroup failed = groups.stream().filter(group -> group.get_reason() == FailureReason.FAILED).findFirst().orElseThrow();
        assertEquals("bolt", failed.get_component());
        assertEquals(12, failed.get_median_after_millis());
        assertTrue(store.failures(ID, (BEGIN + 7200) * 1000).stream().allMatch(group -> group.get_samples().isEmpty()), "an hour is kept");
    }

    @Test
    void samplesOfAGroupAreSpreadOverTheHourHoweverManyCameLast() {
        for (int second = 0; second <= 3000; second += 10) {
            WorkerBeat beat = beat(6700, second, 200L * second);
            List<TupleFailure> failures = new java.util.ArrayList<>();
            // One in ten seconds, and thousands in the last minute.
            for (int i = 0; i < (second < 2940 ? 1 : 1000); i++) {
                failures.add(new TupleFailure((BEGIN + second) * 1000, FailureReason.TIMED_OUT, "spout", 1, "default", "m" + second + "." + i, 30_000));
            }
            beat.set_failures(failures);
            store.record(beat, Map.of(), BEGIN + second);
        }
        FailureGroup group = store.failures(ID, (BEGIN + 3010) * 1000).stream().filter(one -> one.get_reason() == FailureReason.TIMED_OUT).findFirst().orElseThrow();
        List<Long> after = group.get_samples().stream().map(sample -> sample.get_time_millis() / 1000 - BEGIN).toList();
        assertEquals(20, after.size());
        assertEquals(3000L, after.get(0));
        assertEquals(0L, after.get(19));
        assertTrue(after.get(10) > 1000 && after.get(10) < 2500, after.toString());
        assertEquals(BEGIN * 1000, group.get_first_millis());
        assertTrue(group.get_count() >= 7000, "all are counted: " + group.get_count());
    }

    @Test
    void aSampleHasWhatItsBoltKnewWhicheverIsToldFirst() {
        for (int second = 0; second <= 20; second++) {
            WorkerBeat beat = beat(6700, second, 200L * second);
            if (second == 5 || second == 6) {
                beat.set_failed_inputs(List.of(input(second - 4, "bad " + second)));
                TupleFailure failed = new TupleFailure(BEGIN * 1000 + second, FailureReason.FAILED, "spout", 1, "default", "m" + second, 12);
                failed.set_component("bolt");
                failed.set_task(9);
                failed.set_root(7 - second);
                beat.set_failures(List.of(failed));
            }
            store.record(beat, Map.of(), BEGIN + second);
        }
        FailureGroup group = store.failures(ID, (BEGIN + 20) * 1000).stream().filter(one -> one.get_reason() == FailureReason.FAILED).findFirst().orElseThrow();
        // The one of second 5 has root 2, of which the bolt tells in second 6; and the other way round.
        assertEquals(List.of("m6 bad 5 [1]", "m5 bad 6 [2]"), group.get_samples().stream()
            .map(sample -> sample.get_message_id() + " " + sample.get_error() + " " + sample.get_values()).toList());
    }

    private static FailedInput input(long root, String error) {
        FailedInput input = new FailedInput(root, 9);
        input.set_error(error);
        input.set_values("[" + root + "]");
        return input;
    }

    @Test
    void aTracedTreeIsPutTogetherWhateverComesFirst() {
        long now = BEGIN * 1_000_000;
        WorkerBeat second = beat(6701, 1, 0);
        second.set_hops(List.of(hop(7, "count", 3, now + 300), hop(7, "split", 2, now + 100), hop(8, "split", 2, now + 50)));
        store.record(second, Map.of(), BEGIN);
        assertEquals(List.of(), store.recentTrees(ID), "not without its root");
        WorkerBeat first = beat(6700, 1, 0);
        first.set_roots(List.of(root(7, now, now + 900, Outcome.COMPLETE), root(8, now, now + 100, Outcome.FAILED), root(9, now, 0, Outcome.OPEN)));
        store.record(first, Map.of(), BEGIN);
        List<TracedTree> recent = store.recentTrees(ID);
        assertEquals(List.of(7L, 8L), recent.stream().map(tree -> tree.get_root().get_root()).toList());
        assertEquals(List.of("split", "count"), recent.get(0).get_hops().stream().map(TracedHop::get_component).toList());
        assertEquals(List.of(7L, 8L), store.slowestTrees(ID, BEGIN * 1000).stream().map(tree -> tree.get_root().get_root()).toList());
        assertEquals(List.of(), store.slowestTrees(ID, (BEGIN + 90) * 1000), "of the last minute");
    }

    private static TracedHop hop(long root, String component, int task, long begun) {
        return new TracedHop(root, component, task, "spout", 1, "default", begun - 10, begun, begun + 20, begun + 25, Outcome.COMPLETE);
    }

    private static TracedRoot root(long root, long emitted, long ended, Outcome outcome) {
        return new TracedRoot(root, "spout", 1, "default", "m", emitted, ended, outcome);
    }

    @Test
    void memoryIsBoundedByComponentsAndGivenBack() {
        for (int topology = 0; topology < 700; topology++) {
            Map<ExecutorInfo, ExecutorFigures> figures = new HashMap<>();
            Map<ExecutorInfo, ExecutorStats> stats = new HashMap<>();
            for (int task = 1; task <= 20; task++) {
                ExecutorInfo info = new ExecutorInfo(task, task);
                figures.put(info, new ExecutorFigures("c" + task, 1, 1, 1, 0, 0, 1, 1, 0, 0, 0));
                stats.put(info, stats(false));
            }
            WorkerBeat beat = new WorkerBeat("t" + topology, "node", "host", 6700, 0, 1, stats);
            beat.set_figures(figures);
            store.record(beat, Map.of(), BEGIN);
            store.latest("t" + topology, BEGIN + 10);
        }
        long tracked = store.overview(0, BEGIN + 10).stream().filter(series -> !series.get_values().get("emitted").isEmpty()).count();
        assertTrue(tracked >= 250 && tracked < 320, "topologies with series: " + tracked);
        store.keep(Set.of("t1"));
        assertEquals(1, store.overview(0, BEGIN + 10).size());
    }
}
