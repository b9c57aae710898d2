// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import org.apache.storm.generated.InvalidTopologyException;
import org.apache.storm.utils.Utils;
import org.junit.jupiter.api.Test;

/** Where workers are to make sure of each other, each topology gets a secret, which is shown to nobody. */
class TopologySecretTest extends NimbusFixture {
    private static final String ON = "storm.messaging.netty.authentication";
    private static final String PAYLOAD = "storm.zookeeper.topology.auth.payload";

    private final TopologySecret secret = new TopologySecret(new SecureRandom());

    @Override
    Map<String, Object> conf() {
        Map<String, Object> conf = super.conf();
        conf.put(ON, true);
        return conf;
    }

    private String stored(String id) throws Exception {
        ByteBuffer chunk = calls.downloadBlobChunk(calls.beginBlobDownload(id + "-stormconf.ser").get_session());
        byte[] conf = new byte[chunk.remaining()];
        chunk.get(conf);
        Map<String, Object> parsed = Utils.fromCompressedJsonConf(conf);
        assertEquals(true, parsed.get(ON), "supervisors need not say so, too");
        return (String) parsed.get(PAYLOAD);
    }

    @Test
    void eachTopologyGetsASecretOfItsOwnWhichIsShownToNobody() throws Exception {
        String one = submit("one", "{}");
        String two = submit("two", "{}");
        assertTrue(stored(one).matches("topology:[0-9a-f]{64}"));
        assertNotEquals(stored(one), stored(two));
        for (String shown : new String[] {calls.getTopologyConf(one), calls.getTopologyPageInfo(one, ":all-time", true).get_topology_conf()}) {
            assertFalse(shown.contains(stored(one).substring("topology:".length())), shown);
            assertFalse(shown.contains("storm.local.dir"), "nor are Nimbus's own settings");
        }
    }

    @Test
    void theClientsOwnIsKeptUnlessItIsPoor() throws Exception {
        assertEquals("ann:a secret of some length", stored(submit("one", "{\"" + PAYLOAD + "\": \"ann:a secret of some length\"}")));
        String refusal = assertThrows(InvalidTopologyException.class, () -> submit("two", "{\"" + PAYLOAD + "\": \"ann:x\"}")).get_msg();
        assertTrue(refusal.startsWith("configuration " + PAYLOAD + " has 5 characters") && !refusal.contains("ann:x"), refusal);
    }

    @Test
    void theTopologysOwnSettingCountsAndWithoutAnyThereIsNoSecret() throws Exception {
        Map<String, Object> topology = new HashMap<>();
        secret.addTo(topology, Map.of());
        assertEquals(Map.of(), topology);
        topology.put(ON, false);
        secret.addTo(topology, Map.of(ON, true));
        assertEquals(Map.of(ON, false), topology);
        topology.put(ON, true);
        secret.addTo(topology, Map.of(ON, false));
        assertTrue(topology.containsKey(PAYLOAD));
    }
}
