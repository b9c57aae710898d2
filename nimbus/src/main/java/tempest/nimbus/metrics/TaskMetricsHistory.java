// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.metrics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tempest.rpc.EventTime;
import tempest.rpc.EventTimeSight;
import tempest.rpc.MetricSight;
import tempest.rpc.MetricSights;
import tempest.rpc.Series;
import tempest.rpc.TaskReadings;
import tempest.rpc.WorkerBeat;

/**
 * The metrics that the tasks of one topology registered, as far back as the figures of its components, and where event time is. Of a running total the
 * series is per second. Bounded in number and in the length of names, here too, because a worker may say anything. Owned by Nimbus's thread.
 */
final class TaskMetricsHistory {
    /** How far each task's event time is behind the latest that came; a series as those of metrics are. */
    static final String BEHIND = "event.time.behind.ms";
    /** So many series of one topology are kept: a task's metric is one. */
    static final int MOST_SERIES = 1000;
    private static final int LONGEST_NAME = 128;
    private static final int SILENT_SECS = 60;
    private static final int HOUR_SECS = 3600;
    private static final int YOUNG_SECS = 20;
    private static final int MOST_FILLED = 3;
    private static final int LATE_SECS = 60;

    private final String id;
    private final SeriesRoom room;
    private final Map<Name, Kept> metrics = new TreeMap<>();
    private final Map<Place, Moment> eventTimes = new TreeMap<>();
    private final Map<String, LeftOut> leftOut = new HashMap<>();
    private long step = -1;
    private long evicted = -1;
    private int size;

    /** How many series there may be of all topologies together. */
    static final class SeriesRoom {
        private int left;

        SeriesRoom(int most) {
            this.left = most;
        }
    }

    private record Name(String component, String name) implements Comparable<Name> {
        @Override
        public int compareTo(Name other) {
            int byComponent = component.compareTo(other.component);
            return byComponent != 0 ? byComponent : name.compareTo(other.name);
        }
    }

    private record Place(String component, int task) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byComponent = component.compareTo(other.component);
            return byComponent != 0 ? byComponent : Integer.compare(task, other.task);
        }
    }

    /** Where event time was told to be, since when it is there, and how far it was behind then. */
    private record Moment(EventTime time, long heardSecs, long sinceSecs, long behindThen) {
        Moment next(EventTime told, long nowSecs) {
            boolean stands = told.is_set_watermark_millis() == time.is_set_watermark_millis() && told.get_watermark_millis() == time.get_watermark_millis();
            return stands ? new Moment(told, nowSecs, sinceSecs, behindThen) : first(told, nowSecs);
        }

        static Moment first(EventTime told, long nowSecs) {
            return new Moment(told, nowSecs, nowSecs, told.get_behind_millis());
        }

        EventTimeSight sight(Place place, long nowSecs) {
            EventTimeSight sight = new EventTimeSight(place.component, place.task, time);
            if (time.get_behind_millis() > behindThen) {
                sight.set_stands_secs(nowSecs - sinceSecs);
            }
            return sight;
        }
    }

    private record LeftOut(int count, long heardSecs) { }

    private static final class Kept {
        private final Map<Integer, One> byTask = new TreeMap<>();
        private boolean counted;
    }

    private static final class One {
        private final ReadingSeries series = new ReadingSeries();
        private double last;
        private double atStep;
        private long heardSecs;
    }

    TaskMetricsHistory(String id, SeriesRoom room) {
        this.id = id;
        this.room = room;
    }

    void record(WorkerBeat beat, long nowSecs) {
        close(nowSecs);
        if (!beat.is_set_readings()) {
            return;
        }
        int refused = 0;
        boolean young = beat.get_uptime_secs() <= YOUNG_SECS;
        for (TaskReadings task : beat.get_readings()) {
            if (task.get_component().isEmpty() || task.get_component().startsWith("__")) {
                continue;
            }
            for (Map.Entry<String, Double> level : task.get_levels().entrySet()) {
                refused += level(task, level.getKey(), level.getValue(), nowSecs) ? 0 : 1;
            }
            for (Map.Entry<String, Long> count : task.get_counts().entrySet()) {
                refused += count(task, count.getKey(), count.getValue(), young, nowSecs) ? 0 : 1;
            }
            if (task.is_set_event_time()) {
                EventTime told = task.get_event_time();
                eventTimes.compute(new Place(task.get_component(), task.get_task()),
                    (place, before) -> before == null ? Moment.first(told, nowSecs) : before.next(told, nowSecs));
                level(task, BEHIND, (double) task.get_event_time().get_behind_millis(), nowSecs);
            }
        }
        leftOut.put(beat.get_node_id() + ":" + beat.get_port(), new LeftOut(refused + beat.get_readings_left_out(), nowSecs));
    }

    private boolean level(TaskReadings task, String name, double value, long nowSecs) {
        One one = one(task, name, false, nowSecs);
        if (one == null || !Double.isFinite(value)) {
            return one != null;
        }
        one.last = value;
        one.heardSecs = nowSecs;
        return true;
    }

    private boolean count(TaskReadings task, String name, long count, boolean young, long nowSecs) {
        One one = one(task, name, true, nowSecs);
        if (one == null) {
            return false;
        }
        // What a worker counted before anybody listened is no rate of now.
        boolean fresh = nowSecs - one.heardSecs > SILENT_SECS;
        if (fresh || count < one.last) {
            one.atStep = fresh && !young ? count : 0;
        }
        one.last = count;
        one.heardSecs = nowSecs;
        return true;
    }

    /** Null if there is no room for it. */
    private One one(TaskReadings task, String name, boolean counted, long nowSecs) {
        Kept kept = metrics.get(new Name(task.get_component(), name));
        One one = kept == null ? null : kept.byTask.get(task.get_task());
        if (one != null && kept.counted == counted) {
            return one;
        }
        if (one != null) {
            forget(kept.byTask.size());
            kept.byTask.clear();
        }
        if (size >= MOST_SERIES || room.left <= 0) {
            evictSilent(nowSecs);
        }
        if (name.length() > LONGEST_NAME || size >= MOST_SERIES || room.left <= 0) {
            return null;
        }
        kept = metrics.computeIfAbsent(new Name(task.get_component(), name), n -> new Kept());
        kept.counted = counted;
        one = new One();
        kept.byTask.put(task.get_task(), one);
        size++;
        room.left--;
        return one;
    }

    /** Makes room by what has not been heard of for an hour, at most once a step. */
    private void evictSilent(long nowSecs) {
        if (evicted == step) {
            return;
        }
        evicted = step;
        removeSilent(nowSecs, HOUR_SECS);
    }

    private void removeSilent(long nowSecs, int secs) {
        for (Iterator<Kept> each = metrics.values().iterator(); each.hasNext();) {
            Kept kept = each.next();
            int before = kept.byTask.size();
            kept.byTask.values().removeIf(one -> nowSecs - one.heardSecs > secs);
            forget(before - kept.byTask.size());
            if (kept.byTask.isEmpty()) {
                each.remove();
            }
        }
    }

    private void forget(int series) {
        size -= series;
        room.left += series;
    }

    /** Gives back the room of all. */
    void clear() {
        forget(size);
        metrics.clear();
    }

    /** Ends the steps that are over. */
    void close(long nowSecs) {
        long current = nowSecs / TimeSeries.STEP_SECS;
        if (step < 0 || current < step) {
            step = current;
        }
        if (current == step) {
            return;
        }
        eventTimes.values().removeIf(moment -> nowSecs - moment.heardSecs > SILENT_SECS);
        leftOut.values().removeIf(one -> nowSecs - one.heardSecs > SILENT_SECS);
        removeSilent(nowSecs, LongSeries.WEEK_STEP_SECS * LongSeries.WEEK_STEPS);
        double seconds = (current - step) * (double) TimeSeries.STEP_SECS;
        long from = current - step > MOST_FILLED ? current - 1 : step;
        for (Kept kept : metrics.values()) {
            for (One one : kept.byTask.values()) {
                double value = kept.counted ? (one.last - one.atStep) / seconds : one.last;
                one.atStep = one.last;
                for (long each = from; nowSecs - one.heardSecs <= SILENT_SECS && each < current; each++) {
                    one.series.put(each, value);
                }
            }
        }
        step = current;
    }

    /** All series, for storing them. */
    List<SavedHistory.Reading> saved() {
        List<SavedHistory.Reading> saved = new ArrayList<>();
        metrics.forEach((name, kept) -> kept.byTask.forEach((task, one) ->
            saved.add(new SavedHistory.Reading(name.component, name.name, task, kept.counted, one.series.saved()))));
        return saved;
    }

    /** Takes what was stored for steps of which nothing is known here, as far as there is room for it. */
    void fill(List<SavedHistory.Reading> saved, long savedSecs, long nowSecs) {
        for (SavedHistory.Reading reading : saved) {
            Kept kept = metrics.get(new Name(reading.component(), reading.name()));
            One one = kept != null && kept.counted != reading.counted() ? null : one(new TaskReadings(reading.component(), reading.task(), Map.of(), Map.of()),
                reading.name(), reading.counted(), nowSecs);
            if (one != null) {
                one.series.fill(reading.tiers(), nowSecs);
                // What is told next is told for the first time here: of a total that is no rate yet.
                one.heardSecs = Math.max(one.heardSecs, Math.min(savedSecs, nowSecs) - SILENT_SECS - 1);
            }
        }
    }

    /** What there is, with what each task told last if it still tells. */
    MetricSights sights(long nowSecs) {
        List<MetricSight> sights = new ArrayList<>();
        metrics.forEach((name, kept) -> {
            Map<Integer, Double> latest = new TreeMap<>();
            kept.byTask.forEach((task, one) -> {
                if (nowSecs - one.heardSecs <= SILENT_SECS) {
                    latest.put(task, one.last);
                }
            });
            sights.add(new MetricSight(name.component, name.name, kept.counted, latest));
        });
        return new MetricSights(sights, eventTimes(nowSecs), leftOut.values().stream().mapToInt(LeftOut::count).sum());
    }

    /** By component and task. */
    List<EventTimeSight> eventTimes(long nowSecs) {
        List<EventTimeSight> sights = new ArrayList<>();
        eventTimes.forEach((place, moment) -> sights.add(moment.sight(place, nowSecs)));
        return sights;
    }

    /** A metric of one task from a time on, or of all of a component's for a task of 0, in steps as short as are kept for so long. */
    Series series(String component, String name, int task, long sinceSecs, long nowSecs) {
        int tier = ReadingSeries.tierReaching(nowSecs - sinceSecs - LATE_SECS);
        Kept kept = metrics.getOrDefault(new Name(component, name), new Kept());
        List<ReadingSeries> all = new ArrayList<>();
        kept.byTask.forEach((number, one) -> {
            if ((task == 0 || task == number) && one.series.latest(tier) >= 0) {
                all.add(one.series);
            }
        });
        int stepSecs = ReadingSeries.stepSecs(tier);
        long asked = Math.floorDiv(sinceSecs + stepSecs - 1, stepSecs);
        long from = Math.max(asked, all.stream().mapToLong(one -> one.first(tier)).min().orElse(asked));
        long until = all.stream().mapToLong(one -> one.latest(tier)).max().orElse(from - 1);
        Map<String, List<Double>> values = new HashMap<>();
        for (String figure : task == 0 ? List.of("mean", "min", "max", "sum") : List.of("value")) {
            values.put(figure, new ArrayList<>());
        }
        for (long at = from; at <= until; at++) {
            long each = at;
            double[] known = all.stream().mapToDouble(one -> one.at(tier, each)).filter(value -> !Double.isNaN(value)).toArray();
            values.forEach((figure, list) -> list.add(of(figure, known)));
        }
        return new Series(id, component, from * stepSecs, stepSecs, values);
    }

    private static double of(String figure, double[] known) {
        if (known.length == 0) {
            return Double.NaN;
        }
        double sum = 0;
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (double value : known) {
            sum += value;
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
        return switch (figure) {
            case "min" -> min;
            case "max" -> max;
            case "mean" -> sum / known.length;
            default -> sum;
        };
    }

    /** Of all tasks of each component the one that is farthest behind. */
    static Map<String, EventTimeSight> slowest(List<EventTimeSight> sights) {
        Map<String, EventTimeSight> slowest = new TreeMap<>();
        Comparator<EventTimeSight> byTime = Comparator.comparingLong(sight -> sight.get_event_time().is_set_watermark_millis()
            ? sight.get_event_time().get_watermark_millis() : Long.MIN_VALUE);
        sights.forEach(sight -> slowest.merge(sight.get_component(), sight, (one, other) -> byTime.compare(one, other) <= 0 ? one : other));
        return slowest;
    }
}
