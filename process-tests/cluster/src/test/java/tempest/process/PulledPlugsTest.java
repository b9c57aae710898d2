// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * {@code storm chaos} as a user has it. It starts seven JVMs and more and takes minutes, so it runs with the profile {@code soak}; nothing in it depends on how fast
 * the machine is, but for the bounds of waiting.
 */
@Tag("soak")
class PulledPlugsTest {
    /** Builds run on machines that are busy with more than this. */
    private static final int SLACK = 20;
    private static final int BOUND_MINUTES = 20;

    private static Process chaos(TestCluster unpacked, Path folder, Path output, String faults) throws IOException {
        return chaos(unpacked, folder, output, List.of("--faults", faults, "--slack", Integer.toString(SLACK), "-c", "topology.message.timeout.secs=10"));
    }

    private static Process chaos(TestCluster unpacked, Path folder, Path output, List<String> what) throws IOException {
        List<String> command = new ArrayList<>(List.of(unpacked.home.resolve("bin/storm").toString(), "chaos", "--rate", "500", "--dir", folder.toString()));
        command.addAll(what);
        Process chaos = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        return unpacked.watched("chaos", chaos);
    }

    private static void awaitOutput(Process chaos, Path output, String text) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(BOUND_MINUTES);
        while (!Files.readString(output).contains(text)) {
            assertTrue(chaos.isAlive() && System.nanoTime() < deadline, "it does not say '" + text + "' but: " + Files.readString(output));
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
    }

    private static void assertNothingIsLeft(TestCluster unpacked, Path folder) {
        assertFalse(Files.exists(folder), "its folder is gone");
        assertEquals(0, unpacked.processes().size(), "its processes are gone");
    }

    @Test
    void nothingIsLostWhenAWorkerOrTheLeadingNimbusIsKilledAndNothingOfItStays() throws Exception {
        try (TestCluster unpacked = TestCluster.unpack()) {
            Path folder = unpacked.file("chaos");
            Path output = unpacked.file("chaos.out");
            Process chaos = chaos(unpacked, folder, output, "worker-killed,leader-killed");
            assertTrue(chaos.waitFor(BOUND_MINUTES, TimeUnit.MINUTES), Files.readString(output));
            assertEquals(0, chaos.exitValue(), Files.readString(output));
            assertNothingIsLeft(unpacked, folder);
        }
    }

    /** {@code -Dtempest.soak.minutes} makes it shorter. */
    @Test
    void anHourOfOrdinaryLifeGrowsNothingAndLeavesNothing() throws Exception {
        int minutes = Integer.getInteger("tempest.soak.minutes", 60);
        try (TestCluster unpacked = TestCluster.unpack()) {
            Path folder = unpacked.file("chaos");
            Path output = unpacked.file("chaos.out");
            Process chaos = chaos(unpacked, folder, output, List.of("--soak", Integer.toString(minutes)));
            assertTrue(chaos.waitFor(2L * minutes + 2 * BOUND_MINUTES, TimeUnit.MINUTES), Files.readString(output));
            assertEquals(0, chaos.exitValue(), Files.readString(output));
            assertNothingIsLeft(unpacked, folder);
        }
    }

    @Test
    void ctrlCInTheMiddleLeavesNothingBehind() throws Exception {
        try (TestCluster unpacked = TestCluster.unpack()) {
            Path folder = unpacked.file("chaos");
            Path output = unpacked.file("chaos.out");
            Process chaos = chaos(unpacked, folder, output, "zookeeper-hung");
            awaitOutput(chaos, output, "zookeeper-hung: ");
            unpacked.signal("chaos", "INT");
            assertTrue(chaos.waitFor(BOUND_MINUTES, TimeUnit.MINUTES), Files.readString(output));
            assertNothingIsLeft(unpacked, folder);
        }
    }
}
