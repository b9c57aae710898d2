// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.generated.ExecutorInfo;
import org.apache.storm.generated.ExecutorSpecificStats;
import org.apache.storm.generated.ExecutorStats;
import org.apache.storm.generated.KillOptions;
import org.apache.storm.generated.SettableBlobMeta;
import org.apache.storm.generated.SpoutStats;
import org.apache.storm.thrift.TException;
import org.apache.storm.utils.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import tempest.cluster.BlobKeys;
import tempest.cluster.Eventually;
import tempest.cluster.HostPort;
import tempest.cluster.LeaderElection;
import tempest.rpc.ExecutorFigures;
import tempest.rpc.Series;
import tempest.rpc.WorkerBeat;

/** The figures of topologies outlive their leader. */
class HistoryKeeperTest extends NimbusFixture {
    private static final ExecutorInfo SPOUT = new ExecutorInfo(1, 1);

    private String id;
    private long begunSecs;

    /** A worker tells every second of ten tuples more. */
    private void tell(int secs) throws Exception {
        for (int i = 0; i < secs; i++) {
            clock.advance(1, TimeUnit.SECONDS);
            long emitted = 10L * clock.secs();
            ExecutorFigures spout = new ExecutorFigures("spout", emitted, emitted, emitted, 0, 0, 0, 0, 0, 0, 0);
            WorkerBeat beat = new WorkerBeat(id, "a", "host-a", 6700, clock.secs(), (int) (clock.secs() - begunSecs), new HashMap<>(Map.of(SPOUT,
                new ExecutorStats(Map.of(), Map.of(), ExecutorSpecificStats.spout(new SpoutStats(Map.of(), Map.of(), Map.of())), 1))));
            beat.set_figures(Map.of(SPOUT, spout));
            calls.workerBeat(beat);
        }
    }

    private void run() throws Exception {
        supervisor("a", 6700);
        id = submit("words", "{}");
        assigned(id);
        begunSecs = clock.secs();
        tell(100);
    }

    private List<Double> emitted(int lastSecs) throws TException {
        Series series = calls.series(id, "spout", clock.secs() - lastSecs);
        return series.get_values().get("emitted");
    }

    private long known(int lastSecs) throws TException {
        return emitted(lastSecs).stream().filter(rate -> !rate.isNaN()).count();
    }

    private void startAnother() throws Exception {
        nimbus = new Nimbus(conf(), state, clock, Nimbus.Reach.PROCESS);
        nimbus.start();
        calls = nimbus.iface();
        Eventually.holds("the new one leads", nimbus::isLeading);
    }

    private Path blob() throws Exception {
        try (Stream<Path> files = Files.walk(folder.resolve("nimbus/blobs"))) {
            return files.filter(file -> file.toString().contains("stormhistory") && file.getFileName().toString().startsWith("data.")).findFirst().orElseThrow();
        }
    }

    @Test
    void aRestartedNimbusShowsWhatTheOneBeforeKnew() throws Exception {
        run();
        long before = known(100);
        assertTrue(before >= 8, "steps: " + before);
        nimbus.close();
        clock.advance(60, TimeUnit.SECONDS);
        startAnother();
        Eventually.holds("the figures of before", () -> known(200) >= before);
        tell(30);
        assertTrue(known(200) > before, emitted(200).toString());
        assertTrue(emitted(200).stream().anyMatch(rate -> rate.isNaN()), "the minute without a leader is a gap");
    }

    @Test
    void whatALeaderStoredFromTimeToTimeIsThereIfItIsKilled() throws Exception {
        run();
        pass(400);
        Eventually.holds("it is stored", () -> !state.blobHolders(BlobKeys.history(id)).all().isEmpty());
        // Another leads behind its back, so what it knows is not stored any more.
        LeaderElection election = state.election(new HostPort("other", 1));
        state.beginEpoch(new HostPort("other", 1), election, () -> { });
        nimbus.close();
        startAnother();
        Eventually.holds("the figures of before", () -> known(600) >= 8);
    }

    @Test
    void anotherNimbusShowsWhatTheLostLeaderStored() throws Exception {
        nimbus.close();
        nimbus = new Nimbus(onNetwork("one"), state, clock);
        nimbus.start();
        calls = nimbus.iface();
        Eventually.holds("the first leads", nimbus::isLeading);
        try (Nimbus standby = new Nimbus(onNetwork("two"), state, clock)) {
            standby.start();
            run();
            pass(400);
            Eventually.holds("both have it", () -> state.blobHolders(BlobKeys.history(id)).all().size() == 2);
            nimbus.close();
            calls = standby.iface();
            Eventually.holds("the other leads", standby::isLeading);
            Eventually.holds("the figures of before", () -> known(600) >= 8);
        }
    }

    private Map<String, Object> onNetwork(String name) {
        Map<String, Object> conf = new HashMap<>(Utils.readStormConfig());
        conf.putAll(conf());
        conf.put("storm.local.dir", folder.resolve(name).toString());
        conf.put("storm.local.hostname", "localhost");
        conf.put("nimbus.thrift.port", 0);
        return conf;
    }

    @Test
    void aLeaderWhoseTimeIsOverStoresNothing() throws Exception {
        run();
        LeaderElection election = state.election(new HostPort("other", 1));
        state.beginEpoch(new HostPort("other", 1), election, () -> { });
        nimbus.close();
        assertEquals(Map.of(), state.blobHolders(BlobKeys.history(id)).all());
        assertThrows(java.util.NoSuchElementException.class, this::blob);
    }

    @Test
    void aDamagedOneIsLeftAndReplaced() throws Exception {
        run();
        nimbus.close();
        byte[] bytes = Files.readAllBytes(blob());
        bytes[bytes.length / 2]++;
        Files.write(blob(), bytes);
        startAnother();
        tell(30);
        assertTrue(known(30) >= 2);
        nimbus.close();
        startAnother();
        Eventually.holds("the figures of after", () -> known(60) >= 2);
    }

    @Test
    void usersNeitherSeeNorDeleteItAndItGoesWithItsTopology() throws Exception {
        run();
        pass(400);
        Eventually.holds("it is stored", () -> !state.blobHolders(BlobKeys.history(id)).all().isEmpty());
        assertFalse(blobs().contains(BlobKeys.history(id)), blobs().toString());
        assertThrows(Exception.class, () -> calls.deleteBlob(BlobKeys.history(id)));
        KillOptions now = new KillOptions();
        now.set_wait_secs(0);
        calls.killTopologyWithOpts("words", now);
        pass(400);
        Eventually.holds("it is gone", () -> state.topologies().keys().isEmpty());
        assertEquals(Map.of(), state.blobHolders(BlobKeys.history(id)).all());
        assertEquals(Optional.empty(), Optional.of(state.heldBlobs()).filter(held -> held.contains(BlobKeys.history(id))));
    }

    @Test
    void nobodyElseWritesUnderItsName() throws Exception {
        run();
        pass(400);
        String key = BlobKeys.history(id);
        Eventually.holds("it is stored", () -> !state.blobHolders(key).all().isEmpty());
        byte[] before = Files.readAllBytes(blob());
        SettableBlobMeta open = new SettableBlobMeta(List.of());
        for (Executable attempt : List.<Executable>of(() -> calls.beginUpdateBlob(key), () -> calls.beginCreateBlob("mine-stormhistory.bin", open),
            () -> calls.setBlobMeta(key, open), () -> calls.updateBlobReplication(key, 2))) {
            String message = assertThrows(AuthorizationException.class, attempt).get_msg();
            assertTrue(message.endsWith("cannot be written: names that end like this are Nimbus's own; choose another"), message);
        }
        assertArrayEquals(before, Files.readAllBytes(blob()));
    }
}
