// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.storm.security.auth.ClientAuthUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What transport plug-ins of users ask of the JAAS file. */
class JaasFileTest {
    @TempDir
    private Path folder;

    private static Map<String, Object> conf(Path file) {
        return Map.of("java.security.auth.login.config", file.toString());
    }

    @Test
    void optionsOfASectionAreRead() throws IOException {
        Map<String, Object> conf = conf(Files.writeString(folder.resolve("jaas.conf"),
            "StormServer {\n  a.Login required user=\"x\" one=\"1\";\n  b.Login optional user=\"y\" two=\"2\";\n};\n"));
        assertEquals("x", ClientAuthUtils.get(conf, "StormServer", "user"));
        assertEquals("2", ClientAuthUtils.get(conf, "StormServer", "two"));
        assertNull(ClientAuthUtils.get(conf, "StormServer", "three"));
        assertEquals(Map.of("user", "y", "one", "1", "two", "2"), ClientAuthUtils.pullConfig(conf, "StormServer"));
        assertThrows(IOException.class, () -> ClientAuthUtils.pullConfig(conf, "Nobody"));
    }

    @Test
    void withoutAFileThereIsNothingAndAMissingOneIsNamed() throws IOException {
        assertNull(ClientAuthUtils.getConfiguration(Map.of()));
        assertNull(ClientAuthUtils.get(Map.of(), "StormServer", "user"));
        Path missing = folder.resolve("nowhere.conf");
        assertTrue(assertThrows(RuntimeException.class, () -> ClientAuthUtils.getConfiguration(conf(missing))).getMessage().contains(missing.toString()));
    }
}
