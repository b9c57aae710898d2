// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalHeartbeatTest {
    @TempDir
    private Path folder;

    @Test
    void aHeartbeatIsReadAsItWasWrittenAndReplacesTheOneBefore() throws IOException {
        assertEquals(Optional.empty(), LocalHeartbeat.read(folder));
        try (LocalHeartbeat.Writer writer = LocalHeartbeat.Writer.open(folder)) {
            writer.write(new LocalHeartbeat(99, false, "preparing bolts: split, count"));
            assertEquals(Optional.of(new LocalHeartbeat(99, false, "preparing bolts: split, count")), LocalHeartbeat.read(folder));
            writer.write(new LocalHeartbeat(100, true, "up"));
            assertEquals(Optional.of(new LocalHeartbeat(100, true, "up")), LocalHeartbeat.read(folder));
        }
    }

    @Test
    void theFileNeverGrowsSoThatAFullDiskDoesNotSilenceAWorker() throws IOException {
        try (LocalHeartbeat.Writer writer = LocalHeartbeat.Writer.open(folder)) {
            writer.write(new LocalHeartbeat(1, false, "a"));
            long size = Files.size(folder.resolve("heartbeat"));
            writer.write(new LocalHeartbeat(Long.MAX_VALUE, false, "preparing\n".repeat(1000)));
            assertEquals(size, Files.size(folder.resolve("heartbeat")));
            assertEquals(Long.MAX_VALUE, LocalHeartbeat.read(folder).orElseThrow().count());
        }
    }

    @Test
    void whatIsNoHeartbeatIsNone() throws IOException {
        for (String text : new String[] {"", "\n\n\n", "x\nrunning\nup"}) {
            Files.writeString(folder.resolve("heartbeat"), text);
            assertEquals(Optional.empty(), LocalHeartbeat.read(folder));
        }
    }
}
