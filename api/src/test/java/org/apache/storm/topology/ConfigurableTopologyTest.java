// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.storm.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurableTopologyTest {
    @TempDir
    private Path folder;

    static class Recorded extends ConfigurableTopology {
        private final List<String> args = new ArrayList<>();

        @Override
        protected int run(String[] args) {
            this.args.addAll(List.of(args));
            return 0;
        }
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void filesAreLoadedLaterOnesWinAndTheOtherArgumentsGoOn() throws IOException {
        Recorded topology = new Recorded();
        ConfigurableTopology.start(topology, new String[] {"one", "-conf", file("a.yaml", "topology.workers: 1\ntopology.debug: true"),
            "two", "-conf", file("b.yaml", "config:\n  topology.workers: 2")});
        assertEquals(List.of("one", "two"), topology.args);
        assertEquals(2, topology.getConf().get("topology.workers"));
        assertEquals(true, topology.getConf().get("topology.debug"));
    }

    @Test
    void anEmptyFileChangesNothing() throws IOException {
        assertTrue(ConfigurableTopology.loadConf(file("e.yaml", ""), new Config()).isEmpty());
    }

    @Test
    void aFileThatIsMissingOrNoMapIsNamedInOneLine() throws IOException {
        assertThrows(FileNotFoundException.class, () -> ConfigurableTopology.loadConf(folder.resolve("no.yaml").toString(), new Config()));
        for (String text : List.of("just text", "a: [1", "- x")) {
            String path = file("bad.yaml", text);
            String message = assertThrows(IllegalArgumentException.class, () -> ConfigurableTopology.loadConf(path, new Config())).getMessage();
            assertTrue(message.contains(path), message);
            assertFalse(message.contains("\n"), message);
        }
    }

    @Test
    void whatTheTopologysCodeThrowsIsThrownOn() {
        RuntimeException e = assertThrows(RuntimeException.class, () -> ConfigurableTopology.start(new Recorded() {
            @Override
            protected int run(String[] args) {
                throw new IllegalStateException("oops");
            }
        }, new String[0]));
        assertTrue(e.getMessage().contains("oops"), e.getMessage());
    }
}
