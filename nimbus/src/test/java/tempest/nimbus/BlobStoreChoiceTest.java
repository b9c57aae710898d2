// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.storm.generated.KillOptions;
import org.apache.storm.generated.RebalanceOptions;
import org.apache.storm.generated.SettableBlobMeta;
import org.apache.storm.nimbus.ILeaderElector;
import org.junit.jupiter.api.Test;
import tempest.cluster.Eventually;

/** A Nimbus whose configuration names a blob store of somebody's own. */
class BlobStoreChoiceTest extends NimbusFixture {
    private final Map<String, Object> seen = new ConcurrentHashMap<>();

    @Override
    Map<String, Object> conf() {
        Map<String, Object> conf = super.conf();
        conf.put("nimbus.blobstore.class", FolderBlobStore.class.getName());
        conf.put("storm.hdfs.login.principal", "storm/_HOST@EXAMPLE");
        conf.put("storm.hdfs.login.keytab", "storm.keytab");
        conf.put("blobstore.hdfs.keytab", "older.keytab");
        conf.put(FolderBlobStore.SEEN, seen);
        try {
            conf.put(FolderBlobStore.FOLDER, Files.createDirectories(folder.resolve("shared")).toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return conf;
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("shared"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static List<String> blobsOf(String id) {
        return List.of(id + "-stormcode.ser", id + "-stormconf.ser", id + "-stormjar.jar");
    }

    @Test
    void topologiesAreInTheStoreAndNotOnNimbussDiskAndGoWhenTheyEnd() throws Exception {
        String id = submit("words", "{}");
        assertEquals(blobsOf(id), files());
        assertEquals(blobsOf(id), blobs());
        assertFalse(Files.exists(folder.resolve("nimbus/blobs/" + id + "-stormjar.jar")));
        KillOptions now = new KillOptions();
        now.set_wait_secs(0);
        calls.killTopologyWithOpts("words", now);
        Eventually.holds("the topology's blobs are gone", () -> {
            pass(1);
            return files().isEmpty();
        });
    }

    @Test
    void theStoreGetsNimbussConfigurationAndKnowsWhoLeadsAndIsToldOfChanges() throws Exception {
        Map<?, ?> conf = (Map<?, ?>) seen.get("conf");
        assertEquals("storm/_HOST@EXAMPLE", conf.get("storm.hdfs.login.principal"));
        assertEquals("storm.keytab", conf.get("storm.hdfs.login.keytab"));
        assertEquals("older.keytab", conf.get("blobstore.hdfs.keytab"));
        assertEquals(true, conf.get("blobstore.cleanup.enable"));
        assertEquals("null", seen.get("base"), "the store itself knows where");
        ILeaderElector elector = (ILeaderElector) seen.get("elector");
        assertTrue(elector.isLeader());
        assertEquals("here", elector.getLeader().getHost());
        submit("words", "{}");
        assertEquals(3, seen.get("changes"));
        nimbus.close();
        assertEquals(true, seen.get("shut down"));
    }

    @Test
    void copiesAreCountedByTheStore() throws Exception {
        calls.finishBlobUpload(calls.beginCreateBlob("mine", new SettableBlobMeta(List.of())));
        assertEquals(1, calls.getBlobReplication("mine"));
        assertEquals(2, calls.updateBlobReplication("mine", 2));
        assertEquals(2, calls.getBlobReplication("mine"));
        submit("words", "{\"topology.min.replication.count\": 2}");
    }

    @Test
    void aRebalanceThatStoresSettingsLooksForTheirCopiesAsASubmissionDoes() throws Exception {
        submit("words", "{}");
        int before = (Integer) seen.get("asked for copies");
        calls.rebalance("words", new RebalanceOptions());
        assertEquals(before, seen.get("asked for copies"), "nothing was stored");
        RebalanceOptions options = new RebalanceOptions();
        options.set_topology_conf_overrides("{\"topology.message.timeout.secs\": 31}");
        calls.rebalance("words", options);
        assertTrue((Integer) seen.get("asked for copies") > before);
    }

    @Test
    void anotherNimbusTakesOverWhatIsInTheStoreAndCopiesNothing() throws Exception {
        String id = submit("words", "{}");
        Map<String, Object> other = new HashMap<>(conf());
        other.put("storm.local.dir", folder.resolve("other").toString());
        other.put("storm.local.hostname", "there");
        try (Nimbus next = new Nimbus(other, state, clock, Nimbus.Reach.PROCESS)) {
            next.start();
            nimbus.close();
            Eventually.holds("the other Nimbus leads", next::isLeading);
            assertEquals(id, next.iface().getTopologySummaryByName("words").get_id());
            assertEquals("ACTIVE", next.iface().getTopologySummaryByName("words").get_status());
        }
    }

    @Test
    void aClassThatIsNoStoreIsNamedAtTheStart() {
        Map<String, Object> wrong = conf();
        wrong.put("nimbus.blobstore.class", "org.apache.storm.hdfs.blobstore.HdfsBlobStore");
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> new Nimbus(wrong, state, clock, Nimbus.Reach.PROCESS));
        assertTrue(e.getMessage().startsWith("configuration nimbus.blobstore.class is org.apache.storm.hdfs.blobstore.HdfsBlobStore; it must be a class on"
            + " the daemon's class path"), e.getMessage());
    }
}
