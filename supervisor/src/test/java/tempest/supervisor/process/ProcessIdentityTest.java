// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import tempest.cluster.Eventually;

class ProcessIdentityTest {

    @Test
    void aProcessIsItselfAsLongAsItLivesAndNoOther() throws Exception {
        Process process = new ProcessBuilder("sleep", "1000").start();
        try {
            String identity = ProcessIdentity.of(process.pid()).orElseThrow();
            assertTrue(ProcessIdentity.is(process.pid(), identity));
            assertFalse(ProcessIdentity.is(ProcessHandle.current().pid(), identity));
            assertFalse(ProcessIdentity.is(process.pid(), identity + "0"));
        } finally {
            process.destroyForcibly().waitFor(60, TimeUnit.SECONDS);
        }
        assertTrue(ProcessIdentity.of(process.pid()).isEmpty());
    }

    @Test
    void aProcessThatEndedButWasNotCollectedByItsParentIsGone() throws Exception {
        Assumptions.assumeTrue(Files.isReadable(Path.of("/proc/self/stat")));
        // The shell becomes a sleep that knows nothing of the child it has inherited.
        Process parent = new ProcessBuilder("sh", "-c", "sleep 0.01 & echo $!; exec sleep 1000").start();
        try {
            long child = Long.parseLong(parent.inputReader().readLine());
            Eventually.holds("the child is a zombie", () -> Files.readString(Path.of("/proc/" + child + "/stat")).contains(") Z "));
            assertEquals(java.util.Optional.empty(), ProcessIdentity.of(child));
        } finally {
            parent.destroyForcibly();
        }
    }
}
