// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.storm.generated.AlreadyAliveException;
import org.apache.storm.generated.Assignment;
import org.apache.storm.generated.ErrorInfo;
import org.apache.storm.generated.ExecutorInfo;
import org.apache.storm.generated.InvalidTopologyException;
import org.apache.storm.generated.KillOptions;
import org.apache.storm.generated.NodeInfo;
import org.apache.storm.generated.NotAliveException;
import org.apache.storm.generated.RebalanceOptions;
import org.apache.storm.generated.StormBase;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.generated.SubmitOptions;
import org.apache.storm.generated.TopologyInitialStatus;
import org.apache.storm.generated.TopologyStatus;
import org.apache.storm.generated.TopologySummary;
import org.junit.jupiter.api.Test;
import tempest.cluster.Eventually;
import tempest.rpc.ExecutorFigures;
import tempest.rpc.WorkerBeat;

/** The life of topologies. */
class NimbusTest extends NimbusFixture {
    @Test
    void aSubmittedTopologyIsStoredAndRunsOnWhatSupervisorsOffer() throws Exception {
        supervisor("s", 6700, 6701, 6702, 6703);
        String id = submit("words", "{\"topology.workers\":2}");
        assertTrue(id.matches("words-1001-\\d+"), id);
        Assignment assignment = assigned(id);
        assertEquals(2, ports(assignment).size());
        assertEquals(2 + 2 + 3 + 2, assignment.get_executor_node_port().size());
        assertEquals(Map.of("s", "host-s"), assignment.get_node_host());
        assertEquals((long) clock.secs(), assignment.get_executor_start_time_secs().get(List.of(1L, 1L)));
        assertEquals(List.of(id + "-stormcode.ser", id + "-stormconf.ser", id + "-stormjar.jar"), blobs());
        StormBase base = state.topologies().get(id).orElseThrow();
        assertEquals(TopologyStatus.ACTIVE, base.get_status());
        assertEquals(Map.of("__acker", 2, "spout", 2, "split", 2, "count", 3), base.get_component_executors());
        assertEquals(List.of(), inbox());
        assertEquals(SampleTopologies.object(), calls.getUserTopology(id).get_bolts().get("count").get_bolt_object());
        assertTrue(calls.getTopology(id).get_bolts().containsKey("__acker"));
        assertTrue(calls.getTopologyConf(id).contains("\"storm.id\":\"" + id + "\""));
    }

    @Test
    void aTopologyWaitsForASupervisorAndStartsAsSoonAsOneComes() throws Exception {
        String id = submit("words", "{}");
        assertTrue(state.assignments().get(id).isEmpty());
        supervisor("s", 6700);
        assigned(id);
    }

    @Test
    void aTakenNameAndEveryOtherRefusalLeaveNothingBehind() throws Exception {
        submit("words", "{}");
        List<String> before = blobs();
        StormTopology dangling = SampleTopologies.wordCount();
        dangling.get_spouts().remove("spout");
        assertThrows(AlreadyAliveException.class, () -> submit("words", "{}"));
        assertThrows(InvalidTopologyException.class, () -> calls.submitTopology("a/b", jar(), "{}", SampleTopologies.wordCount()));
        assertThrows(InvalidTopologyException.class, () -> calls.submitTopology("x", jar(), "{}", dangling));
        assertThrows(InvalidTopologyException.class, () -> calls.submitTopology("x", jar(), "{", SampleTopologies.wordCount()));
        assertThrows(InvalidTopologyException.class, () -> calls.submitTopology("x", "/etc/passwd", "{}", SampleTopologies.wordCount()));
        assertThrows(InvalidTopologyException.class, () -> calls.submitTopology("x", null, "{}", SampleTopologies.wordCount()));
        assertThrows(InvalidTopologyException.class, () -> calls.submitTopology("x", jar(),
            "{\"topology.blobstore.map\":{\"none\":{}}}", SampleTopologies.wordCount()));
        assertEquals(before, blobs());
        assertEquals(1, state.topologies().keys().size());
        assertEquals(Set.of("words"), calls.getClusterInfo().get_topologies().stream().map(TopologySummary::get_name).collect(Collectors.toSet()));
        assertTrue(calls.isTopologyNameAllowed("x"));
        assertFalse(calls.isTopologyNameAllowed("words"));
        assertFalse(calls.isTopologyNameAllowed("a:b"));
        calls.submitTopology("x", jar(), "{}", SampleTopologies.wordCount());
    }

    @Test
    void whatIsNoJarIsRefusedWithItsSize() throws Exception {
        for (byte[] content : new byte[][] {{}, "#!/bin/sh".getBytes(StandardCharsets.UTF_8), Arrays.copyOf(SampleTopologies.jar(5_000), 3_000)}) {
            String location = calls.beginFileUpload();
            calls.uploadChunk(location, ByteBuffer.wrap(content));
            calls.finishFileUpload(location);
            String refusal = assertThrows(InvalidTopologyException.class,
                () -> calls.submitTopology("words", location, "{}", SampleTopologies.wordCount())).get_msg();
            assertTrue(refusal.startsWith("what was uploaded is no jar that can be read (") && refusal.contains(content.length + " bytes"), refusal);
        }
        assertEquals(List.of(), blobs());
        assertTrue(calls.isTopologyNameAllowed("words"));
    }

    @Test
    void aKilledTopologyStaysForItsWaitAndThenNothingOfItIsLeft() throws Exception {
        supervisor("s", 6700);
        String id = submit("words", "{}");
        assigned(id);
        state.errors().add(id, "count", new ErrorInfo("e", 1));
        calls.killTopology("words");
        assertEquals(TopologyStatus.KILLED, state.topologies().get(id).orElseThrow().get_status());
        pass(29);
        assertTrue(state.assignments().get(id).isPresent());
        assertThrows(AlreadyAliveException.class, () -> submit("words", "{}"));
        assertThrows(NotAliveException.class, () -> calls.activate("words"));
        pass(2);
        Eventually.holds("it is gone", () -> state.topologies().keys().isEmpty());
        assertEquals(List.of(), state.assignments().keys());
        assertEquals(List.of(), state.errors().topologies());
        assertEquals(List.of(), blobs());
        assertEquals(List.of(id), calls.getTopologyHistory(null).get_topo_ids());
        assertThrows(NotAliveException.class, () -> calls.killTopology("words"));
        assertNotEquals(id, submit("words", "{}"));
    }

    @Test
    void aNewLeaderGoesOnWithAKill() throws Exception {
        String id = submit("words", "{}");
        KillOptions options = new KillOptions();
        options.set_wait_secs(50);
        calls.killTopologyWithOpts("words", options);
        pass(30);
        nimbus.close();
        nimbus = new Nimbus(conf(), state, clock, Nimbus.Reach.PROCESS);
        nimbus.start();
        calls = nimbus.iface();
        Eventually.holds("the new one leads", nimbus::isLeading);
        assertEquals("KILLED", calls.getTopologySummary(id).get_status());
        pass(18);
        assertEquals("KILLED", calls.getTopologySummary(id).get_status());
        pass(3);
        Eventually.holds("it is gone", () -> state.topologies().keys().isEmpty());
        assertEquals(List.of(), blobs());
    }

    @Test
    void aNewLeaderLeavesWhatRunsAlone() throws Exception {
        supervisor("s", 6700, 6701);
        String id = submit("words", "{\"topology.workers\":2}");
        Assignment before = assigned(id);
        nimbus.close();
        nimbus = new Nimbus(conf(), state, clock, Nimbus.Reach.PROCESS);
        nimbus.start();
        calls = nimbus.iface();
        Eventually.holds("the new one leads", nimbus::isLeading);
        pass(11);
        assertEquals(before, state.assignments().get(id).orElseThrow());
        assertEquals(9, calls.getTopologySummary(id).get_num_executors());
    }

    @Test
    void activateAndDeactivateChangeTheStateAtOnceAndKeepThePlacement() throws Exception {
        supervisor("s", 6700);
        SubmitOptions inactive = new SubmitOptions(TopologyInitialStatus.INACTIVE);
        calls.submitTopologyWithOpts("words", jar(), "{}", SampleTopologies.wordCount(), inactive);
        String id = id("words");
        Assignment before = assigned(id);
        assertEquals("INACTIVE", calls.getTopologySummary(id).get_status());
        calls.activate("words");
        assertEquals(TopologyStatus.ACTIVE, state.topologies().get(id).orElseThrow().get_status());
        calls.deactivate("words");
        assertEquals(TopologyStatus.INACTIVE, state.topologies().get(id).orElseThrow().get_status());
        assertEquals(before, state.assignments().get(id).orElseThrow());
        assertThrows(NotAliveException.class, () -> calls.activate("nobody"));
    }

    @Test
    void aRebalanceSpreadsOverMoreWorkersWithMoreExecutors() throws Exception {
        supervisor("s", 6700, 6701, 6702, 6703);
        StormTopology topology = SampleTopologies.wordCount();
        topology.get_bolts().get("count").get_common().set_json_conf("{\"topology.tasks\":6}");
        calls.submitTopology("words", jar(), "{}", topology);
        String id = id("words");
        assertEquals(1, ports(assigned(id)).size());
        RebalanceOptions options = new RebalanceOptions();
        options.set_wait_secs(5);
        options.set_num_workers(3);
        options.set_num_executors(Map.of("count", 6));
        options.set_topology_conf_overrides("{\"topology.debug\":true}");
        calls.rebalance("words", options);
        assertEquals("REBALANCING", calls.getTopologySummary(id).get_status());
        pass(6);
        Eventually.holds("it runs on three workers", () -> ports(state.assignments().get(id).orElseThrow()).size() == 3);
        assertEquals(2 + 2 + 6 + 1, state.assignments().get(id).orElseThrow().get_executor_node_port().size());
        assertEquals("REBALANCING", calls.getTopologySummary(id).get_status());
        pass(60);
        Eventually.holds("it goes on without having heard of them", () -> calls.getTopologySummary(id).get_status().equals("ACTIVE"));
        assertTrue(calls.getTopologyConf(id).contains("\"topology.debug\":true"));
    }

    @Test
    void turnedOffDuringARebalanceItIsOffAfterIt() throws Exception {
        supervisor("s", 6700, 6701);
        String id = submit("words", "{}");
        assigned(id);
        RebalanceOptions options = new RebalanceOptions();
        options.set_wait_secs(5);
        options.set_num_workers(2);
        calls.rebalance("words", options);
        calls.deactivate("words");
        assertEquals("REBALANCING", calls.getTopologySummary(id).get_status());
        pass(6);
        Eventually.holds("it runs on two workers", () -> ports(state.assignments().get(id).orElseThrow()).size() == 2);
        beats(id, true);
        assertEquals("INACTIVE", calls.getTopologySummary(id).get_status());
    }

    /** Every worker of a topology beats as one that has just been started, or long ago. */
    private void beats(String id, boolean fresh) throws Exception {
        for (NodeInfo node : Set.copyOf(state.assignments().get(id).orElseThrow().get_executor_node_port().values())) {
            WorkerBeat beat = beat(id, node.get_node(), node.get_port().iterator().next().intValue());
            beat.set_uptime_secs(fresh ? 1 : 1000);
            beat.set_figures(new HashMap<>());
            calls.workerBeat(beat);
        }
    }

    @Test
    void aRebalanceStoresTheMoveBeforeSpoutsRunAgainAndWaitsForTheNewWorkers() throws Exception {
        supervisor("s", 6700, 6701);
        String id = submit("words", "{}");
        assigned(id);
        List<String> stored = new CopyOnWriteArrayList<>();
        state.topologies().watch(id, base -> base.ifPresent(b -> stored.add(b.get_status() + " of " + b.get_num_workers())));
        state.assignments().watch(id, assignment -> assignment.ifPresent(a -> stored.add("on " + ports(a).size())));
        Eventually.holds("what is there is told", () -> stored.size() == 2);
        stored.clear();
        RebalanceOptions options = new RebalanceOptions();
        options.set_wait_secs(5);
        options.set_num_workers(2);
        calls.rebalance("words", options);
        // A watch tells the newest state, so each step is awaited before the next is made.
        Eventually.holds("it is begun", () -> stored.equals(List.of("REBALANCING of 1")));
        pass(6);
        Eventually.holds("it is moved", () -> stored.size() == 3);
        pass(3);
        beats(id, false);
        assertEquals("REBALANCING", calls.getTopologySummary(id).get_status());
        beats(id, true);
        assertEquals("ACTIVE", calls.getTopologySummary(id).get_status());
        Eventually.holds("it is stored", () -> stored.size() == 4);
        assertEquals(List.of("REBALANCING of 1", "on 2", "REBALANCING of 2", "ACTIVE of 2"), stored);
    }

    @Test
    void aRebalanceOfWhatFindsNoRoomWaitsForNoWorkers() throws Exception {
        String id = submit("words", "{}");
        RebalanceOptions options = new RebalanceOptions();
        options.set_wait_secs(5);
        options.set_num_workers(2);
        calls.rebalance("words", options);
        pass(6);
        Eventually.holds("it goes on waiting for room", () -> calls.getTopologySummary(id).get_status().equals("ACTIVE"));
        supervisor("s", 6700, 6701);
        Eventually.holds("there is room for all it asked for", () -> state.assignments().get(id).filter(found -> ports(found).size() == 2).isPresent());
    }

    @Test
    void aRebalanceMovesAsSoonAsNothingIsInFlight() throws Exception {
        supervisor("s", 6700, 6701);
        String id = submit("words", "{}");
        assigned(id);
        beats(id, true);
        RebalanceOptions options = new RebalanceOptions();
        options.set_wait_secs(3000);
        options.set_num_workers(2);
        calls.rebalance("words", options);
        beats(id, true);
        pass(0);
        assertEquals(1, ports(state.assignments().get(id).orElseThrow()).size(), "that was told before the spouts paused");
        pass(3);
        WorkerBeat busy = beat(id, "s", ports(state.assignments().get(id).orElseThrow()).iterator().next().intValue());
        ExecutorFigures open = new ExecutorFigures("spout", 1, 1, 0, 0, 0, 0, 0, 0, 0, 0);
        open.set_pending(1);
        busy.set_figures(new HashMap<>(Map.of(new ExecutorInfo(1, 1), open)));
        calls.workerBeat(busy);
        assertEquals(1, ports(state.assignments().get(id).orElseThrow()).size());
        beats(id, true);
        assertEquals(2, ports(state.assignments().get(id).orElseThrow()).size());
        beats(id, true);
        assertEquals("ACTIVE", calls.getTopologySummary(id).get_status());
    }

    @Test
    void anImpossibleRebalanceIsRefusedAndChangesNothing() throws Exception {
        String id = submit("words", "{}");
        StormBase before = state.topologies().get(id).orElseThrow();
        RebalanceOptions unknown = new RebalanceOptions();
        unknown.set_num_executors(Map.of("nobody", 1));
        assertThrows(InvalidTopologyException.class, () -> calls.rebalance("words", unknown));
        RebalanceOptions none = new RebalanceOptions();
        none.set_num_executors(Map.of("count", 0));
        assertThrows(InvalidTopologyException.class, () -> calls.rebalance("words", none));
        RebalanceOptions workers = new RebalanceOptions();
        workers.set_num_workers(0);
        assertThrows(InvalidTopologyException.class, () -> calls.rebalance("words", workers));
        RebalanceOptions conf = new RebalanceOptions();
        conf.set_topology_conf_overrides("{\"topology.workers\":\"x\"}");
        assertThrows(InvalidTopologyException.class, () -> calls.rebalance("words", conf));
        assertEquals(before, state.topologies().get(id).orElseThrow());
    }

    @Test
    void aSilentWorkerIsReplacedElsewhere() throws Exception {
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
        assertEquals(Set.of("a"), state.assignments().get(id).orElseThrow().get_node_host().keySet());
        pass(31);
        Eventually.holds("it runs on b", () -> state.assignments().get(id).orElseThrow().get_node_host().keySet().equals(Set.of("b")));
        calls.workerBeat(beat(id, "a", 6700));
        assertThrows(NotAliveException.class, () -> calls.workerBeat(beat("nobody-1-1", "a", 6700)));
    }

    @Test
    void aSilentWorkerIsReplacedWhenItsTimeIsOverAndNotOnlyAtTheNextRound() throws Exception {
        supervisor("a", 6700);
        String id = submit("words", "{}");
        assigned(id);
        supervisor("b", 6700);
        pass(11);
        calls.workerBeat(beat(id, "a", 6700));
        supervisors.get("a").close();
        for (int i = 0; i < 3; i++) {
            pass(10);
        }
        assertEquals(Set.of("a"), state.assignments().get(id).orElseThrow().get_node_host().keySet());
        // The last round was a moment ago, and the next one follows in nine seconds.
        pass(1);
        Eventually.holds("it runs on b", () -> state.assignments().get(id).orElseThrow().get_node_host().keySet().equals(Set.of("b")));
    }

    @Test
    void theNameOfATopologyThatIsKilledWithoutAWaitIsFreeWhenTheCallReturns() throws Exception {
        supervisor("s", 6700);
        KillOptions now = new KillOptions();
        now.set_wait_secs(0);
        for (int i = 0; i < 20; i++) {
            String id = submit("words", "{}");
            calls.killTopologyWithOpts("words", now);
            assertFalse(state.topologies().keys().contains(id));
        }
        assertEquals(List.of(), calls.getTopologySummaries());
    }

    @Test
    void aWorkerThatNeverBeatsIsReplacedAfterTheTimeToLaunch() throws Exception {
        supervisor("a", 6700);
        String id = submit("words", "{}");
        assigned(id);
        supervisor("b", 6700);
        pass(119);
        assertEquals(Set.of("a"), state.assignments().get(id).orElseThrow().get_node_host().keySet());
        pass(12);
        Eventually.holds("it runs on b", () -> state.assignments().get(id).orElseThrow().get_node_host().keySet().equals(Set.of("b")));
    }

    @Test
    void whatRunsGoesOnWhenANewLeaderLacksItsBlobsAndIsLikeOthersAgainOnceTheyAreBack() throws Exception {
        supervisor("s", 6700, 6701);
        String id = submit("words", "{\"topology.workers\":2}");
        Assignment before = assigned(id);
        nimbus.close();
        Path blobs = folder.resolve("nimbus/blobs");
        Files.move(blobs, folder.resolve("elsewhere"));
        nimbus = new Nimbus(conf(), state, clock, Nimbus.Reach.PROCESS);
        nimbus.start();
        calls = nimbus.iface();
        Eventually.holds("the new one leads", nimbus::isLeading);
        // Nobody is heard of, so every worker would be replaced.
        pass(130);
        pass(11);
        assertEquals(before, state.assignments().get(id).orElseThrow());
        TopologySummary summary = calls.getTopologySummary(id);
        assertEquals("UNAVAILABLE", summary.get_status());
        assertEquals(2, summary.get_num_workers());
        assertEquals("blob " + id + "-stormconf.ser is not on Nimbus here:6627 and no other Nimbus is known to have it", summary.get_sched_status());
        RebalanceOptions options = new RebalanceOptions();
        options.set_num_workers(1);
        assertTrue(assertThrows(InvalidTopologyException.class, () -> calls.rebalance("words", options)).get_msg().contains("-stormconf.ser"));
        calls.workerBeat(beat(id, "s", 6700));
        try (Stream<Path> back = Files.list(folder.resolve("elsewhere"))) {
            for (Path one : back.filter(path -> path.getFileName().toString().startsWith(id)).toList()) {
                Files.move(one, blobs.resolve(one.getFileName()));
            }
        }
        pass(11);
        Eventually.holds("it is like others again", () -> calls.getTopologySummary(id).get_status().equals("ACTIVE"));
        assertEquals(Set.of("split", "count", "__acker", "__system"), calls.getTopology(id).get_bolts().keySet());
    }

    @Test
    void aTopologyThatCannotBeReadCanBeKilled() throws Exception {
        String id = submit("words", "{}");
        nimbus.close();
        Files.move(folder.resolve("nimbus/blobs"), folder.resolve("elsewhere"));
        nimbus = new Nimbus(conf(), state, clock, Nimbus.Reach.PROCESS);
        nimbus.start();
        calls = nimbus.iface();
        Eventually.holds("the new one leads", nimbus::isLeading);
        calls.killTopology("words");
        assertEquals("KILLED", calls.getTopologySummary(id).get_status());
        pass(31);
        Eventually.holds("it is gone", () -> state.topologies().keys().isEmpty());
    }
}
