// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.metrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.storm.generated.ExecutorInfo;
import org.apache.storm.generated.ExecutorStats;
import tempest.nimbus.metrics.IntervalStats.Figure;
import tempest.rpc.ExecutorFigures;
import tempest.rpc.ExecutorSight;
import tempest.rpc.Series;
import tempest.rpc.WorkerBeat;

/**
 * What is known of one topology's last hour, and more coarsely of its last week. Heartbeats bring running totals; a step's figures are differences between the totals at its ends,
 * so a lost heartbeat loses nothing. Owned by Nimbus's thread.
 */
final class TopologyHistory {
    /** "Lately" is between this long and twice as long ago. */
    private static final int LATELY_SECS = 30;
    /** An executor that is silent for this long is somewhere else now. */
    private static final int SILENT_SECS = 60;
    /** A worker this young is counted from its start; an older one may have run under another leader for days. */
    private static final int YOUNG_SECS = 20;
    /** A request for what a series holds may come a little later than it was meant. */
    private static final int LATE_SECS = 60;
    /** A pause longer than this many steps is shown as a gap. */
    private static final int MOST_FILLED = 3;

    private final String id;
    private final int mostComponents;
    private final int mostLong;
    private final Map<Place, Executor> executors = new HashMap<>();
    private final Map<String, TimeSeries> byComponent = new TreeMap<>();
    private final Map<String, LongSeries> longByComponent = new TreeMap<>();
    private long step = -1;

    private record Place(String node, int port, ExecutorInfo info) { }

    private static final class Executor {
        private final String component;
        private final boolean spout;
        private final String host;
        private Snapshot last;
        private Snapshot atStep;
        private Snapshot older;
        private Snapshot newer;
        private long olderSecs;
        private long newerSecs;
        private long heardSecs;
        private int uptimeSecs;
        private final WaitingTuples waiting = new WaitingTuples();

        private Executor(String component, boolean spout, String host) {
            this.component = component;
            this.spout = spout;
            this.host = host;
        }
    }

    /**
     * A history without anything in it.
     *
     * @param mostComponents components beyond this number are not tracked
     * @param mostLong       components beyond this number are tracked for the last hour only
     */
    TopologyHistory(String id, int mostComponents, int mostLong) {
        this.id = id;
        this.mostComponents = mostComponents;
        this.mostLong = mostLong;
    }

    int components() {
        return byComponent.size();
    }

    /** How many of them are tracked for longer than an hour. */
    int longComponents() {
        return longByComponent.size();
    }

    /** Takes a heartbeat; {@code components} tells whose executors those are that do not say. */
    void record(WorkerBeat beat, Map<ExecutorInfo, String> components, long nowSecs) {
        close(nowSecs);
        Map<ExecutorInfo, ExecutorFigures> figures = beat.is_set_figures() ? beat.get_figures() : Map.of();
        figures.forEach((info, one) -> {
            ExecutorStats stats = beat.get_executor_stats().get(info);
            boolean spout = stats != null ? stats.get_specific().is_set_spout() : one.is_set_complete_micros();
            record(beat, info, one.get_component(), spout, Snapshot.of(one), nowSecs);
            Executor executor = executors.get(new Place(beat.get_node_id(), beat.get_port(), info));
            if (executor != null && !spout) {
                executor.waiting.record(nowSecs, one.get_executed(), one.get_queued(), one.get_held());
            }
        });
        beat.get_executor_stats().forEach((info, stats) -> {
            if (!figures.containsKey(info) && info.get_task_start() > 0) {
                record(beat, info, components.getOrDefault(info, ""), stats.get_specific().is_set_spout(), Snapshot.of(stats), nowSecs);
            }
        });
    }

    private void record(WorkerBeat beat, ExecutorInfo info, String component, boolean spout, Snapshot now, long nowSecs) {
        if (component.isEmpty() || component.startsWith("__")) {
            return;
        }
        Place place = new Place(beat.get_node_id(), beat.get_port(), info);
        Executor executor = executors.get(place);
        boolean fresh = executor == null || !executor.component.equals(component);
        if (fresh) {
            executor = new Executor(component, spout, beat.get_host());
            executors.put(place, executor);
        }
        boolean restarted = !fresh && (beat.get_uptime_secs() < executor.uptimeSecs || fell(executor.last, now));
        if (fresh || restarted) {
            Snapshot base = restarted || beat.get_uptime_secs() <= YOUNG_SECS ? Snapshot.ZERO : now;
            executor.atStep = base;
            executor.older = base;
            executor.newer = base;
            executor.olderSecs = nowSecs - Math.min(beat.get_uptime_secs() + 1, LATELY_SECS);
            executor.newerSecs = nowSecs;
        } else if (nowSecs - executor.newerSecs >= LATELY_SECS) {
            executor.older = executor.newer;
            executor.olderSecs = executor.newerSecs;
            executor.newer = executor.last;
            executor.newerSecs = executor.heardSecs;
        }
        executor.last = now;
        executor.heardSecs = nowSecs;
        executor.uptimeSecs = beat.get_uptime_secs();
    }

    private static boolean fell(Snapshot before, Snapshot now) {
        return now.total(Snapshot.Total.EMITTED) < before.total(Snapshot.Total.EMITTED)
            || now.total(Snapshot.Total.EXECUTED) < before.total(Snapshot.Total.EXECUTED);
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
        executors.values().removeIf(executor -> nowSecs - executor.heardSecs > SILENT_SECS);
        long steps = current - step;
        double seconds = steps * TimeSeries.STEP_SECS;
        Map<String, IntervalStats> sums = new TreeMap<>();
        IntervalStats whole = new IntervalStats();
        for (Executor executor : executors.values()) {
            sums.computeIfAbsent(executor.component, c -> new IntervalStats()).add(executor.atStep, executor.last, executor.spout, seconds);
            whole.addToWhole(executor.atStep, executor.last, executor.spout, seconds);
            executor.atStep = executor.last;
        }
        if (!sums.isEmpty()) {
            sums.put("", whole);
        }
        long from = steps > MOST_FILLED ? current - 1 : step;
        sums.forEach((component, sum) -> {
            TimeSeries series = byComponent.get(component);
            if (series == null && byComponent.size() < mostComponents) {
                series = new TimeSeries();
                byComponent.put(component, series);
            }
            LongSeries longer = longByComponent.get(component);
            if (series != null && longer == null && longByComponent.size() < mostLong) {
                longer = new LongSeries();
                longByComponent.put(component, longer);
            }
            float[] row = TimeSeries.row(sum, seconds);
            for (long each = from; series != null && each < current; each++) {
                series.put(each, row);
                if (longer != null) {
                    longer.put(each, row);
                }
            }
        });
        step = current;
    }

    /** All series, for storing them. */
    Map<String, List<SavedHistory.Rows>> saved() {
        Map<String, List<SavedHistory.Rows>> saved = new TreeMap<>();
        byComponent.forEach((component, series) -> {
            List<SavedHistory.Rows> all = new ArrayList<>(List.of(series.saved()));
            if (longByComponent.containsKey(component)) {
                all.addAll(longByComponent.get(component).saved());
            }
            saved.put(component, all);
        });
        return saved;
    }

    /** Takes what was stored for steps of which nothing is known here. */
    void fill(Map<String, List<SavedHistory.Rows>> saved, long nowSecs) {
        saved.forEach((component, all) -> {
            if (byComponent.containsKey(component) || byComponent.size() < mostComponents) {
                TimeSeries hour = byComponent.computeIfAbsent(component, c -> new TimeSeries());
                all.forEach(rows -> hour.fill(rows, nowSecs / TimeSeries.STEP_SECS - 1));
            }
            if (all.size() > 1 && byComponent.containsKey(component) && (longByComponent.containsKey(component) || longByComponent.size() < mostLong)) {
                longByComponent.computeIfAbsent(component, c -> new LongSeries())
                    .fill(all.stream().filter(rows -> rows.stepSecs() != TimeSeries.STEP_SECS).toList(), nowSecs);
            }
        });
    }

    /** A component's figures from a time on, in steps as short as are kept for so long; the whole topology's for an empty name. */
    Series series(String component, long sinceSecs, long nowSecs, Figure... wanted) {
        TimeSeries hour = byComponent.getOrDefault(component, new TimeSeries());
        LongSeries longer = longByComponent.get(component);
        TimeSeries series = nowSecs - sinceSecs <= hour.reachSecs() + LATE_SECS || longer == null ? hour : longer.reaching(nowSecs - sinceSecs - LATE_SECS);
        int stepSecs = series.stepSecs();
        long from = series.firstFrom(Math.floorDiv(sinceSecs + stepSecs - 1, stepSecs));
        Map<String, List<Double>> values = new HashMap<>();
        for (Figure figure : wanted) {
            double[] read = series.read(figure, from);
            List<Double> list = new ArrayList<>(read.length);
            for (double value : read) {
                list.add(value);
            }
            values.put(figure.key(), list);
        }
        return new Series(id, component, from * stepSecs, stepSecs, values);
    }

    /** The whole and every component over the last 30 to 60 seconds, as one step each. */
    List<Series> latest(long nowSecs) {
        Map<String, IntervalStats> sums = new TreeMap<>();
        IntervalStats whole = new IntervalStats();
        double longest = 1;
        for (Executor executor : executors.values()) {
            if (nowSecs - executor.heardSecs <= SILENT_SECS) {
                longest = Math.max(longest, executor.heardSecs - executor.olderSecs);
            }
        }
        for (Executor executor : executors.values()) {
            if (nowSecs - executor.heardSecs <= SILENT_SECS) {
                sums.computeIfAbsent(executor.component, c -> new IntervalStats()).add(executor.older, executor.last, executor.spout, seconds(executor));
                whole.addToWhole(executor.older, executor.last, executor.spout, seconds(executor));
            }
        }
        sums.put("", whole);
        List<Series> latest = new ArrayList<>();
        for (Map.Entry<String, IntervalStats> one : sums.entrySet()) {
            Map<String, List<Double>> values = new HashMap<>();
            Map<String, Double> figures = one.getValue().all(longest);
            figures.forEach((key, value) -> values.put(key, List.of(value)));
            addWaiting(one.getKey(), values, nowSecs);
            latest.add(new Series(id, one.getKey(), nowSecs - (long) longest, (int) longest, values));
        }
        return latest;
    }

    /** What waits at a component now, which no series keeps. */
    private void addWaiting(String component, Map<String, List<Double>> values, long nowSecs) {
        double held = 0;
        double before = 0;
        double oldest = 0;
        for (Executor executor : executors.values()) {
            if (executor.component.equals(component) && nowSecs - executor.heardSecs <= SILENT_SECS) {
                held += executor.waiting.held();
                before += executor.waiting.heldBefore(nowSecs);
                oldest = Math.max(oldest, executor.waiting.oldestQueuedSecs(nowSecs));
            }
        }
        if (!component.isEmpty()) {
            values.put("held", List.of(held));
            values.put("held_before", List.of(before));
            values.put("oldest_queued_secs", List.of(oldest));
        }
    }

    private static double seconds(Executor executor) {
        return Math.max(1, executor.heardSecs - executor.olderSecs);
    }

    /** Each executor over the last 30 to 60 seconds; those of one component, or all for an empty name. */
    List<ExecutorSight> executors(String component, long nowSecs) {
        List<ExecutorSight> sights = new ArrayList<>();
        executors.forEach((place, executor) -> {
            if ((component.isEmpty() || executor.component.equals(component)) && nowSecs - executor.heardSecs <= SILENT_SECS) {
                IntervalStats sums = new IntervalStats();
                sums.add(executor.older, executor.last, executor.spout, seconds(executor));
                sights.add(new ExecutorSight(place.info(), executor.component, executor.host, place.port(), sums.all(seconds(executor))));
            }
        });
        sights.sort((a, b) -> Integer.compare(a.get_executor().get_task_start(), b.get_executor().get_task_start()));
        return sights;
    }

    /** How often a spout's trees failed within the last hour, by user code or by time-out. */
    long failed(String spout, boolean timedOut) {
        TimeSeries series = byComponent.get(spout);
        return series == null ? 0 : Math.round(series.total(timedOut ? Figure.TIMED_OUT : Figure.FAILED));
    }

    List<String> spouts() {
        return executors.values().stream().filter(executor -> executor.spout).map(executor -> executor.component).distinct().sorted().toList();
    }
}
