// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.Config;
import org.apache.storm.DaemonConfig;
import org.apache.storm.validation.ConfigValidationAnnotations.Password;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class SecretsTest {
    private static final String LEAK = "hunter2";

    /** Every key of the contract, and what it is about: those that say so in their name are secrets unless they are known to be none. */
    @Test
    void everyKeyThatHoldsASecretIsMaskedAndNoOther() throws Exception {
        List<String> masked = new ArrayList<>();
        for (Class<?> keys : List.of(Config.class, DaemonConfig.class)) {
            for (Field field : keys.getFields()) {
                String key = (String) field.get(null);
                String shown = Secrets.usual().mask(Map.of(key, LEAK)).toString();
                if (!shown.contains(LEAK)) {
                    masked.add(key);
                }
                assertFalse(shown.contains(LEAK) && field.isAnnotationPresent(Password.class), key);
                assertFalse(shown.contains(LEAK) && key.matches(".*(password|payload|secret).*"), key);
            }
        }
        assertTrue(masked.containsAll(List.of("storm.zookeeper.auth.payload", "storm.zookeeper.topology.auth.payload",
            "nimbus.thrift.tls.server.keystore.password", "drpc.https.key.password", "storm.messaging.netty.tls.keystore.password")), masked.toString());
        assertTrue(masked.stream().allMatch(key -> key.matches(".*(password|payload)")), masked.toString());
    }

    @Test
    void keysOfUsersAreMaskedByNameAndByTheOperatorsPatternAtAnyDepth() {
        Map<String, Object> conf = new HashMap<>(Map.of("my.db.passwd", LEAK, "aws.secretKey", LEAK, "API_KEY", LEAK, "pin", 1234, "plain", "shown",
            "topology.environment", Map.of("DB_PASSWORD", LEAK, "HOME", "/home"), "list", List.of(Map.of("oauth.token", LEAK)), "password", 1234));
        assertFalse(Secrets.usual().mask(conf).toString().contains(LEAK));
        assertEquals("*****", Secrets.usual().mask(conf).get("password"), "a number is one, too");
        assertEquals(1234, Secrets.usual().mask(conf).get("pin"));
        conf.put("storm.secret.keys.pattern", "^pin$");
        Map<String, Object> shown = Secrets.of(conf).mask(conf);
        assertEquals("*****", shown.get("pin"));
        assertEquals("shown", shown.get("plain"));
        assertEquals("/home", ((Map<?, ?>) shown.get("topology.environment")).get("HOME"));
        conf.put("storm.secret.keys.pattern", "(");
        String wrong = assertThrows(IllegalArgumentException.class, () -> Secrets.of(conf)).getMessage();
        assertTrue(wrong.contains("storm.secret.keys.pattern is (; it must be a regular expression"), wrong);
    }

    @Test
    void secretsInsideOfTextsAreMasked() {
        for (String text : List.of("-Xmx1g -Djavax.net.ssl.keyStorePassword=hunter2 -Da=b", "jdbc:pg://h/db?user=me&password=hunter2&x=1",
            "redis://me:hunter2@host:1/0", "token: hunter2", "{\"secret\":\"hunter2\"}", "passwd='hunter2 and hunter2' x")) {
            String shown = Secrets.usual().maskText(text);
            assertFalse(shown.contains(LEAK), shown);
        }
        assertEquals("-Xmx1g -Djavax.net.ssl.keyStorePassword=***** -Da=b",
            Secrets.usual().maskText("-Xmx1g -Djavax.net.ssl.keyStorePassword=hunter2 -Da=b"));
        assertEquals("http://host:80/path no secrets here", Secrets.usual().maskText("http://host:80/path no secrets here"));
        assertEquals("-Dstorm.options=*****", Secrets.usual().maskArgument("-Dstorm.options=my.password%3Dhunter2"));
    }

    @Test
    void aTextThatSomebodySendsDoesNotKeepTheMaskBusy() {
        String evil = "password".repeat(50_000) + "=\"" + "://".repeat(50_000) + "password='".repeat(20_000);
        Assertions.assertTimeout(Duration.ofSeconds(5), () -> Secrets.usual().maskText(evil));
    }

    @Test
    void aSecretOfTheWrongTypeIsNotSaidInTheRefusal() {
        String refusal = assertThrows(IllegalArgumentException.class, () -> new ConfigReader(Map.of("ui.https.keystore.password", 90210))
            .text("ui.https.keystore.password", null)).getMessage();
        assertEquals("configuration ui.https.keystore.password is *****; it must be a string", refusal);
    }
}
