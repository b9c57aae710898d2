// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package tempest.state.rocksdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.storm.Config;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import tempest.state.snapshot.SnapshotStore;

/** What a state in RocksDB does besides the contract, and how it refuses what cannot work. */
class RocksDbStateTest {
    @TempDir
    Path folder;
    private StateFixture states;

    @BeforeEach
    void make() throws IOException {
        states = new StateFixture(folder);
    }

    @AfterEach
    void close() {
        states.close();
    }

    @Test
    void aSnapshotStoresOnlyWhatTheOneBeforeHadNot() throws IOException {
        Uploads store = new Uploads(states.store());
        states.store(store);
        RocksDbKeyValueState<String, Object> state = states.open();
        state.put("a", "x".repeat(100_000));
        StateFixture.commit(state, 1);
        assertEquals(1, store.tables());
        state.put("b", 1);
        StateFixture.commit(state, 2);
        assertEquals(2, store.tables(), () -> "each table once: " + store.names);
        state = states.open();
        state.put("c", 1);
        StateFixture.commit(state, 3);
        assertEquals(3, store.tables(), () -> "nor again in another life: " + store.names);
        assertEquals(100_000, ((String) states.open().get("a")).length());
    }

    @Test
    void stateMayBeLargerThanItsMemory() throws IOException {
        RocksDbKeyValueState<String, Object> state = states.open();
        for (int i = 0; i < 40_000; i++) {
            state.put("key" + i, i + "-" + "x".repeat(1000));
        }
        StateFixture.commit(state, 1);
        RocksDbKeyValueState<String, Object> next = states.open();
        for (int i = 0; i < 40_000; i += 97) {
            assertTrue(((String) next.get("key" + i)).startsWith(i + "-"));
        }
    }

    @Test
    void aLifeThatWasTakenOverWritesNothingThatCounts() throws IOException {
        RocksDbKeyValueState<String, Object> zombie = states.open();
        zombie.put("k", 1);
        StateFixture.commit(zombie, 1);
        zombie.put("k", "of the zombie");
        RocksDbKeyValueState<String, Object> next = states.open();
        zombie.prepareCommit(2);
        String message = assertThrows(UncheckedIOException.class, () -> zombie.commit(2)).getMessage();
        assertEquals("state count-3 of t-1: a later life of the task has taken it over (process 2): this one writes no more of it", message);
        assertThrows(UncheckedIOException.class, () -> zombie.commit(2), "nor when it is tried again");
        assertEquals(1, next.get("k"));
        next.put("k", 2);
        StateFixture.commit(next, 2);
        assertEquals(2, states.open().get("k"));
    }

    @Test
    void whatAZombieWroteAtTheLastMomentDoesNotCount() throws IOException {
        RocksDbKeyValueState<String, Object> zombie = states.open();
        zombie.put("k", 1);
        StateFixture.commit(zombie, 1);
        SnapshotStore real = states.store();
        states.open();
        for (Path owner : states.files("owners/")) { // as the zombie saw the folder before it stopped for a while
            if (owner.getFileName().toString().startsWith("0000000002") && !owner.toString().endsWith(".base")) {
                Files.move(owner, folder.resolve("hidden"));
                zombie.put("k", "of the zombie");
                StateFixture.commit(zombie, 2);
                Files.move(folder.resolve("hidden"), owner);
            }
        }
        states.store(real);
        assertEquals(1, states.open().get("k"));
    }

    @Test
    void aFullDiskFailsTheCommitWhichWorksOnceThereIsRoom() throws IOException {
        Uploads store = new Uploads(states.store());
        states.store(store);
        RocksDbKeyValueState<String, Object> state = states.open();
        state.put("k", 1);
        store.failure = "No space left on device";
        state.prepareCommit(1);
        for (int i = 0; i < 2; i++) {
            String message = assertThrows(UncheckedIOException.class, () -> state.commit(1)).getMessage();
            assertEquals("state count-3 of t-1: No space left on device", message);
        }
        assertThrows(Exception.class, () -> state.whenDurable().join());
        store.failure = null;
        state.commit(1);
        assertEquals(1, states.open().get("k"));
    }

    @Test
    void whatRocksDbSaysIsSaidInWords() {
        RocksDBException full = new RocksDBException("While appending to file: x", new Status(Status.Code.IOError, Status.SubCode.NoSpace, "x"));
        assertTrue(LocalDatabase.reason(full).startsWith("the disk is full ("));
        RocksDBException damaged = new RocksDBException("bad block", new Status(Status.Code.Corruption, Status.SubCode.None, "bad"));
        assertTrue(LocalDatabase.reason(damaged).startsWith("it is damaged ("));
        assertTrue(LocalDatabase.reason(new RocksDBException("While lock file: /x/LOCK: Resource temporarily unavailable")).contains("another process has it locked"));
    }

    @Test
    void aFolderOfAnotherVersionIsRefused() throws IOException {
        states.open();
        Files.writeString(states.snapshots.resolve("format"), "9\n");
        String message = assertThrows(IOException.class, () -> states.open()).getMessage();
        assertEquals(states.uri() + " is of format 9, which another version of Tempest wrote; this one reads and writes format 1", message);
    }

    @Test
    void aLocalFolderThatAnotherHasLockedIsRefused() throws IOException {
        Path locked = Files.createDirectories(folder.resolve("x"));
        try (FileChannel file = FileChannel.open(locked.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE); FileLock lock = file.lock()) {
            assertTrue(lock.isValid());
            String message = assertThrows(IOException.class, () -> new WorkingFolder(locked)).getMessage();
            assertEquals("state cannot be kept in " + locked + ": another process has it locked, maybe a worker that still runs", message);
        }
        new WorkingFolder(locked).close();
        assertFalse(Files.exists(locked));
    }

    @Test
    void aLocalFolderThatCannotBeMadeIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        String message = assertThrows(IOException.class, () -> new WorkingFolder(file.resolve("state"))).getMessage();
        assertTrue(message.startsWith("state cannot be kept in " + file.resolve("state") + ": it is not writable ("), message);
    }

    @Test
    void entriesLiveAsLongAsTheyAreToldTo() throws IOException {
        RocksDbKeyValueState<String, Object> state = states.open("'ttlSecs':60");
        state.put("old", 1);
        states.clock.step(Duration.ofSeconds(59));
        state.put("young", 2);
        assertEquals(1, state.get("old"));
        states.clock.step(Duration.ofSeconds(1));
        assertNull(state.get("old"));
        assertEquals(Map.of("young", 2), entries(state));
        StateFixture.commit(state, 1);
        RocksDbKeyValueState<String, Object> longer = states.open("'ttlSecs':120");
        assertEquals(Map.of("old", 1, "young", 2), entries(longer), "the time to live counts, not that of the put");
    }

    @Test
    void aTimeToLiveMayBeginAndEndWithStateThere() throws IOException {
        RocksDbKeyValueState<String, Object> state = states.open();
        state.put("k", 1);
        StateFixture.commit(state, 1);
        state = states.open("'ttlSecs':60");
        assertEquals(1, state.get("k"));
        StateFixture.commit(state, 2);
        states.clock.step(Duration.ofSeconds(61));
        assertNull(state.get("k"));
        assertEquals(1, states.open().get("k"), "it was not removed yet");
    }

    private static Map<String, Object> entries(RocksDbKeyValueState<String, Object> state) {
        Map<String, Object> entries = new TreeMap<>();
        state.iterator().forEachRemaining(entry -> entries.put(entry.getKey(), entry.getValue()));
        return entries;
    }

    @Test
    void aStateThatIsClosedSaysWhy() throws IOException {
        RocksDbKeyValueState<String, Object> state = states.open();
        state.close();
        String message = assertThrows(IllegalStateException.class, () -> state.put("k", 1)).getMessage();
        assertEquals("state count-3 of t-1 cannot be used: it was closed", message);
    }

    @Test
    void theSecondOfTwoStatesOfOneNameClosesTheFirst() {
        Map<String, Object> conf = Map.of(Config.TOPOLOGY_STATE_PROVIDER_CONFIG,
            "{\"folder\":\"" + states.uri() + "\",\"localFolder\":\"" + folder.resolve("local") + "\"}");
        RocksDbKeyValueState<?, ?> first = (RocksDbKeyValueState<?, ?>) new RocksDbKeyValueStateProvider().newState("twice", conf, null);
        try (RocksDbKeyValueState<?, ?> second = (RocksDbKeyValueState<?, ?>) new RocksDbKeyValueStateProvider().newState("twice", conf, null)) {
            assertTrue(second.isOpen());
            String message = assertThrows(IllegalStateException.class, first::commit).getMessage();
            assertEquals("state twice of no-topology cannot be used: a later life of the task, or another state of the same name, was opened in this process", message);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "[1] | is no JSON object: [1]",
        "{ | is no JSON object: {",
        "{} | has no 'folder'",
        "{'folder':'/x','cache':1} | has 'cache', which is not one of [cacheMb,",
        "{'folder':'/x','cacheMb':1} | cacheMb is 1; a whole number of at least 8 is right",
        "{'folder':'/x','cacheMb':'1'} | cacheMb is 1; a whole number",
        "{'folder':'/x','keep':0} | keep is 0; a whole number of at least 1 is right",
        "{'folder':'/x','ttlSecs':-1} | ttlSecs is -1; a whole number of at least 0 is right",
        "{'folder':'/x','version':0} | version is 0; a whole number of at least 1 is right",
        "{'folder':5} | folder is 5; text is right",
        "{'folder':'/x','localFolder':'x'} | localFolder is 'x'; an absolute path is right",
        "{'folder':'/x','valueSerializerClass':' '} | valueSerializerClass is ' '; text is right",
        "{'folder':'s3://b/x'} | folder is s3://b/x: nobody serves the scheme 's3'",
    })
    void whatCannotBeRightIsRefusedInOneLine(String json, String said) {
        Map<String, Object> conf = Map.of(Config.TOPOLOGY_STATE_PROVIDER_CONFIG, json.replace('\'', '"'));
        String message = assertThrows(IllegalArgumentException.class, () -> new RocksDbKeyValueStateProvider().newState("ns", conf, null)).getMessage();
        assertTrue(message.contains(said) && message.startsWith("topology.state.provider.config"), message);
        assertEquals(1, message.lines().count());
    }

    @Test
    void withoutConfigurationItSaysWhatIsNeeded() {
        String message = assertThrows(IllegalArgumentException.class, () -> new RocksDbKeyValueStateProvider().newState("ns", Map.of(), null)).getMessage();
        assertEquals("topology.state.provider.config is not set; for state in RocksDB it says where snapshots are kept, for example "
            + "{\"folder\": \"file:///mnt/state\"}", message);
    }

    /** Another store, that writes down what is uploaded, or fails it. */
    private static final class Uploads implements SnapshotStore {
        private final SnapshotStore store;
        private final List<String> names = new ArrayList<>();
        private volatile String failure;

        Uploads(SnapshotStore store) {
            this.store = store;
        }

        synchronized long tables() {
            return names.stream().filter(name -> name.contains(".sst")).count();
        }

        @Override
        public List<String> list(String folder) throws IOException {
            return store.list(folder);
        }

        @Override
        public byte[] read(String name) throws IOException {
            return store.read(name);
        }

        @Override
        public boolean create(String name, byte[] content) throws IOException {
            return store.create(name, content);
        }

        @Override
        public synchronized void upload(Path file, String name) throws IOException {
            if (failure != null) {
                throw new IOException(failure);
            }
            names.add(name);
            store.upload(file, name);
        }

        @Override
        public void download(String name, Path file) throws IOException {
            store.download(name, file);
        }

        @Override
        public void delete(String name) throws IOException {
            store.delete(name);
        }
    }
}
