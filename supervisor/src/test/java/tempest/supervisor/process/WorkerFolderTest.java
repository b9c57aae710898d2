// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.storm.generated.ExecutorInfo;
import org.apache.storm.shade.org.yaml.snakeyaml.Yaml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tempest.cluster.LocalLayout;
import tempest.supervisor.slot.LaunchRequest;
import tempest.supervisor.slot.SlotAssignment;

class WorkerFolderTest {
    @TempDir
    private Path home;

    @Test
    void theTopologysReadersOfLogsAreWrittenDownWhetherTheyAreOneOrMany() throws Exception {
        LocalLayout layout = LocalLayout.of(Map.of(), home);
        LaunchRequest request = new LaunchRequest("node", 6628, 6700, "w-id", new SlotAssignment("words-1-2", Set.of(new ExecutorInfo(1, 1)), null, "ann"));
        Map<String, Object> conf = Map.of("logs.users", "bob", "topology.users", List.of("carl", "dora"), "logs.groups", List.of("readers"), "topology.groups", "owners");
        Files.createDirectories(layout.stormDist("words-1-2"));
        WorkerFolder.prepare(request, conf, layout);
        Map<String, Object> described = new Yaml().load(Files.readString(layout.workerYaml("words-1-2", 6700)));
        assertEquals("ann", described.get("topology.submitter.user"));
        assertEquals(List.of("bob", "carl", "dora"), described.get("logs.users"));
        assertEquals(List.of("owners", "readers"), described.get("logs.groups"));
    }
}
