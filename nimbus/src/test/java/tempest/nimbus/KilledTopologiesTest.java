// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledTopologiesTest {
    @TempDir
    private Path folder;

    @Test
    void killedTopologiesAreRememberedByOwnerForAWeekAcrossRestarts() {
        Path file = folder.resolve("nimbus").resolve("history");
        new KilledTopologies(file).add(1000, "a-1-1", List.of("u:ann", "g:dev"));
        new KilledTopologies(file).add(2000, "b-2-2", List.of("u:bob"));
        assertEquals(List.of("a-1-1", "b-2-2"), new KilledTopologies(file).ids(null));
        assertEquals(List.of("a-1-1"), new KilledTopologies(file).ids(Set.of("u:eve", "g:dev")));
        assertEquals(List.of("b-2-2"), new KilledTopologies(file).ids(Set.of("u:bob")));
        new KilledTopologies(file).add(1500 + TimeUnit.DAYS.toMillis(7), "c-3-3", List.of("u:ann"));
        assertEquals(List.of("b-2-2", "c-3-3"), new KilledTopologies(file).ids(null));
    }

    @Test
    void aDamagedLineIsPassedOver() throws IOException {
        Path file = folder.resolve("history");
        Files.writeString(file, "nonsense\n\n5\tx-1-1\tann\n");
        assertEquals(List.of("x-1-1"), new KilledTopologies(file).ids(null));
    }
}
