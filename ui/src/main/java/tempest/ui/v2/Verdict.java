// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.ui.v2;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tempest.cluster.WorkerEndHistory;
import tempest.cluster.metrics.Bottleneck;
import tempest.rpc.EndCause;
import tempest.rpc.EventTime;
import tempest.rpc.EventTimeSight;
import tempest.rpc.WorkerEnd;
import tempest.rpc.WorkerEnds;
import tempest.rpc.WorkerSight;

/**
 * What there is to say of a topology, the worst first: workers that end or are silent, tuples that fail, garbage collection, the bottleneck. That there is
 * nothing is said only if there is nothing. Pure.
 *
 * @param status     the topology's state
 * @param remark     why Nimbus cannot read it, or what the scheduler says
 * @param now        the topology's metrics of the last minute
 * @param ends       its workers' ends
 * @param workers    its workers, as far as they are heard of
 * @param slots      how many workers it should have
 * @param stuck      where tuples that time out probably are; null if none do or nothing is seen
 * @param bottleneck as {@link Bottleneck} finds it; null if nothing is known
 * @param changedMillis when its spouts were last let run or its executors moved, milliseconds since the epoch; 0 for never
 * @param nowMillis  milliseconds since the epoch
 */
record Verdict(String status, String remark, Map<String, Double> now, WorkerEnds ends, List<WorkerSight> workers, int slots,
               String stuck, Map<String, Object> bottleneck, long changedMillis, long nowMillis) {
    /** A bottleneck is named on a minute of evidence, from workers that all ran all the while. */
    static final int EVIDENCE_SECS = 60;
    /** An end of a worker is worth a sentence for so long. */
    private static final long FRESH_END_MILLIS = 300_000;
    /** Garbage collection that takes more is what holds a worker back. */
    private static final double MUCH_GC = 0.3;
    /** A heartbeat is due every few seconds. */
    private static final int SILENT_SECS = 20;
    private static final double MEGA = 1e6;

    /** How bad it is. */
    enum Level { BAD, WARM, CALM }

    /**
     * The findings as JSON, the worst first; never empty unless nothing is known.
     *
     * @param stateInMemory whether bolts have state that is lost with their worker
     * @param times         where event time is in tasks
     */
    List<Map<String, Object>> findings(boolean stateInMemory, List<EventTimeSight> times) {
        List<Map<String, Object>> all = new ArrayList<>();
        boolean restarting = addState(all);
        addFailures(all);
        addCollections(all);
        addSilence(all);
        addEventTime(all, times);
        boolean evidence = hasEvidence();
        if (bottleneck != null && bottleneck.get("component") != null && evidence && !restarting) {
            all.add(finding(Level.WARM, "bottleneck", (String) bottleneck.get("sentence"), (String) bottleneck.get("component")));
        }
        if (all.isEmpty() && status.equals("INACTIVE")) {
            all.add(finding(Level.CALM, "state", "Deactivated: its spouts emit nothing.", null));
        } else if (all.isEmpty() && !evidence) {
            all.add(finding(Level.CALM, "starting", starting(), null));
        } else if (all.isEmpty() && bottleneck != null) {
            all.add(finding(Level.CALM, "none", (String) bottleneck.get("sentence"), null));
        }
        if (stateInMemory) {
            all.add(finding(Level.WARM, "state-in-memory",
                "State of bolts is in the memory of their worker and lost with it. Set topology.state.provider to keep it.", null));
        }
        all.sort(Comparator.comparing(finding -> Level.valueOf(((String) finding.get("level")).toUpperCase(Locale.ROOT))));
        return all;
    }

    /** Says what is wrong with the workers as such; whether they end again and again. */
    private boolean addState(List<Map<String, Object>> all) {
        if (status.equals("UNAVAILABLE")) {
            all.add(finding(Level.BAD, "unavailable", "Nimbus cannot read this topology; it runs on where it runs: " + remark, null));
        }
        WorkerEndHistory.Loop loop = WorkerEndHistory.loop(ends, nowMillis).orElse(null);
        if (loop != null) {
            String said = WorkerEndHistory.describe(loop, nowMillis);
            all.add(finding(Level.BAD, "restarting", Character.toUpperCase(said.charAt(0)) + said.substring(1), null));
            return true;
        }
        ends.get_recent().stream().filter(end -> end.get_cause() != EndCause.PLANNED && nowMillis - end.get_time_millis() < FRESH_END_MILLIS).findFirst()
            .ifPresent(end -> all.add(finding(Level.WARM, "ended", ended(end), null)));
        return false;
    }

    private String ended(WorkerEnd end) {
        String said = WorkerEndHistory.describe(end);
        return Character.toUpperCase(said.charAt(0)) + said.substring(1) + " (" + Math.max(0, nowMillis - end.get_time_millis()) / 1000 + " s ago)";
    }

    private void addFailures(List<Map<String, Object>> all) {
        double failed = known("failed");
        double timedOut = known("timed_out");
        double failing = failed + timedOut;
        double every = failing + known("acked");
        if (failing > 0) {
            all.add(finding(Level.BAD, "failing", perSecond(failing) + " of " + perSecond(every) + " tuples/s are failing (" + Bottleneck.percent(failing / every) + ")"
                + (timedOut == 0 ? "." : failed == 0 ? ": all time out" + probably() + "." : ": " + perSecond(timedOut) + "/s time out" + probably() + "; "
                + perSecond(failed) + "/s are failed by a bolt."), null));
        }
    }

    private String probably() {
        return stuck == null ? "" : ", probably " + stuck;
    }

    private void addCollections(List<Map<String, Object>> all) {
        workers.stream().filter(worker -> worker.is_set_gc() && worker.get_gc() >= MUCH_GC).max((a, b) -> Double.compare(a.get_gc(), b.get_gc()))
            .ifPresent(worker -> all.add(finding(Level.WARM, "gc", "Worker " + worker.get_host() + ":" + worker.get_port() + " spends " + Bottleneck.percent(worker.get_gc())
                + " of its time in garbage collection" + (worker.is_set_heap_bytes() ? "; " + Math.round(worker.get_heap_bytes() / MEGA) + " of "
                + Math.round(worker.get_heap_max_bytes() / MEGA) + " MB of heap are used" : "") + ".", null)));
    }

    /** Figures of a worker that is not heard of are old, whatever they say. */
    private void addSilence(List<Map<String, Object>> all) {
        List<WorkerSight> silent = workers.stream().filter(worker -> worker.get_silent_secs() >= SILENT_SECS).toList();
        silent.stream().max((a, b) -> Long.compare(a.get_silent_secs(), b.get_silent_secs())).ifPresent(worker -> all.add(finding(Level.WARM, "silent",
            (silent.size() == 1 ? "Worker " : silent.size() + " workers are not heard of; ") + worker.get_host() + ":" + worker.get_port()
                + " was last heard of " + worker.get_silent_secs() + " s ago: its figures are that old.", null)));
    }

    /** Of those whose watermark does not move although tuples come, the one that has stood the longest. */
    private static void addEventTime(List<Map<String, Object>> all, List<EventTimeSight> times) {
        times.stream().filter(time -> time.get_stands_secs() >= EVIDENCE_SECS).max(Comparator.comparingLong(EventTimeSight::get_stands_secs)).ifPresent(time -> {
            EventTime told = time.get_event_time();
            all.add(finding(Level.WARM, "event-time", "Event time of " + time.get_component() + " (task " + time.get_task() + ") " + (told.is_set_watermark_millis()
                ? "has stood still for " + (time.get_stands_secs() < 120 ? time.get_stands_secs() + " s" : time.get_stands_secs() / 60 + " min") : "has not begun") + " while later tuples come"
                + (told.is_set_held_by() ? ": it waits for " + told.get_held_by() : "") + ".", time.get_component()));
        });
    }

    /** Whether every worker has run, and all has been as it is, for as long as a sentence about load needs. */
    boolean hasEvidence() {
        return nowMillis - changedMillis >= EVIDENCE_SECS * 1000L && workers.size() >= slots && slots > 0 && workers.stream().allMatch(worker -> worker.get_uptime_secs() >= EVIDENCE_SECS);
    }

    /** Why nothing can be said yet of how much it could do; null if something can. */
    String unmeasured() {
        if (WorkerEndHistory.loop(ends, nowMillis).isPresent()) {
            return "Its workers end again and again: what it could do is not measured.";
        }
        return status.equals("INACTIVE") ? "Deactivated: its spouts emit nothing." : hasEvidence() ? null : starting();
    }

    private String starting() {
        if (slots == 0) {
            return "No workers: " + (remark == null || remark.isEmpty() ? "it has not been scheduled yet." : remark);
        }
        if (workers.size() < slots) {
            return workers.size() + " of " + slots + " workers are up.";
        }
        int youngest = workers.stream().mapToInt(WorkerSight::get_uptime_secs).min().orElse(0);
        long left = Math.max(EVIDENCE_SECS - youngest, EVIDENCE_SECS - (nowMillis - changedMillis) / 1000);
        return (youngest < EVIDENCE_SECS ? "Its workers have started" : "It was activated or rebalanced") + ": a bottleneck is named after a minute, in " + left + " s.";
    }

    private double known(String metric) {
        double value = now.getOrDefault(metric, Double.NaN);
        return Double.isNaN(value) ? 0 : value;
    }

    private static Map<String, Object> finding(Level level, String kind, String sentence, String component) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("level", level.name().toLowerCase(Locale.ROOT));
        json.put("kind", kind);
        json.put("sentence", sentence);
        json.put("component", component);
        return json;
    }

    private static String perSecond(double rate) {
        return String.format(Locale.ROOT, rate < 10 ? "%.1f" : "%,.0f", rate);
    }
}
