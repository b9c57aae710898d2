// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.metrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tempest.rpc.WorkerBeat;
import tempest.rpc.WorkerSight;

/** How the worker processes of one topology do lately: heap, garbage collection, processor. Fed by heartbeats; owned by Nimbus's thread. */
final class WorkerLoads {
    /** "Lately" is between this long and twice as long ago. */
    private static final int LATELY_SECS = 30;
    /** A worker that is silent for this long is gone or somewhere else. */
    private static final int SILENT_SECS = 60;

    private final Map<Place, Load> loads = new HashMap<>();

    private record Place(String node, int port) { }

    /** Milliseconds of garbage collection at a time of this clock. */
    private record Mark(long secs, long gcMillis) { }

    private static final class Load {
        private WorkerBeat beat;
        private Mark older;
        private Mark newer;
        private Mark last;
    }

    void record(WorkerBeat beat, long nowSecs) {
        loads.values().removeIf(load -> nowSecs - load.last.secs > SILENT_SECS);
        Load load = loads.computeIfAbsent(new Place(beat.get_node_id(), beat.get_port()), place -> new Load());
        Mark now = new Mark(nowSecs, beat.get_gc_millis());
        if (load.last == null || beat.get_uptime_secs() < load.beat.get_uptime_secs() || now.gcMillis < load.last.gcMillis) {
            // Of an older process nothing is known but that it did as much since its start.
            load.older = beat.get_uptime_secs() <= LATELY_SECS ? new Mark(nowSecs - beat.get_uptime_secs(), 0) : now;
            load.newer = now;
        } else if (nowSecs - load.newer.secs >= LATELY_SECS) {
            load.older = load.newer;
            load.newer = load.last;
        }
        load.last = now;
        load.beat = slim(beat);
    }

    private static WorkerBeat slim(WorkerBeat beat) {
        WorkerBeat slim = new WorkerBeat(beat.get_topology_id(), beat.get_node_id(), beat.get_host(), beat.get_port(), beat.get_time_secs(),
            beat.get_uptime_secs(), Map.of());
        if (beat.is_set_heap_bytes() && beat.is_set_heap_max_bytes()) {
            slim.set_heap_bytes(beat.get_heap_bytes());
            slim.set_heap_max_bytes(beat.get_heap_max_bytes());
        }
        if (beat.is_set_gc_millis()) {
            slim.set_gc_millis(beat.get_gc_millis());
        }
        if (beat.is_set_cpu()) {
            slim.set_cpu(beat.get_cpu());
        }
        if (beat.is_set_threads()) {
            slim.set_threads(beat.get_threads());
        }
        if (beat.is_set_pid()) {
            slim.set_pid(beat.get_pid());
        }
        return slim;
    }

    List<WorkerSight> sights(long nowSecs) {
        List<WorkerSight> sights = new ArrayList<>();
        for (Load load : loads.values()) {
            if (nowSecs - load.last.secs <= SILENT_SECS) {
                sights.add(sight(load, nowSecs));
            }
        }
        sights.sort((a, b) -> a.get_host().equals(b.get_host()) ? Integer.compare(a.get_port(), b.get_port()) : a.get_host().compareTo(b.get_host()));
        return sights;
    }

    private static WorkerSight sight(Load load, long nowSecs) {
        WorkerBeat beat = load.beat;
        long silent = Math.max(0, nowSecs - load.last.secs);
        WorkerSight sight = new WorkerSight(beat.get_host(), beat.get_port(), (int) (beat.get_uptime_secs() + silent), silent);
        if (beat.is_set_heap_bytes()) {
            sight.set_heap_bytes(beat.get_heap_bytes());
            sight.set_heap_max_bytes(beat.get_heap_max_bytes());
        }
        long secs = load.last.secs - load.older.secs;
        if (beat.is_set_gc_millis() && secs > 0) {
            sight.set_gc(Math.min(1, (load.last.gcMillis - load.older.gcMillis) / 1000.0 / secs));
        }
        if (beat.is_set_cpu()) {
            sight.set_cpu(beat.get_cpu());
        }
        if (beat.is_set_threads()) {
            sight.set_threads(beat.get_threads());
        }
        if (beat.is_set_pid()) {
            sight.set_pid(beat.get_pid());
        }
        return sight;
    }
}
