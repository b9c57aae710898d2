// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.storm.generated.Assignment;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.generated.Credentials;
import org.apache.storm.generated.ErrorInfo;
import org.apache.storm.generated.InvalidTopologyException;
import org.apache.storm.generated.LogConfig;
import org.apache.storm.generated.LogLevel;
import org.apache.storm.generated.LogLevelAction;
import org.apache.storm.generated.NodeInfo;
import org.apache.storm.generated.NotAliveException;
import org.apache.storm.generated.ProfileAction;
import org.apache.storm.generated.ProfileRequest;
import org.apache.storm.generated.SettableBlobMeta;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.generated.TopologyInfo;
import org.apache.storm.nimbus.ITopologyValidator;
import org.apache.storm.security.auth.IAuthorizer;
import org.apache.storm.security.auth.ReqContext;
import org.apache.storm.thrift.TException;
import org.junit.jupiter.api.Test;
import tempest.cluster.Eventually;
import tempest.cluster.Json;

/** What Nimbus tells, keeps and cleans, and what plug-ins add. */
class NimbusServiceTest extends NimbusFixture {
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
    void aSettingWithoutEffectKeepsNoTopologyOut() throws Exception {
        submit("words", "{\"topology.transfer.batch.size\": 100}");
        assertEquals(1, calls.getClusterInfo().get_topologies_size());
    }

    @Test
    void nimbusSaysWhoSubmittedWhateverTheTopologyClaims() throws Exception {
        String id = submit("words", "{\"topology.submitter.principal\": \"root\"}");
        assertEquals("", Json.parse(calls.getTopologyConf(id)).get("topology.submitter.principal"));
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
        // Of any component.
        assertEquals(List.of(request), calls.getComponentPendingProfileActions(id, "", ProfileAction.JSTACK_DUMP));
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
        Eventually.holds("the leftovers are gone", () -> state.assignments().keys().isEmpty() && state.errors().topologies().isEmpty());
        assertTrue(blobs().contains(key), "it is seen for the first time, and its topology may be about to come");
        pass(601);
        Eventually.holds("nobody has the blob", () -> !state.heldBlobs().contains(key));
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
