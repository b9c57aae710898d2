// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BindAddressTest {
    private static final Map<String, Object> OPEN = Map.of("storm.bind.address", "0.0.0.0");

    @Test
    void unlessToldOtherwiseOnlyThisMachineConnectsAndCallsItselfLocalhost() {
        BindAddress bind = BindAddress.of(Map.of());
        assertTrue(bind.isLoopback());
        assertEquals("localhost", bind.hostname(Map.of()));
        assertEquals("127.0.0.1", bind.at(80).getAddress().getHostAddress());
        assertEquals("worker1", bind.hostname(Map.of("storm.local.hostname", "worker1")));
    }

    @Test
    void aServiceThatKnowsNobodyIsRefusedToOtherMachinesInOneLineThatSaysHowToGoOn() {
        String refusal = assertThrows(IllegalArgumentException.class, () -> BindAddress.of(OPEN).guard("Nimbus", false)).getMessage();
        assertEquals("storm.bind.address is 0.0.0.0, so other machines could use Nimbus, which does not authenticate its callers: set storm.bind.address"
            + " to 127.0.0.1, configure authentication, or, if everybody who can reach this machine may run code on it, set"
            + " storm.insecure.allow.remote.access: true", refusal);
        assertDoesNotThrow(() -> BindAddress.of(OPEN).guard("Nimbus", true));
        assertDoesNotThrow(() -> BindAddress.of(Map.of()).guard("Nimbus", false));
        assertDoesNotThrow(() -> BindAddress.of(Map.of("storm.bind.address", "0.0.0.0", "storm.insecure.allow.remote.access", true)).guard("Nimbus", false));
    }

    @Test
    void callersAreKnownByAnotherTransportOrJudgedByAnAuthorizerThatJudges() {
        String simple = "org.apache.storm.security.auth.SimpleTransportPlugin";
        String noop = "org.apache.storm.security.auth.authorizer.NoopAuthorizer";
        assertFalse(authenticates(Map.of()));
        assertFalse(authenticates(Map.of("storm.thrift.transport", simple, "nimbus.authorizer", noop)));
        assertTrue(authenticates(Map.of("storm.thrift.transport", "some.Other")));
        assertFalse(authenticates(Map.of("storm.thrift.transport", "some.Other", "nimbus.thrift.transport", simple)));
        assertTrue(authenticates(Map.of("nimbus.authorizer", "org.apache.storm.security.auth.authorizer.SimpleACLAuthorizer")));
    }

    private static boolean authenticates(Map<String, Object> conf) {
        return BindAddress.authenticates(conf, "nimbus.thrift.transport", "nimbus.authorizer");
    }

    @Test
    void aMachineOfAClusterOfSeveralThatNoOtherReachesIsRefused() {
        BindAddress loopback = BindAddress.of(Map.of());
        String seeds = assertThrows(IllegalArgumentException.class,
            () -> loopback.checkReachable(Map.of("nimbus.seeds", List.of("192.0.2.1")))).getMessage();
        assertTrue(seeds.startsWith("nimbus.seeds names 192.0.2.1") && seeds.contains("set storm.bind.address to 0.0.0.0"), seeds);
        String name = assertThrows(IllegalArgumentException.class,
            () -> loopback.checkReachable(Map.of("storm.local.hostname", "192.0.2.7"))).getMessage();
        assertTrue(name.startsWith("storm.local.hostname names 192.0.2.7"), name);
        assertDoesNotThrow(() -> loopback.checkReachable(Map.of("nimbus.seeds", List.of("localhost"))));
        assertDoesNotThrow(() -> loopback.checkReachable(Map.of("nimbus.seeds", List.of("192.0.2.1"), "storm.local.hostname", "127.0.0.1")));
        assertDoesNotThrow(() -> BindAddress.of(OPEN).checkReachable(Map.of("nimbus.seeds", List.of("192.0.2.1"))));
    }

    @Test
    void anAddressThatIsNoneIsNamed() {
        String wrong = assertThrows(IllegalArgumentException.class, () -> BindAddress.of(Map.of("storm.bind.address", "no such address"))).getMessage();
        assertTrue(wrong.contains("storm.bind.address is no such address; it must be an address of this machine"), wrong);
    }
}
