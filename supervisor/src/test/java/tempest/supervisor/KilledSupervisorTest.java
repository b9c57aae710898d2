// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tempest.cluster.CutDisk;

/** A supervisor that is killed at each change of what it remembers of itself starts again as the one that it was. */
class KilledSupervisorTest {
    @TempDir
    private Path home;

    private Path fresh() throws IOException {
        return Files.createTempDirectory(home, "state");
    }

    private static String id(Path folder) throws IOException {
        try (LocalState state = LocalState.open(folder)) {
            return state.supervisorId();
        }
    }

    private static void startAndStop(Path folder) throws IOException {
        id(folder);
    }

    @Test
    void theFirstStartMayBeKilledAnywhereAndTheIdThenStays() throws Exception {
        int changes = CutDisk.atEveryChange(this::fresh, KilledSupervisorTest::startAndStop, (folder, n) -> assertEquals(id(folder), id(folder)));
        assertTrue(changes >= 5, changes + " changes");
    }

    @Test
    void theRepairOfADamagedCopyMayBeKilledAnywhereAndTheIdStaysAsItWas() throws Exception {
        for (String damaged : new String[] {"supervisor", "supervisor.copy"}) {
            String[] before = new String[1];
            int changes = CutDisk.atEveryChange(() -> {
                Path folder = fresh();
                before[0] = id(folder);
                Files.writeString(folder.resolve(damaged), "half a li");
                return folder;
            }, KilledSupervisorTest::startAndStop, (folder, n) -> assertEquals(before[0], id(folder)));
            assertTrue(changes >= 4, changes + " changes");
        }
    }

    @Test
    void aStartOnAFullDiskIsRefusedInOneLineAndTheNextOneWithRoomHasTheSameId() throws Exception {
        for (int n = 1;; n++) {
            Path folder = fresh();
            String before = id(folder);
            Files.writeString(folder.resolve("supervisor"), "half a li");
            CutDisk disk = CutDisk.full(folder, n);
            IOException refusal = null;
            try {
                startAndStop(disk.root());
            } catch (IOException e) {
                refusal = e;
            }
            assertEquals(disk.cut(), refusal != null);
            assertEquals(before, id(folder));
            if (refusal == null) {
                return;
            }
            assertTrue(refusal.getMessage().contains("No space left on device"), refusal.getMessage());
        }
    }
}
