// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.ui.v2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tempest.rpc.EndCause;
import tempest.rpc.EventTime;
import tempest.rpc.EventTimeSight;
import tempest.rpc.WorkerEnd;
import tempest.rpc.WorkerEnds;
import tempest.rpc.WorkerSight;

class VerdictTest {
    private static final long NOW = 1_000_000;
    private static final Map<String, Double> HEALTHY = Map.of("acked", 200.0, "failed", 0.0, "timed_out", 0.0);
    private static final Map<String, Object> CALM = bottleneck(null, "No bottleneck. Busiest bolt: split, 40 % of capacity");
    private static final Map<String, Object> SLOW = bottleneck("slow", "Bottleneck: slow. Its queue is full.");

    private static Map<String, Object> bottleneck(String component, String sentence) {
        Map<String, Object> json = new java.util.HashMap<>();
        json.put("component", component);
        json.put("sentence", sentence);
        return json;
    }

    private static WorkerEnds ends(long... agoMillis) {
        List<WorkerEnd> recent = new ArrayList<>();
        for (long ago : agoMillis) {
            recent.add(new WorkerEnd(NOW - ago, EndCause.EXITED, "h", 6700, "exited with status 7"));
        }
        return new WorkerEnds(Map.of(EndCause.EXITED, (long) agoMillis.length), recent);
    }

    private static WorkerSight worker(int uptime) {
        return new WorkerSight("h", 6700, uptime, 1);
    }

    private static List<String> told(Verdict verdict) {
        return verdict.findings(false, List.of()).stream().map(finding -> finding.get("level") + " " + finding.get("kind")).toList();
    }

    private static Verdict running(Map<String, Double> now, WorkerEnds ends, Map<String, Object> bottleneck) {
        return new Verdict("ACTIVE", "", now, ends, List.of(worker(1_000)), 1, null, bottleneck, 0, NOW);
    }

    @Test
    void thatNothingHoldsItBackIsSaidOnlyIfNothingIsWrong() {
        assertEquals(List.of("calm none"), told(running(HEALTHY, ends(), CALM)));
        assertEquals(List.of("bad failing"), told(running(Map.of("acked", 180.0, "failed", 20.0), ends(), CALM)));
        assertEquals(List.of("bad restarting"), told(running(HEALTHY, ends(1_000, 20_000, 40_000), CALM)));
        assertEquals(List.of("warm ended"), told(running(HEALTHY, ends(40_000), CALM)));
    }

    @Test
    void stateThatIsLostWithItsWorkerIsSaidBesidesAnythingElse() {
        List<Map<String, Object>> findings = running(HEALTHY, ends(), CALM).findings(true, List.of());
        assertEquals(List.of("state-in-memory", "none"), findings.stream().map(finding -> finding.get("kind")).toList());
        assertEquals("State of bolts is in the memory of their worker and lost with it. Set topology.state.provider to keep it.",
            findings.get(0).get("sentence"));
    }

    private static EventTimeSight stands(String component, long watermark, String heldBy, long secs) {
        EventTimeSight sight = new EventTimeSight(component, 4, new EventTime(secs * 1000));
        if (watermark > 0) {
            sight.get_event_time().set_watermark_millis(watermark);
        }
        sight.get_event_time().set_held_by(heldBy);
        sight.set_stands_secs(secs);
        return sight;
    }

    @Test
    void aWatermarkThatStandsStillWhileTuplesComeIsNamedWithWhatItWaitsFor() {
        Verdict running = running(HEALTHY, ends(), CALM);
        EventTimeSight moves = new EventTimeSight("windows", 5, new EventTime(3_600_000));
        assertEquals("none", running.findings(false, List.of(moves, stands("windows", 1, "slow/default", 59))).get(0).get("kind"));
        List<Map<String, Object>> findings = running.findings(false, List.of(moves, stands("join", 1, "a/default", 90), stands("windows", 1, "slow/default", 330)));
        assertEquals(1, findings.size());
        assertEquals("Event time of windows (task 4) has stood still for 5 min while later tuples come: it waits for slow/default.", findings.get(0).get("sentence"));
        assertEquals(List.of("warm", "event-time", "windows"), List.of(findings.get(0).get("level"), findings.get(0).get("kind"), findings.get(0).get("component")));
        assertEquals("Event time of join (task 4) has not begun while later tuples come.",
            running.findings(false, List.of(stands("join", 0, null, 90))).get(0).get("sentence"));
    }

    @Test
    void theWorstComesFirst() {
        assertEquals(List.of("bad failing", "warm ended", "warm bottleneck"), told(running(Map.of("acked", 180.0, "timed_out", 20.0), ends(40_000), SLOW)));
        assertEquals(List.of("bad restarting", "bad failing"), told(running(Map.of("acked", 180.0, "timed_out", 20.0), ends(1_000, 20_000, 40_000), SLOW)));
    }

    @Test
    void timeOutsAreFailuresWithTheirShare() {
        Map<String, Double> now = Map.of("acked", 180.0, "failed", 5.0, "timed_out", 15.0);
        assertEquals("20 of 200 tuples/s are failing (10 %): 15/s time out; 5.0/s are failed by a bolt.", running(now, ends(), CALM).findings(false, List.of()).get(0).get("sentence"));
        assertEquals("20 of 200 tuples/s are failing (10 %): all time out.",
            running(Map.of("acked", 180.0, "timed_out", 20.0), ends(), CALM).findings(false, List.of()).get(0).get("sentence"));
        assertEquals("18 of 180 tuples/s are failing (10 %).", running(Map.of("acked", 162.05, "failed", 17.95), ends(), CALM).findings(false, List.of()).get(0).get("sentence"));
        assertEquals("9.0 of 100 tuples/s are failing (9.0 %).", running(Map.of("acked", 91.0, "failed", 9.0), ends(), CALM).findings(false, List.of()).get(0).get("sentence"));
        Verdict seen = new Verdict("ACTIVE", "", now, ends(), List.of(worker(1_000)), 1, "waiting in the inbox of slow", CALM, 0, NOW);
        assertEquals("20 of 200 tuples/s are failing (10 %): 15/s time out, probably waiting in the inbox of slow; 5.0/s are failed by a bolt.",
            seen.findings(false, List.of()).get(0).get("sentence"));
    }

    @Test
    void aBottleneckIsNamedOnceAllWorkersHaveRunForAMinute() {
        Verdict young = new Verdict("ACTIVE", "", HEALTHY, ends(), List.of(worker(1_000), worker(40)), 2, null, SLOW, 0, NOW);
        assertEquals("Its workers have started: a bottleneck is named after a minute, in 20 s.", young.findings(false, List.of()).get(0).get("sentence"));
        Verdict half = new Verdict("ACTIVE", "", HEALTHY, ends(), List.of(worker(1_000)), 2, null, SLOW, 0, NOW);
        assertEquals("1 of 2 workers are up.", half.findings(false, List.of()).get(0).get("sentence"));
        assertEquals(List.of("warm bottleneck"), told(running(HEALTHY, ends(), SLOW)));
        Verdict resumed = new Verdict("ACTIVE", "", HEALTHY, ends(), List.of(worker(1_000)), 1, null, SLOW, NOW - 25_000, NOW);
        assertEquals("It was activated or rebalanced: a bottleneck is named after a minute, in 35 s.", resumed.findings(false, List.of()).get(0).get("sentence"));
    }

    @Test
    void aWorkerThatCollectsGarbageMostOfItsTimeIsNamed() {
        WorkerSight worker = worker(1_000);
        worker.set_gc(0.8);
        worker.set_heap_bytes(980_000_000);
        worker.set_heap_max_bytes(1_000_000_000);
        Verdict verdict = new Verdict("ACTIVE", "", HEALTHY, ends(), List.of(worker), 1, null, CALM, 0, NOW);
        assertEquals("Worker h:6700 spends 80 % of its time in garbage collection; 980 of 1000 MB of heap are used.", verdict.findings(false, List.of()).get(0).get("sentence"));
        assertEquals(1, verdict.findings(false, List.of()).size());
    }

    @Test
    void aWorkerThatIsNotHeardOfIsNamedWithTheAgeOfItsFigures() {
        WorkerSight silent = new WorkerSight("h", 6701, 1_000, 25);
        Verdict verdict = new Verdict("ACTIVE", "", HEALTHY, ends(), List.of(worker(1_000), silent), 2, null, CALM, 0, NOW);
        assertEquals(List.of("Worker h:6701 was last heard of 25 s ago: its figures are that old."), sentences(verdict));
        Verdict two = new Verdict("ACTIVE", "", HEALTHY, ends(), List.of(new WorkerSight("h", 6700, 1_000, 40), silent), 2, null, CALM, 0, NOW);
        assertEquals(List.of("2 workers are not heard of; h:6700 was last heard of 40 s ago: its figures are that old."), sentences(two));
    }

    private static List<Object> sentences(Verdict verdict) {
        return verdict.findings(false, List.of()).stream().map(finding -> finding.get("sentence")).toList();
    }

    @Test
    void aTopologyWithoutWorkersSaysWhy() {
        Verdict waiting = new Verdict("ACTIVE", "not enough slots", Map.of(), ends(), List.of(), 0, null, null, 0, NOW);
        assertEquals("No workers: not enough slots", waiting.findings(false, List.of()).get(0).get("sentence"));
        Verdict lost = new Verdict("UNAVAILABLE", "its code is not here", HEALTHY, ends(), List.of(worker(99)), 1, null, CALM, 0, NOW);
        assertTrue(((String) lost.findings(false, List.of()).get(0).get("sentence")).endsWith("its code is not here"));
        assertEquals(List.of("calm state"), told(new Verdict("INACTIVE", "", Map.of(), ends(), List.of(worker(99)), 1, null, CALM, 0, NOW)));
    }
}
