// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tempest.cluster.LocalLayout;

class WorkerHomeTest {
    @TempDir
    private Path folder;

    private WorkerHome home(Map<String, Object> conf) {
        return WorkerHome.of(conf, LocalLayout.of(Map.of("storm.local.dir", folder.resolve("local").toString()), folder), Map.of());
    }

    @Test
    void workersLogAsTheConfiguredFolderSays() throws IOException {
        assertEquals(folder.resolve("log4j2/worker.xml"), home(Map.of()).logSettings());
        Path own = Files.createDirectories(folder.resolve("own"));
        Files.writeString(own.resolve("worker.xml"), "<Configuration/>");
        assertEquals(own.resolve("worker.xml"), home(Map.of("storm.log4j2.conf.dir", "own")).logSettings());
        assertEquals(own.resolve("worker.xml"), home(Map.of("storm.log4j2.conf.dir", own.toString())).logSettings());
        String missing = assertThrows(IllegalArgumentException.class, () -> home(Map.of("storm.log4j2.conf.dir", "nowhere"))).getMessage();
        assertEquals("configuration storm.log4j2.conf.dir is nowhere, but there is no file " + folder.resolve("nowhere/worker.xml"), missing);
    }
}
