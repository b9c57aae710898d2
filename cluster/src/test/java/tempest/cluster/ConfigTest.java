// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ConfigTest {
    @Test
    void aWrongValueIsRefusedWithKeyValueAndWhatIsRight() {
        ConfigReader read = new ConfigReader(Map.of("a", "x", "b", 1.5, "c", -1, "d", List.of(1), "e", 70000));
        assertTrue(message(() -> read.integer("a", 1, 0)).contains("configuration a is x; it must be an integer from 0"));
        assertTrue(message(() -> read.integer("b", 1, 0)).contains("1.5"));
        assertTrue(message(() -> read.integer("c", 1, 0)).contains("from 0 to"));
        assertTrue(message(() -> read.texts("d", null)).contains("a list of strings"));
        assertTrue(message(() -> read.port("e", 1)).contains("from 0 to 65535"));
        assertTrue(message(() -> read.flag("a", true)).contains("true or false"));
        assertTrue(message(() -> read.text("c", null)).contains("a string"));
        assertTrue(message(() -> read.real("a", 1, 0)).contains("a number"));
    }

    @Test
    void anAbsentValueIsTheFallback() {
        ConfigReader read = new ConfigReader(Map.of("n", 3.0));
        assertEquals(3, read.integer("n", 1, 0));
        assertEquals(5, read.integer("none", 5, 0));
        assertEquals(List.of("x"), new ConfigReader(Map.of("l", "x")).texts("l", List.of()));
        assertNull(read.text("none", null));
    }

    @Test
    void zooKeepersAddressIsMadeOfServersAndPort() {
        ZooKeeperConfig config = ZooKeeperConfig.of(Map.of("storm.zookeeper.servers", List.of("a", "b"), "storm.zookeeper.port", 9));
        assertEquals("a:9,b:9", config.connect());
        assertEquals("/storm", config.root());
        assertTrue(message(() -> ZooKeeperConfig.of(Map.of("storm.zookeeper.root", "storm"))).contains("starts with /"));
        assertTrue(message(() -> ZooKeeperConfig.of(Map.of("storm.zookeeper.servers", List.of()))).contains("at least one host"));
    }

    @Test
    void pathsLieWhereStormsUsersLookForThem() {
        LocalLayout layout = LocalLayout.of(Map.of(), Path.of("/opt/my storm"));
        assertEquals(Path.of("/opt/my storm/storm-local/nimbus/inbox"), layout.nimbusInbox());
        assertEquals(Path.of("/opt/my storm/storm-local/supervisor/stormdist/t-1-2/stormcode.ser"), layout.stormCode("t-1-2"));
        assertEquals(Path.of("/opt/my storm/storm-local/workers/w/pids"), layout.workerPids("w"));
        LocalLayout moved = LocalLayout.of(Map.of("storm.local.dir", "/data", "storm.log.dir", "/logs"), Path.of("/opt"));
        assertEquals(Path.of("/data/workers"), moved.workers());
        assertEquals(Path.of("/logs/workers-artifacts/t-1-2/6700/worker.log"), moved.workerLog("t-1-2", 6700));
    }

    @Test
    void addressesAndBlobNamesAreReadBack() {
        assertEquals(new HostPort("h", 1), HostPort.parse("h:1"));
        assertEquals(new HostPort("::1", 1), HostPort.parse("::1:1"));
        assertThrows(IllegalArgumentException.class, () -> HostPort.parse("h"));
        assertThrows(IllegalArgumentException.class, () -> HostPort.parse("h:x"));
        assertEquals("t-1-2", BlobKeys.topologyId(BlobKeys.code("t-1-2")));
        assertNull(BlobKeys.topologyId("something"));
    }

    @Test
    void jsonIsOneObjectOrRefused() {
        assertEquals(Map.of("a", List.of(1, "b")), Json.parse("{\"a\":[1,\"b\"]}"));
        assertEquals(Map.of(), Json.parse(null));
        assertTrue(message(() -> Json.parse("{\"a\":")).contains("not JSON"));
        assertTrue(message(() -> Json.parse("[1]")).contains("not a JSON object"));
        assertEquals(Map.of("k", "a/b\"c"), Json.parse(Json.write(Map.of("k", "a/b\"c"))));
    }

    private static String message(Executable code) {
        return assertThrows(IllegalArgumentException.class, code).getMessage();
    }
}
