// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    private static final String NAME = "state";

    @TempDir
    private Path home;

    private Path withOld() throws IOException {
        Path folder = Files.createTempDirectory(home, "folder");
        Files.writeString(folder.resolve(NAME), "old");
        return folder;
    }

    private static void write(Path folder, boolean durably) throws IOException {
        byte[] content = "new content".getBytes(StandardCharsets.UTF_8);
        if (durably) {
            AtomicFile.replaceDurably(folder.resolve(NAME), content);
        } else {
            AtomicFile.replace(folder.resolve(NAME), content);
        }
    }

    @Test
    void aKillAtAnyChangeLeavesTheOldContentAndTheNextWriteSucceeds() throws Exception {
        for (boolean durably : new boolean[] {true, false}) {
            int changes = CutDisk.atEveryChange(this::withOld, folder -> write(folder, durably), (folder, n) -> {
                assertEquals("old", Files.readString(folder.resolve(NAME)));
                write(folder, durably);
                assertEquals("new content", Files.readString(folder.resolve(NAME)));
            });
            assertTrue(changes >= 3, changes + " changes");
        }
    }

    @Test
    void aFullDiskIsToldInOneLineWithTheFileAndLeavesTheOldContentAlone() throws Exception {
        for (int n = 1;; n++) {
            Path folder = withOld();
            CutDisk disk = CutDisk.full(folder, n);
            try {
                write(disk.root(), true);
                assertTrue(n > 2, n + " changes need room");
                return;
            } catch (IOException e) {
                assertEquals("cannot write " + folder.resolve(NAME) + ": No space left on device", e.getMessage());
            }
            assertEquals("old", Files.readString(folder.resolve(NAME)));
            try (Stream<Path> files = Files.list(folder)) {
                assertEquals(List.of(NAME), files.map(file -> file.getFileName().toString()).toList());
            }
        }
    }
}
