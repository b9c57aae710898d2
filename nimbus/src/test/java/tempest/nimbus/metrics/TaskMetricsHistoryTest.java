// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tempest.rpc.EventTime;
import tempest.rpc.EventTimeSight;
import tempest.rpc.MetricSight;
import tempest.rpc.MetricSights;
import tempest.rpc.Series;
import tempest.rpc.TaskReadings;
import tempest.rpc.WorkerBeat;

class TaskMetricsHistoryTest {
    private static final String ID = "words-1-1";
    private static final long BEGIN = 1_700_000_000;
    private static final int WEEK_SECS = 7 * 24 * 3600;

    private final MetricStore store = new MetricStore();

    private static TaskReadings task(int task, Map<String, Double> levels, Map<String, Long> counts) {
        return new TaskReadings("bolt", task, levels, counts);
    }

    private static WorkerBeat beat(String id, int uptime, TaskReadings... tasks) {
        WorkerBeat beat = new WorkerBeat(id, "node", "host", 6700, 0, uptime, new HashMap<>());
        beat.set_readings(Arrays.asList(tasks));
        return beat;
    }

    private List<Double> values(String name, int task, String figure, long since, long now) {
        return store.readingSeries(ID, "bolt", name, task, since, now).get_values().get(figure);
    }

    @Test
    void levelsAreKeptByTaskAndSummedUpByComponent() {
        for (int second = 0; second <= 30; second += 5) {
            store.record(beat(ID, second, task(4, Map.of("depth", 10.0), Map.of()), task(5, Map.of("depth", 2.0 + second), Map.of())), Map.of(), BEGIN + second);
        }
        assertEquals(List.of(10.0, 10.0, 10.0), values("depth", 4, "value", BEGIN, BEGIN + 30));
        assertEquals(List.of(7.0, 17.0, 27.0), values("depth", 5, "value", BEGIN, BEGIN + 30));
        assertEquals(List.of(17.0, 27.0, 37.0), values("depth", 0, "sum", BEGIN, BEGIN + 30));
        assertEquals(List.of(7.0, 10.0, 10.0), values("depth", 0, "min", BEGIN, BEGIN + 30));
        assertEquals(List.of(10.0, 17.0, 27.0), values("depth", 0, "max", BEGIN, BEGIN + 30));
        assertEquals(List.of(8.5, 13.5, 18.5), values("depth", 0, "mean", BEGIN, BEGIN + 30));
        assertEquals(List.of(), values("none", 0, "mean", BEGIN, BEGIN + 30));
        assertEquals(List.of(new MetricSight("bolt", "depth", false, Map.of(4, 10.0, 5, 32.0))), store.readings(ID, BEGIN + 31).get_metrics());
        assertEquals(List.of(new MetricSight("bolt", "depth", false, Map.of())), store.readings(ID, BEGIN + 200).get_metrics());
    }

    @Test
    void runningTotalsBecomeRatesWhateverHappensToTheirWorker() {
        int[] seconds = {0, 5, 12, 17, 21, 25, 32, 95, 101, 110};
        int[] uptimes = {1000, 1005, 1012, 1017, 2, 6, 13, 76, 82, 91};
        long[] totals = {9000, 9050, 9120, 9170, 20, 60, 130, 760, 820, 910};
        for (int i = 0; i < seconds.length; i++) {
            store.record(beat(ID, uptimes[i], task(4, Map.of(), Map.of("seen", totals[i]))), Map.of(), BEGIN + seconds[i]);
        }
        // What a worker counted before the first beat, or while it was silent for more than a minute, is no rate of now; that of a new one is.
        List<Double> rates = values("seen", 4, "value", BEGIN, BEGIN + 110);
        assertEquals(List.of(5.0, 12.0, 6.0), rates.subList(0, 3));
        assertTrue(rates.stream().filter(rate -> !rate.isNaN()).allMatch(rate -> rate >= 0 && rate <= 13), rates.toString());
        assertEquals(Map.of(4, 910.0), store.readings(ID, BEGIN + 110).get_metrics().get(0).get_latest());
        assertTrue(store.readings(ID, BEGIN + 110).get_metrics().get(0).is_counted());
    }

    @Test
    void aWeekIsKeptInLongerStepsWithTheMeanAndASilenceIsAGap() {
        for (int second = 0; second < WEEK_SECS + 7200; second += 10) {
            if (second < 7200 || second > 10_800) {
                store.record(beat(ID, second, task(4, Map.of("depth", second / 10 % 2 == 0 ? 0.0 : 4.0), Map.of())), Map.of(), BEGIN + second);
            }
        }
        long now = BEGIN + WEEK_SECS + 7200;
        Series hour = store.readingSeries(ID, "bolt", "depth", 4, now - 3600, now);
        assertEquals(10, hour.get_step_secs());
        assertEquals(360, hour.get_values().get("value").size());
        Series day = store.readingSeries(ID, "bolt", "depth", 0, now - 86_400, now);
        assertEquals(120, day.get_step_secs());
        assertEquals(720, day.get_values().get("mean").size(), 1);
        assertTrue(day.get_values().get("mean").stream().allMatch(value -> Math.abs(value - 2) < 0.5));
        Series week = store.readingSeries(ID, "bolt", "depth", 4, now - WEEK_SECS, now);
        assertEquals(1200, week.get_step_secs());
        assertEquals(504, week.get_values().get("value").size(), 1);
        assertTrue(week.get_values().get("value").get(0).isNaN(), "two hours after its begin it was silent");
        assertEquals(2, week.get_values().get("value").get(100), 0.1);
    }

    @Test
    void whatIsTooMuchOrHasTooLongANameIsCountedAndWhatWasSilentMakesRoom() {
        Map<String, Double> levels = new HashMap<>(Map.of("n".repeat(200), 1.0));
        for (int i = 0; i < TaskMetricsHistory.MOST_SERIES + 50; i++) {
            levels.put("m" + i, 1.0);
        }
        WorkerBeat many = beat(ID, 1, task(4, levels, Map.of()));
        many.set_readings_left_out(7);
        store.record(many, Map.of(), BEGIN);
        assertEquals(TaskMetricsHistory.MOST_SERIES, store.readings(ID, BEGIN).get_metrics().size());
        assertEquals(58, store.readings(ID, BEGIN).get_left_out());
        store.record(beat(ID, 9, task(4, Map.of("new", 1.0), Map.of())), Map.of(), BEGIN + 10);
        assertEquals(1, store.readings(ID, BEGIN + 10).get_left_out());
        store.record(beat(ID, 5000, task(4, Map.of("new", 1.0), Map.of())), Map.of(), BEGIN + 5000);
        assertEquals(0, store.readings(ID, BEGIN + 5000).get_left_out());
        assertEquals(List.of("new"), store.readings(ID, BEGIN + 5000).get_metrics().stream().map(MetricSight::get_name).toList());
    }

    @Test
    void aTopologyThatEndsGivesItsRoomBack() {
        Map<String, Double> levels = new HashMap<>();
        for (int i = 0; i < TaskMetricsHistory.MOST_SERIES; i++) {
            levels.put("m" + i, 1.0);
        }
        List<String> topologies = new ArrayList<>(List.of("a-1-1", "b-2-1", "c-3-1", "d-4-1", ID));
        topologies.forEach(id -> store.record(beat(id, 1, task(4, levels, Map.of())), Map.of(), BEGIN));
        assertEquals(0, store.readings(ID, BEGIN).get_metrics().size());
        store.keep(Set.of("a-1-1", "b-2-1", ID));
        store.record(beat(ID, 11, task(4, levels, Map.of())), Map.of(), BEGIN + 10);
        assertEquals(TaskMetricsHistory.MOST_SERIES, store.readings(ID, BEGIN + 10).get_metrics().size());
    }

    @Test
    void eventTimeIsToldByTaskAndOfAComponentByItsSlowest() {
        TaskReadings ahead = task(4, Map.of(), Map.of());
        ahead.set_event_time(new EventTime(1000));
        ahead.get_event_time().set_watermark_millis(50_000);
        TaskReadings behind = task(5, Map.of(), Map.of());
        behind.set_event_time(new EventTime(41_000));
        behind.get_event_time().set_watermark_millis(10_000);
        behind.get_event_time().set_held_by("slow/default");
        store.record(beat(ID, 1, behind, ahead), Map.of(), BEGIN);
        MetricSights sights = store.readings(ID, BEGIN + 10);
        assertEquals(List.of(new EventTimeSight("bolt", 4, ahead.get_event_time()), new EventTimeSight("bolt", 5, behind.get_event_time())), sights.get_event_times());
        assertEquals(Map.of("bolt", new EventTimeSight("bolt", 5, behind.get_event_time())), store.eventTimes(ID, BEGIN + 10));
        assertEquals(List.of(41_000.0), values(TaskMetricsHistory.BEHIND, 0, "max", BEGIN, BEGIN + 10));
        assertEquals(List.of(), store.readings(ID, BEGIN + 100).get_event_times());
    }

    private Long stands(long watermark, long behind, long second) {
        TaskReadings task = task(4, Map.of(), Map.of());
        task.set_event_time(new EventTime(behind));
        if (watermark > 0) {
            task.get_event_time().set_watermark_millis(watermark);
        }
        store.record(beat(ID, (int) second, task), Map.of(), BEGIN + second);
        EventTimeSight sight = store.readings(ID, BEGIN + second).get_event_times().get(0);
        return sight.is_set_stands_secs() ? sight.get_stands_secs() : null;
    }

    @Test
    void aWatermarkStandsWhereLaterTimesComeAndItDoesNotMove() {
        assertNull(stands(0, 0, 0));
        assertEquals(5, stands(0, 100, 5), "it has not begun");
        assertNull(stands(1000, 5000, 10));
        assertNull(stands(1000, 5000, 20), "nothing comes");
        assertEquals(15, stands(1000, 6000, 25));
        assertEquals(20, stands(1000, 6000, 30));
        assertNull(stands(2000, 9000, 35));
        assertNull(stands(3000, 9500, 40));
    }
}
