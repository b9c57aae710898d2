// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.nimbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.storm.Config;
import org.apache.storm.assignments.InMemoryAssignmentBackend;
import org.apache.storm.generated.Assignment;
import org.apache.storm.generated.ComponentCommon;
import org.apache.storm.generated.ComponentObject;
import org.apache.storm.generated.InvalidTopologyException;
import org.apache.storm.generated.SpoutSpec;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.generated.StreamInfo;
import org.apache.storm.metric.StormMetricsRegistry;
import org.apache.storm.utils.Time;
import org.apache.storm.utils.Utils;
import org.junit.jupiter.api.Test;

class NimbusPluginsTest {

    private static StormTopology topology(String component, String stream) {
        ComponentCommon common = new ComponentCommon(new HashMap<>(), new HashMap<>());
        common.put_to_streams(stream, new StreamInfo(List.of("field"), false));
        return new StormTopology(Map.of(component, new SpoutSpec(ComponentObject.serialized_java(new byte[0]), common)), Map.of(), Map.of());
    }

    @Test
    void onlyTheStrictValidatorRefusesNamesWithDotsOrColons() throws Exception {
        for (StormTopology odd : List.of(topology("a.b", "s"), topology("a", "s:t"))) {
            new DefaultTopologyValidator().validate("name", Map.of(), odd);
            assertThrows(InvalidTopologyException.class, () -> new StrictTopologyValidator().validate("name", Map.of(), odd));
        }
        new StrictTopologyValidator().validate("name", Map.of(), topology("a", "s"));
        String message = assertThrows(InvalidTopologyException.class,
            () -> new StrictTopologyValidator().validate("na.me", Map.of(), topology("a", "s"))).getMessage();
        assertTrue(message.contains("\"na.me\""), message);
    }

    @Test
    void aNimbusIsKnownByItsPlace() {
        NimbusInfo info = NimbusInfo.parse("host:6627");
        assertEquals(new NimbusInfo("host", 6627, false), info);
        assertEquals("host:6627:0", info.toHostPortString());
        NimbusInfo withTls = NimbusInfo.parse("[::1]:6627:6628");
        assertEquals(new NimbusInfo("[::1]", 6627, 6628, false), withTls);
        assertEquals(withTls, NimbusInfo.parse(withTls.toHostPortString()));
        assertNotEquals(withTls, new NimbusInfo("[::1]", 6627, 6629, false));
        assertNotEquals(withTls, new NimbusInfo("[::1]", 6627, 6628, true));
        assertEquals(new NimbusInfo("[::1]", 5, false), NimbusInfo.parse("[::1]:5"));
        for (String wrong : List.of("host:1:x", "host:1:-1", "host:-1", "host:99999999999", "")) {
            assertThrows(RuntimeException.class, () -> NimbusInfo.parse(wrong), wrong);
        }
        assertTrue(assertThrows(RuntimeException.class, () -> NimbusInfo.parse("host")).getMessage().contains("host:port"));
        assertThrows(RuntimeException.class, () -> NimbusInfo.parse("host:x"));
        assertEquals(6627, NimbusInfo.fromConf(Utils.readDefaultConfig()).getPort());
    }

    @Test
    void aNewLeaderWaitsForAllSupervisorsButNotForEver() {
        try (Time.SimulatedTime time = new Time.SimulatedTime()) {
            TimeOutWorkerHeartbeatsRecoveryStrategy strategy = new TimeOutWorkerHeartbeatsRecoveryStrategy();
            strategy.prepare(Map.of(Config.SUPERVISOR_WORKER_HEARTBEATS_MAX_TIMEOUT_SECS, 10));
            assertFalse(strategy.isReady(Set.of("a", "b")));
            strategy.reportNodeId("a");
            assertFalse(strategy.isReady(Set.of("a", "b")));
            strategy.reportNodeId("b");
            assertTrue(strategy.isReady(Set.of("a", "b")));
            assertFalse(strategy.isReady(Set.of("c")));
            Time.advanceTimeSecs(11);
            assertTrue(strategy.isReady(Set.of("c")));
        }
    }

    @Test
    void assignmentsAreKeptAndBroughtInLine() {
        InMemoryAssignmentBackend backend = new InMemoryAssignmentBackend();
        Assignment assignment = new Assignment("code");
        backend.keepOrUpdateAssignment("t-1", assignment);
        backend.keepStormId("t", "t-1");
        assertEquals(assignment, backend.getAssignment("t-1"));
        backend.syncRemoteAssignments(Map.of("u-1", Utils.serialize(assignment)));
        assertEquals(List.of("u-1"), backend.assignments());
        backend.clearStateForStorm("t-1");
        assertNull(backend.getStormId("t"));
    }

    @Test
    void aMetricIsRegisteredOnce() {
        StormMetricsRegistry registry = new StormMetricsRegistry();
        registry.registerMeter("m").mark();
        assertEquals(1, registry.registerMeter("m").getCount());
        assertEquals(1, registry.getMeter("m").getCount());
        assertNull(registry.getMeter("n"));
        registry.registerGauge("g", () -> 1);
        assertEquals(1, registry.<Integer>registerGauge("g", () -> 2).getValue());
        assertThrows(IllegalArgumentException.class, () -> registry.registerGauge("m", () -> 1));
    }
}
