// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tempest.cluster.Eventually;
import tempest.cluster.LocalLayout;
import tempest.supervisor.localizer.FileTree;

/** With a shell script in place of the JVM; that a real one makes an archive is tested with the unpacked distribution. */
class ClassArchiveTest {
    private static final String MAKES_IT = """
        for option in "$@"; do
          case "$option" in -XX:ArchiveClassesAtExit=*) echo classes > "${option#*=}";; esac
        done
        """;

    @TempDir
    private Path folder;
    private LocalLayout layout;

    @BeforeEach
    void layOut() throws IOException {
        layout = LocalLayout.of(Map.of(), folder);
        Files.createDirectories(folder.resolve("lib-worker"));
        Files.writeString(folder.resolve("lib-worker").resolve("a.jar"), "a");
    }

    private ClassArchive archive(String script) throws IOException {
        Path java = Files.createDirectories(folder.resolve("jdk").resolve("bin")).resolve("java");
        if (!Files.exists(java) || !Files.readString(java).contains(script)) {
            Files.writeString(java, "#!/bin/sh\n" + script);
        }
        assertTrue(java.toFile().setExecutable(true));
        return new ClassArchive(new WorkerHome(java, List.of(folder.resolve("lib-worker") + "/*", folder.resolve("conf").toString()), "Main",
            folder.resolve("log4j2.xml"), "", "", 8192), layout);
    }

    @Test
    void itIsMadeInTheBackgroundAndFoundByLaterSupervisors() throws Exception {
        ClassArchive archive = archive(MAKES_IT);
        assertEquals(Optional.empty(), archive.current());
        archive.makeInBackground();
        Eventually.holds("the archive is there", () -> archive.current().isPresent());
        Eventually.holds("nothing else is left", () -> FileTree.children(layout.supervisorClassArchives()).size() == 1);
        assertEquals(archive.current(), archive(MAKES_IT).current());
    }

    @Test
    void anotherJarMeansAnotherArchiveAndTheOldOneGoes() throws Exception {
        ClassArchive before = archive(MAKES_IT);
        before.make();
        Path old = before.current().orElseThrow();
        Files.writeString(folder.resolve("lib-worker").resolve("a.jar"), "another");
        ClassArchive after = archive(MAKES_IT);
        assertEquals(Optional.empty(), after.current());
        after.make();
        assertNotEquals(old, after.current().orElseThrow());
        assertEquals(List.of(after.current().orElseThrow()), FileTree.children(layout.supervisorClassArchives()));
    }

    @Test
    void aProcessThatFailsOrLeavesNothingMakesNoArchive() throws Exception {
        ClassArchive failing = archive("echo no room; exit 1");
        failing.make();
        assertEquals(Optional.empty(), failing.current());
        ClassArchive idle = archive("exit 0");
        idle.make();
        assertEquals(Optional.empty(), idle.current());
        assertEquals(List.of(), FileTree.children(layout.supervisorClassArchives()));
    }

    @Test
    void closingEndsTheProcess() throws Exception {
        ClassArchive archive = archive("echo $$ > started; exec sleep 1000");
        archive.makeInBackground();
        Eventually.holds("it runs", () -> pid() > 0);
        ProcessHandle process = ProcessHandle.of(pid()).orElseThrow();
        archive.close();
        Eventually.holds("it has ended", () -> !process.isAlive());
        Eventually.holds("nothing is left", () -> FileTree.children(layout.supervisorClassArchives()).isEmpty());
    }

    private long pid() throws IOException {
        for (Path scratch : FileTree.children(layout.supervisorClassArchives())) {
            Path started = scratch.resolve("started");
            if (Files.exists(started) && Files.readString(started).endsWith("\n")) {
                return Long.parseLong(Files.readString(started).strip());
            }
        }
        return 0;
    }
}
