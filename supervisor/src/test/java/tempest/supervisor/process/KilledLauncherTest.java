// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.storm.generated.ExecutorInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tempest.cluster.CutDisk;
import tempest.cluster.Eventually;
import tempest.cluster.LocalLayout;
import tempest.supervisor.localizer.FakeBlobs;
import tempest.supervisor.localizer.FileTree;
import tempest.supervisor.slot.LaunchRequest;
import tempest.supervisor.slot.SlotAssignment;
import tempest.supervisor.slot.WorkerHandle;

/**
 * A supervisor that is killed at each change of its files while it starts or clears away a worker, or whose disk is full there: the next one takes over
 * what runs, or finds nothing, and can start a worker on that port.
 */
@EnabledOnOs(OS.LINUX)
class KilledLauncherTest {
    private static final String ID = "words-1-2";

    @TempDir
    private Path home;

    private Path fresh() throws IOException {
        Path folder = Files.createTempDirectory(home, "storm home");
        LocalLayout layout = layout(folder);
        Files.createDirectories(layout.stormResources(ID));
        Files.write(layout.stormConf(ID), FakeBlobs.conf(Map.of("topology.submitter.user", "me")));
        return folder;
    }

    private static LocalLayout layout(Path folder) {
        return LocalLayout.of(Map.of(), folder);
    }

    private static ProcessLauncher launcher(Path folder) {
        return new ProcessLauncher(Map.of("worker.childopts", "-Xmx16m -Xshare:auto -XX:TieredStopAtLevel=1 -XX:+UseSerialGC"), layout(folder),
            ProcessLauncherTest.home(), "node");
    }

    private static WorkerHandle launch(Path folder) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        return launcher(folder).launch(new LaunchRequest("node", 6628, port, UUID.randomUUID().toString(),
            new SlotAssignment(ID, Set.of(new ExecutorInfo(1, 2)), null, "me")));
    }

    private static void end(WorkerHandle worker) throws Exception {
        worker.kill();
        Eventually.holds("the worker is gone", worker::gone);
        worker.cleanUp();
    }

    /** Processes whose working folder is below this one. */
    private static List<String> running(Path folder) throws IOException {
        List<String> running = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                try {
                    if (Files.readSymbolicLink(process.resolve("cwd")).startsWith(folder.toRealPath())) {
                        running.add(process.toString());
                    }
                } catch (IOException e) {
                    // Another user's, or ended meanwhile.
                    continue;
                }
            }
        }
        return running;
    }

    /** What the next supervisor does first. */
    private static void nextSupervisorFindsItsWay(Path folder) throws Exception {
        List<WorkerHandle> adopted = new ArrayList<>();
        Eventually.holds("each folder that stays is a worker's", () -> {
            adopted.clear();
            adopted.addAll(launcher(folder).adopt());
            return adopted.size() == FileTree.children(layout(folder).workers()).size();
        });
        Eventually.holds("as many run as it knows", () -> running(folder).size() == adopted.size());
        for (WorkerHandle worker : adopted) {
            assertEquals(ID, worker.request().topologyId());
            end(worker);
        }
        assertEquals(List.of(), FileTree.children(layout(folder).workers()));
        Eventually.holds("nothing runs any more", () -> running(folder).isEmpty());
    }

    @Test
    void aSupervisorKilledAnywhereInALaunchLeavesAWorkerThatTheNextOneKnowsOrNone() throws Exception {
        int changes = CutDisk.atEveryChange(this::fresh, folder -> end(launch(folder)), (folder, n) -> nextSupervisorFindsItsWay(folder));
        assertTrue(changes >= 12, changes + " changes");
    }

    @Test
    void aFullDiskMakesALaunchFailInOneLineAndWithRoomTheNextOneSucceeds() throws Exception {
        for (int n = 1;; n++) {
            Path folder = fresh();
            CutDisk disk = CutDisk.full(folder, n);
            String message = null;
            try {
                end(launch(disk.root()));
            } catch (IOException e) {
                message = e.getMessage();
            }
            if (message == null) {
                assertTrue(n >= 8, n + " changes need room");
                return;
            }
            assertTrue(message.contains("No space left on device") && !message.contains("\n"), message);
            Eventually.holds("nothing runs", () -> running(folder).isEmpty());
            assertEquals(List.of(), FileTree.children(layout(folder).workers()));
            disk.free();
            if (n % 4 == 1) {
                end(launch(disk.root()));
            }
        }
    }
}
