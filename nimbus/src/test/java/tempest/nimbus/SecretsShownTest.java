// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import org.apache.storm.Config;
import org.apache.storm.DaemonConfig;
import org.junit.jupiter.api.Test;
import tempest.cluster.Json;

/** A caller who wants to read passwords out of what Nimbus tells. */
class SecretsShownTest extends NimbusFixture {
    private static final String LEAK = "hunter2";

    @Override
    Map<String, Object> conf() {
        Map<String, Object> conf = super.conf();
        try {
            for (Class<?> keys : List.of(Config.class, DaemonConfig.class)) {
                for (Field field : keys.getFields()) {
                    String key = (String) field.get(null);
                    if (key.matches(".*(password|payload)")) {
                        conf.put(key, "user:" + LEAK);
                    }
                }
            }
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
        conf.put("our.ldap.passwd", LEAK);
        conf.put("our.pin", LEAK);
        conf.put("storm.secret.keys.pattern", "pin$");
        conf.put("worker.childopts", "-Xmx128m -Djavax.net.ssl.keyStorePassword=" + LEAK);
        return conf;
    }

    @Test
    void noSecretIsInNimbussConfiguration() throws Exception {
        String shown = calls.getNimbusConf();
        assertFalse(shown.contains(LEAK), shown);
        assertEquals("*****", Json.parse(shown).get("storm.zookeeper.auth.payload"));
        assertTrue(shown.contains("-Xmx128m"), shown);
    }

    @Test
    void noSecretIsInWhatIsToldOfATopology() throws Exception {
        String id = submit("words", "{\"my.api.key\":\"hunter2\",\"topology.environment\":{\"DB_PASSWORD\":\"hunter2\"},\"a.pin\":\"hunter2\","
            + "\"storm.zookeeper.topology.auth.payload\":\"me:hunter2\",\"jdbc\":\"jdbc:x://h/d?password=hunter2\",\"plain\":\"shown\"}");
        for (String shown : List.of(calls.getTopologyConf(id), calls.getTopologyPageInfo(id, ":all-time", true).get_topology_conf())) {
            assertFalse(shown.contains(LEAK), shown);
            assertEquals("shown", Json.parse(shown).get("plain"));
        }
    }
}
