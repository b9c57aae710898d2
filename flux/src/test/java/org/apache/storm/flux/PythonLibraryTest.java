// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.flux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the tests of {@code python/}, whose library scripts of shell components use. */
class PythonLibraryTest {
    private static final long LONGEST_SECONDS = 120;

    @TempDir
    private Path folder;

    @Test
    void theTestsOfThePythonLibraryPass() throws Exception {
        boolean there = new ProcessBuilder("sh", "-c", "command -v python3").start().waitFor() == 0;
        assertTrue(there || System.getenv("CI") == null, "CI is set, and there is no python3");
        assumeTrue(there, "there is no python3");
        Path said = folder.resolve("said.txt");
        ProcessBuilder tests = new ProcessBuilder("python3", "-m", "unittest", "discover", "-s", "tests").directory(Path.of("../python").toFile())
            .redirectErrorStream(true).redirectOutput(said.toFile());
        tests.environment().put("PYTHONPATH", "src");
        tests.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        Process running = tests.start();
        boolean ended = running.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
        running.destroyForcibly();
        assertTrue(ended, () -> "the tests take more than " + LONGEST_SECONDS + " s");
        assertEquals(0, running.exitValue(), Files.readString(said));
    }
}
