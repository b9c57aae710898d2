// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.storm.generated.ErrorInfo;
import org.apache.storm.generated.KillOptions;
import org.apache.storm.generated.LogConfig;
import org.apache.storm.generated.LogLevel;
import org.apache.storm.generated.LogLevelAction;
import org.apache.storm.generated.NotAliveException;
import org.apache.storm.generated.RebalanceOptions;
import org.apache.storm.generated.StormBase;
import org.apache.storm.generated.TopologyEvent;
import org.apache.storm.generated.TopologyEventKind;
import org.apache.storm.generated.TopologyStatus;
import org.junit.jupiter.api.Test;
import tempest.cluster.Eventually;
import tempest.cluster.ThriftCodec;
import tempest.cluster.WorkerEndHistory;
import tempest.rpc.EndCause;
import tempest.rpc.EndedTopology;
import tempest.rpc.FailureReason;
import tempest.rpc.Series;
import tempest.rpc.TupleFailure;
import tempest.rpc.WorkerBeat;
import tempest.rpc.WorkerEnd;
import tempest.rpc.WorkerEnds;

/** What was done to topologies, and what is left of those that were killed. */
class EndedTopologiesTest extends NimbusFixture {
    private List<String> told(String id) throws Exception {
        return calls.events(id).stream().map(TopologyEvent::get_text).toList();
    }

    private void kill(String name) throws Exception {
        KillOptions options = new KillOptions();
        options.set_wait_secs(0);
        String id = id(name);
        calls.killTopologyWithOpts(name, options);
        Eventually.holds(name + " is gone", () -> {
            pass(1);
            return !state.topologies().keys().contains(id);
        });
    }

    @Test
    void whatIsDoneToATopologyIsToldInOrderByEveryLeader() throws Exception {
        supervisor("a", 6700);
        String id = submit("words", "{}");
        calls.activate("words");
        calls.deactivate("words");
        calls.activate("words");
        RebalanceOptions options = new RebalanceOptions();
        options.set_num_workers(2);
        options.set_num_executors(Map.of("split", 7));
        options.set_topology_conf_overrides("{\"topology.max.spout.pending\": 5}");
        calls.rebalance("words", options);
        LogLevel level = new LogLevel(LogLevelAction.UPDATE);
        level.set_target_log_level("DEBUG");
        level.set_reset_log_level_timeout_secs(60);
        LogConfig levels = new LogConfig();
        levels.set_named_logger_level(Map.of("org.example", level));
        calls.setLogConfig(id, levels);
        calls.trace(id, 10);
        int executors = state.topologies().get(id).orElseThrow().get_component_executors().get("split");
        List<String> done = List.of("submitted", "deactivated", "activated", "rebalanced: 2 workers instead of 1; split with 7 executors instead of " + executors
            + "; configuration topology.max.spout.pending", "log level of org.example DEBUG for 60 s", "tracing of 10.0 %");
        assertEquals(done, told(id));
        pass(1);
        nimbus.close();
        startNimbus();
        assertEquals(done, told(id).subList(0, done.size()));
        assertTrue(told(id).get(done.size()).endsWith(" began to lead"), told(id).toString());
    }

    @Test
    void theSubmissionAndTheLatestEventsAreKept() {
        StormBase base = new StormBase("t", TopologyStatus.ACTIVE, 1);
        for (int i = 0; i < 100; i++) {
            base = TopologyEvents.plus(base, TopologyEvents.of(i, TopologyEventKind.CHANGED, "change\n" + i, i == 0 ? null : "ann"));
        }
        List<TopologyEvent> kept = base.get_events();
        assertEquals(TopologyEvents.KEPT, kept.size());
        assertEquals(List.of("change\\u000a0", "change\\u000a61", "change\\u000a99"), List.of(kept.get(0).get_text(), kept.get(1).get_text(), kept.get(39).get_text()));
        assertFalse(kept.get(0).is_set_user());
    }

    @Test
    void ofAKilledTopologyItsLastFiguresAreToldByEveryLeader() throws Exception {
        supervisor("a", 6700);
        String id = submit("words", "{\"topology.acker.executors\": 0, \"my.password\": \"secret\"}");
        assigned(id);
        WorkerBeat beat = beat(id, "a", 6700);
        beat.set_failures(List.of(new TupleFailure(clock.millis(), FailureReason.FAILED, "spout", 1, "default", "message 7", 12)));
        calls.workerBeat(beat);
        state.errors().add(id, "split", new ErrorInfo("java.lang.IllegalStateException: broken", clock.secs()));
        WorkerEnd end = new WorkerEnd(clock.millis(), EndCause.EXITED, "host-a", 6700, "exited with status 7");
        state.workerEnds().update(id, before -> WorkerEndHistory.plus(before, end));
        Eventually.holds("its worker's end is known", () -> calls.workerEnds(List.of()).containsKey(id));
        assertThrows(NotAliveException.class, () -> calls.endedTopology(id));
        pass(5);
        kill("words");
        nimbus.close();
        startNimbus();
        EndedTopology listed = calls.endedTopologies().get(0);
        assertEquals(List.of(id, "words", false, false), List.of(listed.get_id(), listed.get_name(), listed.is_set_last(), listed.is_set_failures()));
        EndedTopology ended = calls.endedTopology(id);
        assertTrue(ended.get_ended_millis() > ended.get_submitted_millis() + 4000, ended.toString());
        assertEquals(List.of("submitted", "killed, wait 0 s"), ended.get_events().stream().map(TopologyEvent::get_text).toList());
        assertEquals("message 7", ended.get_failures().get(0).get_samples().get(0).get_message_id());
        assertEquals("java.lang.IllegalStateException: broken", ended.get_errors().get("split").get(0).get_error());
        assertEquals(Map.of(EndCause.EXITED, 1L), ended.get_worker_ends().get_totals());
        assertTrue(ended.is_set_last() && ended.is_set_hour());
        assertFalse(ended.get_conf().contains("\"secret\""), ended.get_conf());
    }

    @Test
    void ofThoseThatEndInOneMillisecondTheLatestIsFirst() throws Exception {
        KillOptions now = new KillOptions();
        now.set_wait_secs(0);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String name = "t" + i;
            ids.add(0, submit(name, "{}"));
            calls.killTopologyWithOpts(name, now);
            Eventually.holds(name + " is gone, and no time has passed", () -> calls.endedTopologies().stream().anyMatch(ended -> ended.get_name().equals(name)));
        }
        assertEquals(ids, calls.endedTopologies().stream().map(EndedTopology::get_id).toList());
        assertEquals(1, calls.endedTopologies().stream().map(EndedTopology::get_ended_millis).distinct().count());
    }

    @Test
    void theLatestTwentyAreKeptAndNoneIsLarge() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < EndedTopologies.KEPT + 2; i++) {
            ids.add(submit("t" + i, "{}"));
            kill("t" + i);
        }
        List<String> latest = calls.endedTopologies().stream().map(EndedTopology::get_id).toList();
        assertEquals(EndedTopologies.KEPT, latest.size());
        assertEquals(ids.get(ids.size() - 1), latest.get(0));
        assertEquals(EndedTopologies.KEPT, state.endedTopologies().keys().size());
        EndedTopology large = calls.endedTopology(latest.get(0));
        Double[] noise = new Random(7).doubles(60_000).boxed().toArray(Double[]::new);
        large.set_hour(new Series(large.get_id(), "", 0, 10, Map.of("acked", Arrays.asList(noise))));
        EndedTopology kept = EndedTopologies.bounded(large);
        assertFalse(kept.is_set_hour());
        assertFalse(kept.get_conf().isEmpty());
        assertTrue(new ThriftCodec<>(EndedTopology::new).encode(kept).length <= EndedTopologies.MOST_BYTES);
        assertEquals(new WorkerEnds(Map.of(), List.of()), kept.get_worker_ends());
    }
}
