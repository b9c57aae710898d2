// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.storm.generated.Assignment;
import org.apache.storm.generated.Credentials;
import org.apache.storm.generated.NodeInfo;
import org.apache.storm.generated.StormBase;
import org.apache.storm.generated.TopologyStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopologySnapshotTest {
    @TempDir
    private Path folder;

    private static Assignment assignment() {
        Assignment assignment = new Assignment("code");
        assignment.set_executor_node_port(Map.of(List.of(1L, 2L), new NodeInfo("node", Set.of(6700L))));
        return assignment;
    }

    @Test
    void itIsReadAsItWasWrittenAndNobodyElseMayReadIt() throws IOException {
        assertEquals(Optional.empty(), TopologySnapshot.read(folder));
        TopologySnapshot full = new TopologySnapshot(assignment(), Optional.of(new Credentials(Map.of("token", "secret"))),
            Optional.of(new StormBase("words", TopologyStatus.ACTIVE, 2)));
        full.write(folder);
        assertEquals(Optional.of(full), TopologySnapshot.read(folder));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("topology-snapshot"))));
    }

    @Test
    void whatTheSharedStateDoesNotHaveIsAbsent() throws IOException {
        InMemoryClusterState state = new InMemoryClusterState();
        assertEquals(Optional.empty(), TopologySnapshot.of(state, "words-1"));
        state.assignments().put("words-1", assignment());
        TopologySnapshot bare = TopologySnapshot.of(state, "words-1").orElseThrow();
        bare.write(folder);
        assertEquals(new TopologySnapshot(assignment(), Optional.empty(), Optional.empty()), TopologySnapshot.read(folder).orElseThrow());
        state.close();
    }

    @Test
    void aDamagedOneIsNamed() throws IOException {
        new TopologySnapshot(assignment(), Optional.empty(), Optional.empty()).write(folder);
        Path file = folder.resolve("topology-snapshot");
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length += 7) {
            Files.write(file, java.util.Arrays.copyOf(whole, length));
            IOException e = assertThrows(IOException.class, () -> TopologySnapshot.read(folder));
            assertTrue(e.getMessage().startsWith(file + " is damaged"), e.getMessage());
        }
    }
}
