// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With which status a daemon's process ends; real processes. */
class DaemonProcessTest {
    private static final long BOUND_SECS = 60;

    @TempDir
    private Path folder;

    private Process start(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx24m",
            "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), EndingDaemon.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).directory(folder.toFile()).redirectError(error()).start();
    }

    private File error() {
        return folder.resolve("error.txt").toFile();
    }

    private static int status(Process process) throws Exception {
        try {
            assertTrue(process.waitFor(BOUND_SECS, TimeUnit.SECONDS), "it does not end");
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    private static List<String> output(Process process) {
        return process.inputReader().lines().toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 255})
    void anExitKeepsItsStatusAndTheDaemonCloses(int wanted) throws Exception {
        Process daemon = start("exit", Integer.toString(wanted));
        assertEquals(List.of("closed"), output(daemon));
        assertEquals(wanted, status(daemon));
    }

    @Test
    void aHaltKeepsItsStatus() throws Exception {
        assertEquals(3, status(start("halt", "3")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"error-in-mailbox", "error-in-thread"})
    void anErrorEndsTheProcessWithoutItsHooks(String where) throws Exception {
        Process daemon = start(where);
        assertEquals(List.of(), output(daemon).stream().filter("closed"::equals).toList());
        assertEquals(FatalErrorHandler.FATAL_STATUS, status(daemon));
    }

    @Test
    void aFullHeapEndsTheProcessWithAWordAboutIt() throws Exception {
        assertEquals(FatalErrorHandler.OUT_OF_MEMORY_STATUS, status(start("no-memory")));
        assertTrue(Files.readString(error().toPath()).contains("java.lang.OutOfMemoryError"), Files.readString(error().toPath()));
    }

    @Test
    void aSignalIsAnOrderlyEndUnlessItFails() throws Exception {
        assertEquals(0, stopped("stop"));
        assertEquals(1, stopped("stop-badly"));
    }

    private int stopped(String mode) throws Exception {
        Process daemon = start(mode);
        try (BufferedReader out = daemon.inputReader()) {
            assertEquals("ready", out.readLine());
            // Not that of the process itself, which closes its output.
            daemon.toHandle().destroy();
            assertEquals("closed", out.readLine());
            return status(daemon);
        }
    }
}
