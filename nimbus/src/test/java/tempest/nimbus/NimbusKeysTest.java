// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.storm.generated.NimbusSummary;
import org.apache.storm.generated.SettableBlobMeta;
import org.apache.storm.generated.SupervisorInfo;
import org.apache.storm.thrift.TException;
import org.apache.storm.utils.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tempest.cluster.Eventually;
import tempest.nimbus.blobs.BlobAcl;
import tempest.nimbus.blobs.LocalBlobStore;
import tempest.rpc.SupervisorBeat;

/** What each time, size and count of Nimbus's configuration does, with values that are none of the defaults, so that each test fails if its key is not read. */
@Timeout(180)
class NimbusKeysTest extends NimbusFixture {
    @Override
    Map<String, Object> conf() {
        Map<String, Object> conf = super.conf();
        conf.putAll(Map.of("nimbus.task.timeout.secs", 10, "nimbus.task.launch.secs", 20, "nimbus.supervisor.timeout.secs", 15, "nimbus.monitor.freq.secs", 5));
        conf.putAll(Map.of("nimbus.cleanup.inbox.freq.secs", 5, "nimbus.inbox.jar.expiration.secs", 300, "nimbus.file.copy.expiration.secs", 40,
            "nimbus.blobstore.expiration.secs", 50, "nimbus.topology.blobstore.deletion.delay.ms", 70_000));
        conf.putAll(Map.of("storm.blobstore.inputstream.buffer.size.bytes", 1000, "nimbus.code.sync.freq.secs", 1, "storm.blobstore.replication.factor", 1));
        conf.put("blobstore.dir", folder.resolve("blobs of our own").toString());
        return conf;
    }

    private Set<String> hosts(String id) {
        return state.assignments().get(id).orElseThrow().get_node_host().keySet();
    }

    @Test
    void aWorkerThatNeverBeatsIsReplacedAfterTheConfiguredTimeToLaunch() throws Exception {
        supervisor("a", 6700);
        String id = submit("words", "{}");
        assigned(id);
        supervisor("b", 6700);
        Eventually.holds("b is known", () -> calls.getClusterInfo().get_supervisors_size() == 2);
        pass(19);
        assertEquals(Set.of("a"), hosts(id));
        pass(7);
        Eventually.holds("it runs on b", () -> hosts(id).equals(Set.of("b")));
    }

    @Test
    void aWorkerThatFallsSilentIsReplacedAfterTheConfiguredTimeOut() throws Exception {
        supervisor("a", 6700);
        String id = submit("words", "{}");
        assigned(id);
        supervisor("b", 6700);
        Eventually.holds("b is known", () -> calls.getClusterInfo().get_supervisors_size() == 2);
        pass(5);
        calls.workerBeat(beat(id, "a", 6700));
        supervisors.get("a").close();
        pass(9);
        assertEquals(Set.of("a"), hosts(id));
        pass(2);
        Eventually.holds("it runs on b", () -> hosts(id).equals(Set.of("b")));
    }

    @Test
    void aSupervisorThatIsNotAnnouncedIsThereForAsLongAsItsLastBeatCounts() throws Exception {
        SupervisorInfo info = new SupervisorInfo(1, "far");
        info.set_meta(List.of(6700L));
        info.set_uptime_secs(0);
        calls.supervisorBeat(new SupervisorBeat("far", info));
        pass(14);
        assertEquals(1, calls.getClusterInfo().get_supervisors_size());
        pass(7);
        Eventually.holds("it counts as gone", () -> calls.getClusterInfo().get_supervisors_size() == 0);
    }

    @Test
    void aJarThatNobodySubmitsIsRemovedAfterItsTime() throws Exception {
        jar();
        pass(6); // from the first look at it on
        pass(290);
        assertEquals(1, inbox().size());
        // By as many steps as it takes: the first look may have come later than the clock was set.
        Eventually.holds("it is gone", () -> {
            pass(20);
            return inbox().isEmpty();
        });
    }

    @Test
    void anIdleUploadAndAnIdleTransferOfABlobAreGivenUpEachAfterItsTime() throws Exception {
        String upload = calls.beginFileUpload();
        String transfer = calls.beginCreateBlob("mine", new SettableBlobMeta(List.of()));
        for (int i = 0; i < 2; i++) {
            pass(39);
            calls.uploadChunk(upload, ByteBuffer.wrap(new byte[1]));
            calls.uploadBlobChunk(transfer, ByteBuffer.wrap(new byte[1]));
        }
        pass(45);
        // A transfer that begins ends those that are idle, if the clean-up has not done so yet.
        calls.beginFileUpload();
        assertThrows(TException.class, () -> calls.uploadChunk(upload, ByteBuffer.wrap(new byte[1])));
        calls.uploadBlobChunk(transfer, ByteBuffer.wrap(new byte[1]));
        pass(55);
        calls.beginCreateBlob("another", new SettableBlobMeta(List.of()));
        assertThrows(TException.class, () -> calls.uploadBlobChunk(transfer, ByteBuffer.wrap(new byte[1])));
    }

    @Test
    void blobsLieInTheirFolderAndAreReadInChunks() throws Exception {
        String upload = calls.beginCreateBlob("mine", new SettableBlobMeta(List.of()));
        calls.uploadBlobChunk(upload, ByteBuffer.wrap(new byte[2500]));
        calls.finishBlobUpload(upload);
        String session = calls.beginBlobDownload("mine").get_session();
        for (int expected : new int[] {1000, 1000, 500, 0}) {
            assertEquals(expected, calls.downloadBlobChunk(session).remaining());
        }
        assertTrue(Files.isDirectory(folder.resolve("blobs of our own/blobs")) && !Files.exists(folder.resolve("nimbus/blobs")));
        assertTrue(ourBlobs().keys().contains("mine"));
    }

    private LocalBlobStore ourBlobs() throws Exception {
        return new LocalBlobStore(folder.resolve("blobs of our own/blobs"), new BlobAcl(false, Set.of()), clock);
    }

    @Test
    void aBlobOfATopologyThatIsNotThereIsRemovedAfterTheDelay() throws Exception {
        ourBlobs().put("gone-1-1-stormjar.jar", new byte[] {1}, new SettableBlobMeta(List.of()));
        pass(6); // from the first look at it on
        pass(65);
        assertEquals(List.of("gone-1-1-stormjar.jar"), ourBlobs().keys());
        // By as many steps as it takes: the first look may have come later than the clock was set.
        Eventually.holds("it is removed", () -> {
            pass(10);
            return ourBlobs().keys().isEmpty();
        });
    }

    @Test
    void blobsAreComparedWithWhatIsKnownOfThemEverySoOften() throws Exception {
        nimbus.close();
        Map<String, Object> conf = new HashMap<>(Utils.readDefaultConfig());
        conf.putAll(conf());
        conf.put("nimbus.thrift.port", 0);
        nimbus = new Nimbus(conf, state, clock);
        nimbus.start();
        Eventually.holds("it leads", nimbus::isLeading);
        ourBlobs().put("found", new byte[] {1}, new SettableBlobMeta(List.of()));
        Eventually.holds("others are told of it, in less than the two minutes of the default", () -> state.heldBlobs().contains("found"));
    }

    @Test
    void aSubmissionWaitsForNoMoreCopiesThanBlobsAreToHaveAndNotForEverForThoseOfTheTopology() throws Exception {
        state.nimbuses().announce("other:1", new NimbusSummary("other", 1, 1, false, "v"));
        submit("one", "{}");
        submit("two", "{\"topology.min.replication.count\":2, \"topology.max.replication.wait.time.sec\":0}");
    }

    @Test
    void aTopologysVersionIsShown() throws Exception {
        assertEquals("7.1", calls.getTopologySummary(submit("words", "{\"topology.version\":\"7.1\"}")).get_topology_version());
    }
}
