// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tempest.cluster.Eventually;
import tempest.cluster.WorkerEndHistory;
import tempest.rpc.EndCause;
import tempest.rpc.WorkerEnd;
import tempest.rpc.WorkerEnds;

/** Ends of workers as Nimbus tells them. */
class WorkerEndingsTest extends NimbusFixture {
    private void ends(String id, long millis) {
        WorkerEnd end = new WorkerEnd(millis, EndCause.EXITED, "host-a", 6700, "exited with status 7");
        state.workerEnds().update(id, before -> WorkerEndHistory.plus(before, end));
    }

    private WorkerEnds told(String id) throws Exception {
        return calls.workerEnds(List.of(id)).getOrDefault(id, new WorkerEnds(Map.of(), List.of()));
    }

    @Test
    void whatASupervisorTellsIsShownByEveryLeader() throws Exception {
        supervisor("a", 6700);
        String id = submit("words", "{}");
        ends(id, clock.millis());
        Eventually.holds("it is told", () -> told(id).get_totals().equals(Map.of(EndCause.EXITED, 1L)));
        assertEquals(Set.of(id), calls.workerEnds(List.of()).keySet());
        assertEquals(Map.of(), calls.workerEnds(List.of("another-1-1")));
        nimbus.close();
        startNimbus();
        Eventually.holds("the next leader tells it", () -> told(id).get_totals().equals(Map.of(EndCause.EXITED, 1L)));
    }

    @Test
    void aTopologyWhoseWorkersEndAgainAndAgainSaysSoBesideItsState() throws Exception {
        supervisor("a", 6700);
        String id = submit("words", "{}");
        assigned(id);
        for (int i = 0; i < 3; i++) {
            ends(id, clock.millis() + i);
        }
        Eventually.holds("it is told", () -> told(id).get_recent().size() == 3);
        assertEquals("ACTIVE", calls.getTopologySummary(id).get_status());
        String said = calls.getTopologySummary(id).get_sched_status();
        assertTrue(said.endsWith("workers end again and again: 3 within 5 minutes, the last 0 s ago: worker host-a:6700 exited with status 7"), said);
        String page = nimbus.metrics().toString();
        assertTrue(page.contains("storm_topology_worker_ends_total{topology=\"words\",topology_id=\"" + id + "\",cause=\"exited\"} 3\n"), page);
        assertTrue(page.contains("storm_topology_restarting{topology=\"words\",topology_id=\"" + id + "\"} 1\n"), page);
        pass(301);
        assertEquals(false, String.valueOf(calls.getTopologySummary(id).get_sched_status()).contains("again and again"));
    }

    @Test
    void aWorkerThatNobodyHearsOfAnyMoreHasEnded() throws Exception {
        supervisor("a", 6700);
        String id = submit("words", "{}");
        assigned(id);
        calls.workerBeat(beat(id, "a", 6700));
        supervisor("b", 6700);
        supervisors.get("a").close();
        for (int i = 0; i < 3; i++) {
            pass(11);
            calls.workerBeat(beat(id, "a", 6700));
        }
        assertEquals(List.of(), told(id).get_recent());
        pass(31);
        Eventually.holds("its end is told", () -> told(id).get_recent().size() == 1);
        WorkerEnd end = told(id).get_recent().get(0);
        assertEquals(List.of(EndCause.UNREACHABLE, "host-a", 6700), List.of(end.get_cause(), end.get_host(), end.get_port()));
    }

    @Test
    void nothingIsLeftOfAKilledTopology() throws Exception {
        String id = submit("words", "{}");
        ends(id, 1);
        calls.killTopology("words");
        pass(31);
        Eventually.holds("its ends are gone", () -> state.workerEnds().keys().isEmpty());
        ends(id, 2);
        pass(700);
        Eventually.holds("what a supervisor told late is gone too", () -> state.workerEnds().keys().isEmpty());
    }
}
