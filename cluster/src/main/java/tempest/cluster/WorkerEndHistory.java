// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tempest.rpc.EndCause;
import tempest.rpc.WorkerEnd;
import tempest.rpc.WorkerEnds;

/**
 * What the ends of a topology's workers come to: how they are kept, and when they are too many. Pure functions, for whoever adds an end and
 * whoever shows them.
 */
public final class WorkerEndHistory {
    /** Ends kept of a topology, the latest; older ones are only counted. */
    public static final int KEPT = 20;
    /** So many unplanned ends within {@link #LOOP_MILLIS} are a loop. */
    public static final int LOOP_ENDS = 3;
    public static final long LOOP_MILLIS = 300_000;
    /** Different workers that end this close together have one cause, such as their host's end: that is one end, not several in a row. */
    private static final long TOGETHER_MILLIS = 10_000;
    private static final int MOST_LINES = 10;
    private static final int LONGEST_LINE = 300;

    private WorkerEndHistory() { }

    /** A topology's ends with one more. */
    public static WorkerEnds plus(Optional<WorkerEnds> before, WorkerEnd end) {
        Map<EndCause, Long> totals = new EnumMap<>(EndCause.class);
        List<WorkerEnd> recent = new ArrayList<>();
        before.ifPresent(ends -> {
            totals.putAll(ends.get_totals());
            recent.addAll(ends.get_recent());
        });
        totals.merge(end.get_cause(), 1L, Long::sum);
        recent.add(bounded(end));
        // Supervisors whose ZooKeeper was away tell late.
        recent.sort((a, b) -> Long.compare(b.get_time_millis(), a.get_time_millis()));
        return new WorkerEnds(new HashMap<>(totals), new ArrayList<>(recent.subList(0, Math.min(KEPT, recent.size()))));
    }

    private static WorkerEnd bounded(WorkerEnd end) {
        WorkerEnd kept = end.deepCopy();
        if (kept.is_set_last_lines()) {
            List<String> lines = kept.get_last_lines();
            kept.set_last_lines(lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size()).stream()
                .map(line -> line.substring(0, Math.min(LONGEST_LINE, line.length()))).toList());
        }
        return kept;
    }

    /** Workers that end again and again. */
    public record Loop(int ends, WorkerEnd last) { }

    /** Whether a topology's workers end again and again: the same one, or one after the other; empty if they do not, or no longer do. */
    public static Optional<Loop> loop(WorkerEnds ends, long nowMillis) {
        List<WorkerEnd> recent = ends.get_recent().stream()
            .filter(end -> end.get_cause() != EndCause.PLANNED && nowMillis - end.get_time_millis() < LOOP_MILLIS).toList();
        Map<String, Integer> byPlace = new HashMap<>();
        recent.forEach(end -> byPlace.merge(place(end), 1, Integer::sum));
        int most = Math.max(bursts(recent), byPlace.values().stream().mapToInt(Integer::intValue).max().orElse(0));
        return most < LOOP_ENDS ? Optional.empty() : Optional.of(new Loop(recent.size(), recent.get(0)));
    }

    /** How often workers ended, those that ended together counted once; {@code recent} is latest first. */
    private static int bursts(List<WorkerEnd> recent) {
        int bursts = 0;
        long begun = Long.MAX_VALUE;
        Set<String> in = new HashSet<>();
        for (WorkerEnd end : recent) {
            if (bursts == 0 || begun - end.get_time_millis() > TOGETHER_MILLIS || in.contains(place(end))) {
                bursts++;
                begun = end.get_time_millis();
                in.clear();
            }
            in.add(place(end));
        }
        return bursts;
    }

    private static String place(WorkerEnd end) {
        return end.get_host() + ":" + end.get_port();
    }

    /** How many ended that should not have, since the topology was submitted. */
    public static long unplanned(WorkerEnds ends) {
        return ends.get_totals().entrySet().stream().filter(total -> total.getKey() != EndCause.PLANNED).mapToLong(Map.Entry::getValue).sum();
    }

    /** A loop in a sentence. */
    public static String describe(Loop loop, long nowMillis) {
        return "workers end again and again: " + loop.ends() + " within " + LOOP_MILLIS / 60_000 + " minutes, the last "
            + Math.max(0, nowMillis - loop.last().get_time_millis()) / 1000 + " s ago: " + describe(loop.last());
    }

    /** An end in words, without its time. */
    public static String describe(WorkerEnd end) {
        return "worker " + place(end) + " " + end.get_reason();
    }
}
