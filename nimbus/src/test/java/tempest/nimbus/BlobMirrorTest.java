// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.storm.generated.NimbusSummary;
import org.apache.storm.generated.ReadableBlobMeta;
import org.apache.storm.generated.SettableBlobMeta;
import org.apache.storm.generated.StormBase;
import org.apache.storm.generated.TopologyStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tempest.cluster.Eventually;
import tempest.cluster.FatalErrorHandler;
import tempest.cluster.HostPort;
import tempest.cluster.InMemoryClusterState;
import tempest.cluster.ManualClock;
import tempest.nimbus.blobs.BlobAcl;
import tempest.nimbus.blobs.BlobStorage;
import tempest.nimbus.blobs.LocalBlobStore;
import tempest.rpc.EndedTopology;
import tempest.rpc.WorkerEnds;

class BlobMirrorTest {
    private static final HostPort SELF = new HostPort("here", 1);
    private static final String CODE = "t-1-1-stormcode.ser";
    private static final long DELAY_MILLIS = 300_000;

    @TempDir
    Path folder;
    private final ManualClock clock = new ManualClock();
    private final InMemoryClusterState state = new InMemoryClusterState();
    private final OtherNimbuses others = new OtherNimbuses();
    private final AtomicInteger arrivals = new AtomicInteger();
    private LocalBlobStore blobs;
    private BlobMirror mirror;

    /** What other Nimbuses have, by {@code host key}; who is not in it does not answer. */
    private static final class OtherNimbuses implements BlobMirror.Peers {
        private final Map<String, Long> versions = new HashMap<>();
        private final List<String> asked = new ArrayList<>();

        @Override
        public synchronized long copy(HostPort from, String key, BlobStorage into) throws Exception {
            asked.add(from.host());
            Long version = versions.get(from.host() + " " + key);
            if (version == null) {
                throw new IOException("no answer");
            }
            BlobStorage.Upload copy = into.replica(key, new ReadableBlobMeta(new SettableBlobMeta(List.of()), version));
            copy.write(new byte[] {1}, 0, 1);
            copy.finish();
            return version;
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    @BeforeEach
    void startMirror() throws Exception {
        blobs = new LocalBlobStore(folder, new BlobAcl(false, Set.of()), clock);
        mirror = mirror();
        state.nimbuses().announce(SELF.toString(), new NimbusSummary("here", 1, 1, false, "v"));
        mirror.start(600, () -> false, key -> arrivals.incrementAndGet());
    }

    private BlobMirror mirror() {
        StoredTopologies stored = new StoredTopologies(blobs, state, SELF, clock, 2);
        return new BlobMirror(state, blobs, stored, others, SELF, clock, DELAY_MILLIS, FatalErrorHandler.logging("test"));
    }

    @AfterEach
    void stop() {
        mirror.close();
        state.close();
    }

    private void isHeldBy(String host, String key, long version) {
        others.versions.put(host + " " + key, version);
        state.nimbuses().announce(host + ":1", new NimbusSummary(host, 1, 1, false, "v"));
        state.blobHolders(key).put(host + ":1", version);
    }

    private long putHere(String key) throws IOException {
        return blobs.put(key, new byte[] {2}, new SettableBlobMeta(List.of()));
    }

    @Test
    void aBlobIsCopiedAsSoonAsSomebodyHoldsIt() throws Exception {
        isHeldBy("a", CODE, clock.millis());
        Eventually.holds("it is copied and told", () -> state.blobHolders(CODE).keys().equals(List.of("a:1", "here:1")));
        assertEquals(Optional.of(clock.millis()), state.blobHolders(CODE).get("here:1"));
        Eventually.holds("the copy is told here", () -> arrivals.get() == 1);
        isHeldBy("a", CODE, clock.millis() + 5);
        Eventually.holds("so is a new version", () -> state.blobHolders(CODE).get("here:1").equals(Optional.of(clock.millis() + 5)));
    }

    @Test
    void theOnlyCopyIsKeptAlthoughNobodyElseKnowsOfTheBlob() throws Exception {
        state.topologies().put("t-1-1", new StormBase("t", TopologyStatus.ACTIVE, 1));
        putHere(CODE);
        putHere("mine");
        clock.advance(2, TimeUnit.HOURS);
        mirror.lookAtAll();
        assertEquals(List.of("mine", CODE), blobs.keys());
        assertEquals(List.of("mine", CODE), state.heldBlobs());
    }

    @Test
    void aCopyIsDroppedWhenItsBlobWasDeletedOrItsTopologyHasEnded() throws Exception {
        long version = putHere("mine");
        putHere("newer");
        putHere(CODE);
        state.deletedBlobs().put("mine", version);
        state.deletedBlobs().put("newer", version - 1);
        state.removeBlob("mine");
        mirror.lookAtAll();
        assertEquals(List.of("newer", CODE), blobs.keys());
        clock.advance(DELAY_MILLIS + 1, TimeUnit.MILLISECONDS);
        state.removeBlob(CODE);
        Eventually.holds("the topology's is gone too", () -> !blobs.exists(CODE) && state.blobHolders(CODE).keys().isEmpty());
        assertTrue(blobs.exists("newer"));
    }

    @Test
    void ofATopologyThatHasEndedNothingIsAnnouncedOrCopiedBack() throws Exception {
        putHere(CODE);
        mirror.lookAtAll();
        assertEquals(List.of("here:1"), state.blobHolders(CODE).keys());
        state.endedTopologies().put("t-1-1", new EndedTopology("t-1-1", "t", "me", 1, 2, List.of(), 1, 1, "", new WorkerEnds(Map.of(), List.of())));
        state.removeBlob(CODE);
        Eventually.holds("the standby's copy goes at once", () -> !blobs.exists(CODE));
        assertEquals(List.of(), state.blobHolders(CODE).keys());
        mirror.close();
        mirror = mirror();
        mirror.start(600, () -> true, key -> arrivals.incrementAndGet());
        isHeldBy("a", CODE, clock.millis());
        isHeldBy("a", "after", clock.millis());
        Eventually.holds("the leader copies what comes later", () -> blobs.exists("after"));
        assertFalse(blobs.exists(CODE), "a standby that has not dropped it yet does not give it back");
    }

    @Test
    void aStandbyCopiesNoMoreThanIsConfiguredAndALeaderWhateverItLacks() throws Exception {
        mirror.close();
        mirror = mirror();
        isHeldBy("a", "k", 7);
        isHeldBy("b", "k", 7);
        mirror.lookAtAll();
        assertFalse(blobs.exists("k"));
        mirror.start(600, () -> true, key -> arrivals.incrementAndGet());
        Eventually.holds("the leader has it", () -> blobs.exists("k"));
    }

    @Test
    void aHolderThatDoesNotAnswerIsPassedOverForOneThatDoes() throws Exception {
        state.blobHolders("k").put("gone:1", 7L);
        state.blobHolders("k").put("absent:1", 7L);
        isHeldBy("z", "k", 7);
        Eventually.holds("it is copied", () -> state.blobHolders("k").keys().contains("here:1"));
        assertEquals("z", others.asked.get(others.asked.size() - 1));
    }

    @Test
    void aCopyThatIsRemovedBesideItsAnnouncementIsAnnouncedNoMore() throws Exception {
        mirror.close();
        blobs.create("a blob", new SettableBlobMeta(List.of()), null).finish();
        BlobStorage removedMeanwhile = (BlobStorage) java.lang.reflect.Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {BlobStorage.class},
            (proxy, method, arguments) -> {
                Object answer = method.invoke(blobs, arguments);
                if (method.getName().equals("version")) {
                    blobs.remove("a blob");
                }
                return answer;
            });
        StoredTopologies stored = new StoredTopologies(removedMeanwhile, state, SELF, clock, 2);
        mirror = new BlobMirror(state, removedMeanwhile, stored, others, SELF, clock, DELAY_MILLIS, FatalErrorHandler.logging("test"));
        mirror.lookAtAll();
        assertEquals(List.of(), state.heldBlobs());
    }
}
