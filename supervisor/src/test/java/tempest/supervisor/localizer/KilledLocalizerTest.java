// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.localizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.storm.generated.ExecutorInfo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tempest.cluster.BlobKeys;
import tempest.cluster.CutDisk;
import tempest.cluster.LocalLayout;
import tempest.supervisor.slot.SlotAssignment;

/**
 * A supervisor that is killed at each change of the topologies' files, or whose disk is full there: the next one, or the same one with room, has the
 * files whole and of the latest version, and nothing that nobody needs stays.
 */
class KilledLocalizerTest {
    private static final String ID = "words-1-2";
    private static final int PORT = 6700;
    private static final Map<String, Object> CONF = Map.of("topology.workers", 1,
        "topology.blobstore.map", Map.of("dictionary", Map.of("localname", "words.txt", "uncompress", false)));

    @TempDir
    private Path home;
    private FakeBlobs blobs;

    @BeforeEach
    void fill() throws IOException {
        blobs = new FakeBlobs();
        blobs.topology(ID, CONF, List.of("dep.jar"));
        blobs.put("dep.jar", 1, "dependency");
        blobs.put("dictionary", 1, "first words");
    }

    private Path fresh() throws IOException {
        return Files.createTempDirectory(home, "storm");
    }

    private static LocalLayout layout(Path folder) {
        return LocalLayout.of(Map.of(), folder);
    }

    private Localizer start(Path folder) throws IOException {
        Localizer localizer = new Localizer(new Localizer.Config(1, 0, 0), layout(folder), blobs, millis -> { }, null);
        localizer.start();
        return localizer;
    }

    /** In the localizer's thread the kill is what its future ends with. */
    private static void acquire(Localizer localizer) throws Exception {
        try {
            localizer.acquire(new SlotAssignment(ID, Set.of(new ExecutorInfo(1, 1)), null, "me"), PORT, () -> { }).get(60, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof CutDisk.Killed killed) {
                    throw killed;
                }
            }
            throw e;
        }
    }

    private void bring(Path folder) throws Exception {
        try (Localizer localizer = start(folder)) {
            acquire(localizer);
        }
    }

    private void bringAndRemove(Path folder) throws Exception {
        try (Localizer localizer = start(folder)) {
            acquire(localizer);
            localizer.release(ID, PORT);
            localizer.cleanUp(Set.of());
        }
    }

    /** The next supervisor, with a slot for the topology and then without. */
    private void nextFindsAllWhole(Path folder, String words) throws Exception {
        LocalLayout layout = layout(folder);
        bring(folder);
        assertEquals("print(1)", Files.readString(layout.stormResources(ID).resolve("script.py")));
        assertEquals("dependency", Files.readString(layout.stormDependencies(ID).resolve("dep.jar")));
        assertEquals(words, Files.readString(layout.stormDist(ID).resolve("words.txt")));
        assertEquals(List.of(), FileTree.children(layout.supervisorTmp()));
        bringAndRemove(folder);
        assertFalse(Files.exists(layout.stormDist(ID)));
        assertEquals(0, FileTree.size(layout.supervisorBlobCache()), "nothing of blobs is left");
        assertEquals(List.of(), FileTree.children(layout.supervisorTmp()));
    }

    @Test
    void filesThatAreBroughtForTheFirstTimeAreWholeAfterAKillAnywhere() throws Exception {
        int changes = CutDisk.atEveryChange(this::fresh, this::bring, (folder, n) -> nextFindsAllWhole(folder, "first words"));
        assertTrue(changes >= 20, changes + " changes");
    }

    @Test
    void newVersionsReplaceTheOldOnesWhereverTheReplacementWasKilled() throws Exception {
        int changes = CutDisk.atEveryChange(() -> {
            Path folder = fresh();
            fill();
            bring(folder);
            blobs.put("dictionary", 2, "second words");
            blobs.put(BlobKeys.conf(ID), 2, FakeBlobs.conf(CONF));
            return folder;
        }, this::bring, (folder, n) -> nextFindsAllWhole(folder, "second words"));
        assertTrue(changes >= 15, changes + " changes");
    }

    @Test
    void aRemovalThatWasKilledAnywhereIsDoneByTheNextOne() throws Exception {
        CutDisk.Prepare brought = () -> {
            Path folder = fresh();
            bring(folder);
            return folder;
        };
        int changes = CutDisk.atEveryChange(brought, this::bringAndRemove, (folder, n) -> nextFindsAllWhole(folder, "first words"));
        assertTrue(changes >= 8, changes + " changes");
    }

    @Test
    void aFullDiskIsToldInOneLineAndWithRoomTheSameSupervisorBringsTheFiles() throws Exception {
        for (int n = 1;; n++) {
            Path folder = fresh();
            Files.createDirectories(layout(folder).supervisorTmp());
            Files.createDirectories(layout(folder).stormDist());
            CutDisk disk = CutDisk.full(folder, n + 1); // the first makes the folder of downloads anew, at the start
            try (Localizer localizer = start(disk.root())) {
                try {
                    acquire(localizer);
                    assertTrue(n > 10, n + " changes need room");
                    return;
                } catch (ExecutionException e) {
                    String message = e.getCause().getMessage();
                    assertTrue(message.startsWith("files of " + ID + " cannot be had: ") && message.contains("No space left on device")
                        && !message.contains("\n"), message);
                }
                assertThrows(ExecutionException.class, () -> acquire(localizer), "there is no room yet");
                disk.free();
                acquire(localizer);
            }
            nextFindsAllWhole(folder, "first words");
        }
    }

    @Test
    void halfOfWhatCameIsNeverTakenForTheWhole() throws Exception {
        Path folder = fresh();
        bring(folder);
        Files.write(layout(folder).stormConf(ID), "half".getBytes(StandardCharsets.UTF_8));
        nextFindsAllWhole(folder, "first words");
    }
}
