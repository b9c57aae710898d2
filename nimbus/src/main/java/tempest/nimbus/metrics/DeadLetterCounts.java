// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.metrics;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import tempest.rpc.ExecutorFigures;
import tempest.rpc.WorkerBeat;

/** How many tuples of each component became dead letters since the workers of a topology started. Owned by Nimbus's thread. */
final class DeadLetterCounts {
    /** A worker that is not heard of for longer is gone, and its counts with it. */
    private static final long KEPT_SECS = 60;

    private final Map<String, Beat> byWorker = new HashMap<>();

    private record Beat(long secs, Map<String, Long> byComponent) { }

    void record(WorkerBeat beat, long nowSecs) {
        Map<String, Long> counts = new HashMap<>();
        if (beat.is_set_figures()) {
            for (ExecutorFigures figures : beat.get_figures().values()) {
                if (figures.is_set_dead_letters()) {
                    counts.merge(figures.get_component(), figures.get_dead_letters(), Long::sum);
                }
            }
        }
        String worker = beat.get_node_id() + ":" + beat.get_port();
        if (counts.isEmpty()) {
            byWorker.remove(worker);
        } else {
            byWorker.put(worker, new Beat(nowSecs, counts));
        }
    }

    /** By component; those without any are absent. */
    Map<String, Long> totals(long nowSecs) {
        byWorker.values().removeIf(beat -> nowSecs - beat.secs > KEPT_SECS);
        Map<String, Long> totals = new TreeMap<>();
        byWorker.values().forEach(beat -> beat.byComponent.forEach((component, count) -> totals.merge(component, count, Long::sum)));
        return totals;
    }
}
