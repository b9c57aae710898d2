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
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.storm.generated.AlreadyAliveException;
import org.apache.storm.generated.Assignment;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.generated.Credentials;
import org.apache.storm.generated.ErrorInfo;
import org.apache.storm.generated.InvalidTopologyException;
import org.apache.storm.generated.KillOptions;
import org.apache.storm.generated.LogConfig;
import org.apache.storm.generated.LogLevel;
import org.apache.storm.generated.LogLevelAction;
import org.apache.storm.generated.NodeInfo;
import org.apache.storm.generated.NotAliveException;
import org.apache.storm.generated.ProfileAction;
import org.apache.storm.generated.ProfileRequest;
import org.apache.storm.generated.RebalanceOptions;
import org.apache.storm.generated.SettableBlobMeta;
import org.apache.storm.generated.StormBase;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.generated.SubmitOptions;
import org.apache.storm.generated.SupervisorInfo;
import org.apache.storm.generated.TopologyInfo;
import org.apache.storm.generated.TopologyInitialStatus;
import org.apache.storm.generated.TopologyStatus;
import org.apache.storm.generated.TopologySummary;
import org.apache.storm.nimbus.ITopologyValidator;
import org.apache.storm.security.auth.IAuthorizer;
import org.apache.storm.security.auth.ReqContext;
import org.apache.storm.thrift.TException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tempest.cluster.Eventually;
import tempest.cluster.InMemoryClusterState;
import tempest.cluster.ManualClock;
import tempest.cluster.Table;
import tempest.rpc.TempestNimbus;
import tempest.rpc.WorkerBeat;

/** A whole Nimbus over state in memory and a clock moved by hand. */
class NimbusTest {
    @TempDir
    private Path folder;
    private final ManualClock clock = new ManualClock();
    private final InMemoryClusterState state = new InMemoryClusterState();
    private final Map<String, Table.Presence<SupervisorInfo>> supervisors = new HashMap<>();
    private Nimbus nimbus;
    private TempestNimbus.Iface calls;

    @BeforeEach
    void startNimbus() throws Exception {
        nimbus = new Nimbus(conf(), state, clock, Nimbus.Reach.PROCESS);
        nimbus.start();
        calls = nimbus.iface();
        Eventually.holds("Nimbus leads", nimbus::isLeading);
    }

    @AfterEach
    void stopNimbus() {
        nimbus.close();
        state.close();
    }

    private Map<String, Object> conf() {
        Map<String, Object> conf = new HashMap<>();
        conf.put("storm.local.dir", folder.toString());
        conf.put("storm.local.hostname", "here");
        conf.put("topology.workers", 1);
        conf.put("topology.message.timeout.secs", 30);
        return conf;
    }

    private void supervisor(String id, long... ports) {
        SupervisorInfo info = new SupervisorInfo(1, "host-" + id);
        info.set_meta(Arrays.stream(ports).boxed().toList());
        info.set_uptime_secs(0);
        info.set_resources_map(new HashMap<>(Map.of("supervisor.memory.capacity.mb", 4096.0, "supervisor.cpu.capacity", 400.0)));
        supervisors.put(id, state.supervisors().announce(id, info));
    }

    private String jar() throws TException {
        String location = calls.beginFileUpload();
        calls.uploadChunk(location, ByteBuffer.wrap(new byte[] {'P', 'K'}));
        calls.finishFileUpload(location);
        return location;
    }

    private String submit(String name, String conf) throws Exception {
        calls.submitTopology(name, jar(), conf, SampleTopologies.wordCount());
        return id(name);
    }

    private String id(String name) throws TException {
        return calls.getTopologySummaryByName(name).get_id();
    }

    private Assignment assigned(String id) throws Exception {
        Eventually.holds(id + " is assigned", () -> state.assignments().get(id).filter(a -> !a.get_executor_node_port().isEmpty()).isPresent());
        return state.assignments().get(id).orElseThrow();
    }

    private static Set<Long> ports(Assignment assignment) {
        return assignment.get_executor_node_port().values().stream().flatMap(n -> n.get_port().stream()).collect(Collectors.toSet());
    }

    private WorkerBeat beat(String id, String node, int port) {
        return new WorkerBeat(id, node, "host-" + node, port, clock.secs(), 1, new HashMap<>());
    }

    /** Moves time and lets Nimbus's thread notice. */
    private void pass(int secs) {
        clock.advance(secs, TimeUnit.SECONDS);
        nimbus.isLeading();
        nimbus.isLeading();
    }

    private List<String> blobs() throws TException {
        return calls.listBlobs("").get_keys();
    }

    private List<String> inbox() throws Exception {
        try (Stream<Path> files = Files.list(folder.resolve("nimbus/inbox"))) {
            return files.map(Path::toString).toList();
        }
    }

    @Test
    void aSubmittedTopologyIsStoredAndRunsOnWhatSupervisorsOffer() throws Exception {
        supervisor("s", 6700, 6701, 6702, 6703);
        String id = submit("words", "{\"topology.workers\":2}");
        assertTrue(id.matches("words-1-\\d+"), id);
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
        nimbus.close();
        nimbus = new Nimbus(conf(), state, clock, Nimbus.Reach.PROCESS);
        nimbus.start();
        calls = nimbus.iface();
        Eventually.holds("the new one leads", nimbus::isLeading);
        assertEquals("KILLED", calls.getTopologySummary(id).get_status());
        pass(51);
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
        assertEquals("ACTIVE", calls.getTopologySummary(id).get_status());
        assertTrue(calls.getTopologyConf(id).contains("\"topology.debug\":true"));
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
    void pagesTellWhatIsThere() throws Exception {
        supervisor("s", 6700, 6701);
        String id = submit("words", "{}");
        assigned(id);
        calls.workerBeat(beat(id, "s", 6700));
        state.errors().add(id, "count", new ErrorInfo("it broke", 7));
        TopologyInfo info = calls.getTopologyInfoByName("words");
        assertEquals(8, info.get_executors().size());
        assertEquals("it broke", info.get_errors().get("count").get(0).get_error());
        assertEquals(1, calls.getTopologyPageInfo(id, ":all-time", false).get_num_workers());
        assertEquals(3, calls.getComponentPageInfo(id, "count", "600", true).get_num_executors());
        assertThrows(TException.class, () -> calls.getComponentPageInfo(id, "nobody", "600", true));
        assertEquals(1, calls.getClusterInfo().get_supervisors().get(0).get_num_used_workers());
        assertEquals(2, calls.getClusterInfo().get_supervisors().get(0).get_num_workers());
        assertEquals(1, calls.getSupervisorPageInfo("s", null, true).get_worker_summaries().size());
        assertEquals(1, calls.getOwnerResourceSummaries(null).size());
        assertEquals(Set.of(id), calls.getSupervisorAssignments("s").get_storm_assignment().keySet());
        assertTrue(calls.getLeader().is_isLeader());
        assertEquals("here", calls.getLeader().get_host());
        assertTrue(calls.getNimbusConf().contains("storm.local.dir"));
        assertThrows(NotAliveException.class, () -> calls.getTopologyInfo("nobody-1-1"));
    }

    @Test
    void logLevelsAreMergedAndGetTheTimeOfTheirReset() throws Exception {
        String id = submit("words", "{}");
        calls.setLogConfig(id, levels("a.A", LogLevelAction.UPDATE, 60));
        calls.setLogConfig("words", levels("b.B", LogLevelAction.UPDATE, 0));
        Map<String, LogLevel> levels = calls.getLogConfig(id).get_named_logger_level();
        assertEquals(clock.millis() + 60_000, levels.get("a.A").get_reset_log_level_timeout_epoch());
        assertEquals(LogLevelAction.UNCHANGED, levels.get("a.A").get_action());
        assertEquals(LogLevelAction.UPDATE, levels.get("b.B").get_action());
        calls.setLogConfig(id, levels("a.A", LogLevelAction.REMOVE, 0));
        assertEquals(Set.of("b.B"), state.logConfigs().get(id).orElseThrow().get_named_logger_level().keySet());
    }

    private static LogConfig levels(String logger, LogLevelAction action, int resetSecs) {
        LogLevel level = new LogLevel(action);
        level.set_target_log_level("DEBUG");
        level.set_reset_log_level_timeout_secs(resetSecs);
        LogConfig config = new LogConfig();
        config.set_named_logger_level(Map.of(logger, level));
        return config;
    }

    @Test
    void credentialsDebuggingAndProfilingReachTheSharedState() throws Exception {
        supervisor("s", 6700);
        String id = submit("words", "{}");
        assigned(id);
        calls.uploadNewCredentials("words", new Credentials(Map.of("k", "v")));
        assertEquals(Map.of("k", "v"), state.credentials().get(id).orElseThrow().get_creds());
        calls.debug("words", "count", true, 5);
        calls.debug("words", "", true, 7);
        assertEquals(5, state.topologies().get(id).orElseThrow().get_component_debug().get("count").get_samplingpct());
        assertEquals(7, state.topologies().get(id).orElseThrow().get_component_debug().get(id).get_samplingpct());
        assertThrows(TException.class, () -> calls.debug("words", "nobody", true, 5));
        assertThrows(TException.class, () -> calls.debug("words", "count", true, 101));
        ProfileRequest request = new ProfileRequest(new NodeInfo("host-s", Set.of(6700L)), ProfileAction.JSTACK_DUMP);
        calls.setWorkerProfiler(id, request);
        assertEquals(List.of(request), calls.getComponentPendingProfileActions(id, "count", ProfileAction.JSTACK_DUMP));
        assertEquals(List.of(), calls.getComponentPendingProfileActions(id, "count", ProfileAction.JMAP_DUMP));
    }

    @Test
    void aSecondNimbusRefusesAndNamesTheLeader() throws Exception {
        Map<String, Object> other = conf();
        other.put("storm.local.dir", folder.resolve("other").toString());
        other.put("storm.local.hostname", "there");
        try (Nimbus second = new Nimbus(other, state, clock, Nimbus.Reach.PROCESS)) {
            second.start();
            assertFalse(second.isLeading());
            Eventually.holds("the leader is known", () -> state.nimbuses().get("here:6627").orElseThrow().is_isLeader());
            assertEquals("here", second.iface().getLeader().get_host());
            String refusal = assertThrows(TException.class, () -> second.iface().beginFileUpload()).getMessage();
            assertEquals("this Nimbus is not the leader; the leader is here:6627", refusal);
            nimbus.close();
            Eventually.holds("the second leads", second::isLeading);
            second.iface().beginFileUpload();
        }
    }

    @Test
    void leftoversOfCrashesAreCleanedUpAndLivingThingsAreNot() throws Exception {
        String id = submit("words", "{}");
        String key = "gone-1-1-stormcode.ser";
        String session = calls.beginCreateBlob(key, new SettableBlobMeta(List.of()));
        calls.uploadBlobChunk(session, ByteBuffer.wrap("x".getBytes(StandardCharsets.UTF_8)));
        calls.finishBlobUpload(session);
        state.assignments().put("gone-1-1", new Assignment("gone-1-1"));
        state.errors().add("gone-1-1", "c", new ErrorInfo("e", 1));
        pass(601);
        Eventually.holds("the leftovers are gone", () -> state.assignments().keys().isEmpty() && state.errors().topologies().isEmpty()
            && !blobs().contains(key));
        assertEquals(List.of(id + "-stormcode.ser", id + "-stormconf.ser", id + "-stormjar.jar"), blobs());
        assertEquals(List.of(id), state.topologies().keys());
    }

    @Test
    void aBlobInUseCannotBeDeletedAndOthersCan() throws Exception {
        String id = submit("words", "{}");
        assertThrows(org.apache.storm.generated.IllegalStateException.class, () -> calls.deleteBlob(id + "-stormcode.ser"));
        String session = calls.beginCreateBlob("mine", new SettableBlobMeta(List.of()));
        calls.finishBlobUpload(session);
        assertEquals(1, calls.getBlobReplication("mine"));
        assertEquals(3, calls.updateBlobReplication("mine", 3));
        assertEquals(3, calls.getBlobMeta("mine").get_settable().get_replication_factor());
        assertEquals(List.of("here:6627"), state.blobHolders("mine").keys());
        calls.deleteBlob("mine");
        assertFalse(calls.isRemoteBlobExists("mine"));
        assertEquals(List.of(), state.blobHolders("mine").keys());
    }

    /** Allows everything to everyone but killing. */
    public static final class NoKilling implements IAuthorizer {
        @Override
        public void prepare(Map<String, Object> conf) {
            // Nothing is configured.
        }

        @Override
        public boolean permit(ReqContext context, String operation, Map<String, Object> topoConf) {
            return !operation.equals("killTopology");
        }
    }

    /** Wants every topology to be short of debugging. */
    public static final class NoDebugging implements ITopologyValidator {
        @Override
        public void prepare(Map<String, Object> conf) {
            // Nothing is configured.
        }

        @Override
        public void validate(String name, Map<String, Object> conf, StormTopology topology) throws InvalidTopologyException {
            if (Boolean.TRUE.equals(conf.get("topology.debug"))) {
                throw new InvalidTopologyException("no debugging here");
            }
        }
    }

    @Test
    void plugInsDecideWhatIsAllowed() throws Exception {
        nimbus.close();
        Map<String, Object> conf = conf();
        conf.put("nimbus.authorizer", NoKilling.class.getName());
        conf.put("nimbus.topology.validator", NoDebugging.class.getName());
        nimbus = new Nimbus(conf, state, clock, Nimbus.Reach.PROCESS);
        nimbus.start();
        calls = nimbus.iface();
        Eventually.holds("Nimbus leads", nimbus::isLeading);
        assertEquals("no debugging here", assertThrows(InvalidTopologyException.class, () -> submit("a", "{\"topology.debug\":true}")).get_msg());
        submit("a", "{}");
        assertTrue(assertThrows(AuthorizationException.class, () -> calls.killTopology("a")).get_msg().contains("not allowed to killTopology"));
        assertEquals("ACTIVE", calls.getTopologySummaryByName("a").get_status());
        nimbus.close();
        assertFalse(nimbus.isLeading());
        assertEquals("Nimbus is stopping", assertThrows(TException.class, () -> calls.getClusterInfo()).getMessage());
    }

    @Test
    void aWrongSettingStopsNimbusWithItsKey() {
        Map<String, Object> wrong = conf();
        wrong.put("storm.scheduler", "java.lang.String");
        assertTrue(assertThrows(IllegalArgumentException.class, () -> new Nimbus(wrong, state, clock, Nimbus.Reach.PROCESS)).getMessage()
            .contains("configuration storm.scheduler is java.lang.String; it must be a class"));
        wrong.put("nimbus.monitor.freq.secs", 0);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> new Nimbus(wrong, state, clock, Nimbus.Reach.PROCESS)).getMessage()
            .contains("nimbus.monitor.freq.secs is 0"));
    }
}
