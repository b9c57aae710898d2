// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.localizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.storm.generated.ExecutorInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tempest.cluster.BlobKeys;
import tempest.cluster.ConfigReader;
import tempest.cluster.Eventually;
import tempest.cluster.LocalLayout;
import tempest.supervisor.slot.SlotAssignment;

class LocalizerTest {

    private static final String ID = "words-1-2";

    @TempDir
    private Path home;
    private LocalLayout layout;
    private final FakeBlobs blobs = new FakeBlobs();
    private final List<Long> pauses = new CopyOnWriteArrayList<>();
    private Localizer localizer;

    @BeforeEach
    void open() throws IOException {
        layout = LocalLayout.of(Map.of("storm.local.dir", "a b/local"), home);
        localizer = localizer(1L << 40, null);
    }

    @AfterEach
    void close() {
        localizer.close();
    }

    private Localizer localizer(long targetBytes, TopologyFolder.LocalJar localJar) throws IOException {
        Localizer made = new Localizer(new Localizer.Config(2, 2, targetBytes), layout, blobs, pauses::add, localJar);
        made.start();
        return made;
    }

    private static SlotAssignment assignment(String id) {
        return new SlotAssignment(id, Set.of(new ExecutorInfo(1, 1)), null, "me");
    }

    private void acquire(String id, int port, Runnable restart) throws Exception {
        localizer.acquire(assignment(id), port, restart).get(60, TimeUnit.SECONDS);
    }

    private void acquire() throws Exception {
        acquire(ID, 6700, () -> { });
    }

    /** An update does nothing for a topology that is being worked on, so one may not be enough. */
    private void updateUntil(String what, Callable<Boolean> condition) throws Exception {
        Eventually.holds(what, () -> {
            localizer.update();
            return condition.call();
        });
    }

    private String failure() {
        return assertThrows(ExecutionException.class, this::acquire).getCause().getMessage();
    }

    private List<String> leftovers() throws IOException {
        return FileTree.children(layout.supervisorTmp()).stream().map(Path::toString).toList();
    }

    @Test
    void aTopologysFilesComeWithItsResourcesAndDependencies() throws Exception {
        blobs.topology(ID, Map.of("topology.workers", 1), List.of("dep.jar"));
        blobs.put("dep.jar", 1, "dependency");
        acquire();
        assertEquals("print(1)", Files.readString(layout.stormResources(ID).resolve("script.py")));
        assertEquals("dependency", Files.readString(layout.stormDist(ID).resolve("dependencies").resolve("dep.jar")));
        assertEquals(1, ((Number) TopologyBlobs.conf(layout.stormConf(ID)).get("topology.workers")).intValue());
        assertTrue(Files.exists(layout.stormJar(ID)));
        assertEquals(List.of(), leftovers());
    }

    @Test
    void aDownloadThatComesShortIsTriedAgainAndNeverUsed() throws Exception {
        blobs.topology(ID, Map.of(), List.of());
        blobs.truncations.set(1);
        blobs.breaks.set(1);
        acquire();
        assertEquals(List.of(200L, 400L), pauses);
        assertEquals(Map.of(), TopologyBlobs.conf(layout.stormConf(ID)));
    }

    @Test
    void afterTheLastTryTheFailureIsOneLineAndNothingIsLeft() throws Exception {
        blobs.topology(ID, Map.of(), List.of());
        blobs.truncations.set(100);
        String message = failure();
        assertTrue(message.contains(BlobKeys.conf(ID)) && message.contains("truncated") && message.contains("tries: 3"), message);
        assertFalse(message.contains("\n"));
        assertFalse(Files.exists(layout.stormDist(ID)));
        assertEquals(List.of(), leftovers());
    }

    private void configure(String key, Object value) throws IOException {
        localizer.close();
        localizer = new Localizer(Localizer.Config.of(new ConfigReader(Map.of(key, value))), layout, blobs, pauses::add, null);
        localizer.start();
    }

    @Test
    void aDownloadIsTriedAgainAsOftenAsConfigured() throws Exception {
        configure("supervisor.blobstore.download.max_retries", 5);
        blobs.topology(ID, Map.of(), List.of());
        blobs.truncations.set(100);
        assertTrue(failure().contains("tries: 6"));
        assertEquals(5, pauses.size());
    }

    @Test
    void asManyTopologiesComeAtOnceAsThereAreThreads() throws Exception {
        configure("supervisor.blobstore.download.thread.count", 7);
        blobs.held = new CountDownLatch(1);
        List<CompletableFuture<Void>> coming = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            blobs.topology("t-" + i + "-1", Map.of(), List.of());
            coming.add(localizer.acquire(assignment("t-" + i + "-1"), 6700, () -> { }));
        }
        Eventually.holds("all seven are on their way, two more than by default", () -> blobs.waiting.get() == 7);
        blobs.held.countDown();
        CompletableFuture.allOf(coming.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
    }

    @Test
    void beyondTheConfiguredSizeUnusedFilesGoEvenIfTheirTopologyLives() throws Exception {
        configure("supervisor.localizer.cache.target.size.mb", 0);
        blobs.topology(ID, Map.of(), List.of());
        acquire();
        localizer.release(ID, 6700);
        localizer.cleanUp(Set.of(ID));
        assertFalse(Files.exists(layout.stormDist(ID)));
    }

    @Test
    void aDamagedDownloadIsNeverUsed() throws Exception {
        blobs.topology(ID, Map.of("some", "thing"), List.of());
        blobs.damages.set(100);
        String message = failure();
        assertTrue(message.contains("stormconf.ser") && message.contains("gzipped JSON"), message);
        assertFalse(Files.exists(layout.stormDist(ID)));
        assertEquals(List.of(), leftovers());
        blobs.damages.set(0);
        acquire();
    }

    @Test
    void aJarThatIsNoneIsNeverUsed() throws Exception {
        blobs.topology(ID, Map.of(), List.of());
        blobs.put(BlobKeys.jar(ID), 1, "no jar at all");
        assertTrue(failure().contains("no complete jar"), this::failure);
        assertFalse(Files.exists(layout.stormDist(ID)));
    }

    @Test
    void aBlobThatIsNotThereIsNotTriedAgain() throws Exception {
        blobs.topology(ID, Map.of(), List.of());
        blobs.remove(BlobKeys.jar(ID));
        assertTrue(failure().contains("Nimbus has no blob " + BlobKeys.jar(ID)));
        assertEquals(List.of(), pauses);
    }

    @Test
    void aLocalClustersTopologyNeedsNoJar() throws Exception {
        blobs.topology(ID, Map.of(), List.of());
        blobs.remove(BlobKeys.jar(ID));
        localizer.close();
        localizer = localizer(1L << 40, into -> Files.writeString(into.resolve("script.sh"), "echo"));
        acquire();
        assertEquals("echo", Files.readString(layout.stormResources(ID).resolve("script.sh")));
    }

    @Test
    void aTopologyIsDownloadedOnceForAllItsPorts() throws Exception {
        blobs.topology(ID, Map.of(), List.of());
        acquire(ID, 6700, () -> { });
        acquire(ID, 6701, () -> { });
        assertEquals(3, blobs.opened.get());
    }

    @Test
    void filesOnDiskServeWhileNimbusIsAwayAndDamagedOnesAreFetchedAnew() throws Exception {
        blobs.topology(ID, Map.of("v", 1), List.of());
        acquire();
        localizer.close();
        localizer = localizer(1L << 40, null);
        blobs.away = true;
        acquire();
        localizer.close();
        localizer = localizer(1L << 40, null);
        blobs.away = false;
        byte[] conf = Files.readAllBytes(layout.stormConf(ID));
        Files.write(layout.stormConf(ID), java.util.Arrays.copyOf(conf, conf.length / 2));
        acquire();
        assertEquals(1, ((Number) TopologyBlobs.conf(layout.stormConf(ID)).get("v")).intValue());
    }

    @Test
    void aNewConfigurationRestartsWorkersButTheSameOneUnderANewVersionDoesNot() throws Exception {
        blobs.topology(ID, Map.of("v", 1), List.of());
        AtomicInteger restarts = new AtomicInteger();
        acquire(ID, 6700, restarts::incrementAndGet);
        blobs.put(BlobKeys.conf(ID), 2, FakeBlobs.conf(Map.of("v", 1)));
        acquire(ID, 6700, restarts::incrementAndGet);
        assertEquals(0, restarts.get());
        blobs.put(BlobKeys.conf(ID), 3, FakeBlobs.conf(Map.of("v", 2)));
        updateUntil("the worker is told to restart", () -> restarts.get() == 1);
        acquire(ID, 6700, restarts::incrementAndGet);
        assertEquals(2, ((Number) TopologyBlobs.conf(layout.stormConf(ID)).get("v")).intValue());
        assertEquals(1, restarts.get());
    }

    @Test
    void userBlobsAreLinkedByLocalNameAndFollowNewVersions() throws Exception {
        Map<String, Object> map = Map.of("words", Map.of("localname", "words.txt"),
            "set.zip", Map.of("localname", "set", "uncompress", true, "workerRestart", true));
        blobs.topology(ID, Map.of("topology.blobstore.map", map), List.of());
        blobs.put("words", 1, "one");
        blobs.put("set.zip", 1, FakeBlobs.zip(Map.of("in/side.txt", "first")));
        AtomicInteger restarts = new AtomicInteger();
        acquire(ID, 6700, restarts::incrementAndGet);
        Path words = layout.stormDist(ID).resolve("words.txt");
        Path inside = layout.stormDist(ID).resolve("set").resolve("in").resolve("side.txt");
        assertEquals("one", Files.readString(words));
        assertEquals("first", Files.readString(inside));
        blobs.put("words", 2, "two");
        updateUntil("the new version is linked", () -> Files.readString(words).equals("two"));
        assertEquals(0, restarts.get());
        blobs.put("set.zip", 5, FakeBlobs.zip(Map.of("in/side.txt", "second")));
        updateUntil("the worker is told to restart", () -> restarts.get() == 1);
        assertEquals("second", Files.readString(inside));
        List<String> versions = new ArrayList<>();
        FileTree.children(layout.supervisorBlobCache().resolve("files").resolve("words"))
            .forEach(path -> versions.add(path.getFileName().toString()));
        assertEquals(List.of("2", "current"), versions);
        assertEquals(List.of(), leftovers());
    }

    @Test
    void aLocalNameThatLeadsElsewhereIsRefused() throws Exception {
        for (String name : List.of("../out", "/etc/passwd", "..", "stormjar.jar", "artifacts")) {
            blobs.topology(ID, Map.of("topology.blobstore.map", Map.of("words", Map.of("localname", name))), List.of());
            blobs.put("words", 1, "one");
            assertTrue(failure().contains("local name"), name);
        }
    }

    @Test
    void whatNoSlotUsesIsRemovedOnceItsTopologyHasEnded() throws Exception {
        blobs.topology(ID, Map.of(), List.of());
        acquire();
        localizer.cleanUp(Set.of());
        assertTrue(Files.exists(layout.stormDist(ID)));
        localizer.release(ID, 6700);
        localizer.cleanUp(Set.of(ID));
        assertTrue(Files.exists(layout.stormDist(ID)));
        localizer.cleanUp(Set.of());
        assertFalse(Files.exists(layout.stormDist(ID)));
        assertEquals(List.of(), leftovers());
    }

    /** Ends a topology, and begins another with the same blob, which does not arrive until {@code blobs.held} is counted down. */
    private CompletableFuture<Void> cleanUpWhileAnothersFilesAreOnTheirWay() throws Exception {
        Map<String, Object> map = Map.of("words", Map.of("localname", "words.txt"));
        blobs.put("words", 1, "one");
        blobs.topology(ID, Map.of("topology.blobstore.map", map), List.of());
        blobs.topology("other-2-3", Map.of("topology.blobstore.map", map), List.of());
        acquire();
        localizer.release(ID, 6700);
        blobs.held = new CountDownLatch(1);
        CompletableFuture<Void> coming = localizer.acquire(assignment("other-2-3"), 6701, () -> { });
        localizer.cleanUp(Set.of("other-2-3"));
        return coming;
    }

    @Test
    void whatHasEndedIsRemovedWhileAnotherTopologysFilesAreOnTheirWay() throws Exception {
        CompletableFuture<Void> coming = cleanUpWhileAnothersFilesAreOnTheirWay();
        assertFalse(Files.exists(layout.stormDist(ID)));
        blobs.held.countDown();
        coming.get(60, TimeUnit.SECONDS);
        assertEquals("one", Files.readString(layout.stormDist("other-2-3").resolve("words.txt")));
    }

    @Test
    void userBlobsStayWhileItIsNotKnownYetWhoNeedsThem() throws Exception {
        localizer.close();
        localizer = localizer(0, null);
        CompletableFuture<Void> coming = cleanUpWhileAnothersFilesAreOnTheirWay();
        assertEquals(1, FileTree.children(layout.supervisorBlobCache().resolve("files")).size());
        blobs.held.countDown();
        coming.get(60, TimeUnit.SECONDS);
    }

    @Test
    void aWorkerThatIsStartedAgainDoesNotWaitForALookAtTheVersions() throws Exception {
        blobs.topology(ID, Map.of("v", 1), List.of());
        AtomicInteger restarts = new AtomicInteger();
        acquire();
        blobs.held = new CountDownLatch(1);
        acquire(ID, 6700, restarts::incrementAndGet);
        acquire(ID, 6701, () -> { });
        blobs.put(BlobKeys.conf(ID), 2, FakeBlobs.conf(Map.of("v", 2)));
        blobs.held.countDown();
        updateUntil("the worker is told of what has changed", () -> restarts.get() == 1);
    }

    @Test
    void aTopologyThatComesBackAfterAWhileIsLookedAtFirst() throws Exception {
        blobs.topology(ID, Map.of("v", 1), List.of());
        acquire();
        localizer.release(ID, 6700);
        blobs.put(BlobKeys.conf(ID), 2, FakeBlobs.conf(Map.of("v", 2)));
        acquire();
        assertEquals(2, ((Number) TopologyBlobs.conf(layout.stormConf(ID)).get("v")).intValue());
    }

    @Test
    void beyondTheTargetSizeUnusedFilesGoAndUsedOnesStay() throws Exception {
        localizer.close();
        localizer = localizer(0, null);
        Map<String, Object> map = Map.of("words", Map.of("localname", "words.txt"));
        blobs.put("words", 1, "one");
        blobs.topology(ID, Map.of("topology.blobstore.map", map), List.of());
        blobs.topology("other-2-3", Map.of("topology.blobstore.map", map), List.of());
        acquire();
        acquire("other-2-3", 6701, () -> { });
        localizer.release(ID, 6700);
        localizer.cleanUp(Set.of(ID, "other-2-3"));
        assertFalse(Files.exists(layout.stormDist(ID)));
        assertEquals("one", Files.readString(layout.stormDist("other-2-3").resolve("words.txt")));
        localizer.release("other-2-3", 6701);
        localizer.cleanUp(Set.of());
        assertEquals(List.of(), FileTree.children(layout.stormDist()));
        assertEquals(List.of(), FileTree.children(layout.supervisorBlobCache().resolve("files")));
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamedAndTriedAgainLater() throws Exception {
        blobs.topology(ID, Map.of(), List.of());
        FileTree.remove(layout.supervisorTmp());
        Files.writeString(layout.supervisorTmp(), "a file where a folder should be");
        assertTrue(failure().contains("tmp"));
        Files.delete(layout.supervisorTmp());
        acquire();
    }
}
