// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package tempest.state.rocksdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.storm.Config;
import org.apache.storm.state.DefaultStateSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tempest.api.epoch.Transaction;
import tempest.state.snapshot.SnapshotStore;
import tempest.state.snapshot.SnapshotStores;

/** One task's state through epochs that the test commits, over lives with a local folder each, as on machines of their own. */
class RocksDbEpochStateTest {
    /** A second each; {@code -Dtempest.seeds=8} tries more. */
    private static final int SEEDS = Integer.getInteger("tempest.seeds", 2);
    private static final int STEPS = 80;

    @TempDir
    private Path temp;
    private final List<RocksDbEpochState> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(RocksDbEpochState::close);
    }

    private RocksDbEpochState open() throws IOException {
        return open("local" + opened.size(), store -> store);
    }

    private RocksDbEpochState open(String local, UnaryOperator<SnapshotStore> wrapped) throws IOException {
        RocksDbConfig config = RocksDbConfig.ofEpochs(Map.of(Config.TOPOLOGY_STATE_PROVIDER_CONFIG, "{\"localFolder\":\"" + temp.resolve(local) + "\",\"cacheMb\":8}"), temp.resolve("epochs"));
        SnapshotStore store = wrapped.apply(SnapshotStores.open("folder", config.folder(), getClass().getClassLoader()));
        RocksDbEpochState state = new RocksDbEpochState(new RocksDbKeyValueState.Parts<>(StateFixture.id("t-1", 0, 1), config, store, "process " + opened.size(),
            new DefaultStateSerializer<>(), new DefaultStateSerializer<>(), new HashMap<>(config.serializers()), getClass().getClassLoader(), new StateFixture.SteppedClock()), "count-0");
        opened.add(state);
        return state;
    }

    private static byte[] cut(RocksDbEpochState state, long epoch, long incarnation) {
        return state.snapshot(new Transaction(epoch, incarnation)).join();
    }

    private static Map<Object, Object> content(RocksDbEpochState state) {
        Map<Object, Object> content = new TreeMap<>();
        state.iterator().forEachRemaining(entry -> content.put(entry.getKey(), entry.getValue()));
        return content;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(temp.resolve("epochs"))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** Lives are killed at seeded moments, some go on as zombies that store, and delete what they think nobody needs; each incarnation begins with the epoch that was committed last, or with none. */
    @Test
    void eachIncarnationHasExactlyWhatTheCommittedEpochHadThroughSeededKills() throws IOException {
        for (long seed = 0; seed < SEEDS; seed++) {
            Path folder = temp.resolve("epochs");
            new Run(new Random(seed)).run(seed);
            close();
            opened.clear();
            WorkingFolder.deleteAll(folder);
        }
    }

    /** One history of a task. */
    private final class Run {
        private final Random random;
        private final List<RocksDbEpochState> zombies = new ArrayList<>();
        private final Map<RocksDbEpochState, Transaction> lastCut = new HashMap<>();
        private final Map<RocksDbEpochState, Began> began = new HashMap<>();
        private RocksDbEpochState state;
        private Map<Object, Object> model = new TreeMap<>();
        private Map<Object, Object> committedModel = Map.of();
        private byte[] committed;
        private long incarnation;
        private long epoch;

        Run(Random random) {
            this.random = random;
        }

        void run(long seed) throws IOException {
            goBack(seed);
            for (int step = 0; step < STEPS; step++) {
                String key = "key" + random.nextInt(30);
                switch (random.nextInt(12)) {
                    case 0 -> model.remove(key, state.delete(key));
                    case 1, 2 -> {
                        Transaction transaction = new Transaction(epoch + 1, incarnation);
                        byte[] snapshot = state.snapshot(transaction).join();
                        if (random.nextInt(4) > 0) {
                            commit(transaction, snapshot);
                        } else {
                            goBack(seed); // after it was saved, before it was committed
                        }
                    }
                    case 3 -> {
                        if (random.nextInt(3) == 0) {
                            state.snapshot(new Transaction(epoch + 1, incarnation)); // killed while it is stored
                            kill();
                            goBack(seed);
                        }
                    }
                    case 4 -> zombie();
                    default -> {
                        long value = random.nextLong();
                        state.put(key, value);
                        model.put(key, value);
                    }
                }
            }
            assertEquals(model, content(state), "seed " + seed);
        }

        private void commit(Transaction transaction, byte[] snapshot) throws IOException {
            committed = snapshot;
            committedModel = new TreeMap<>(model);
            epoch = transaction.epoch();
            lastCut.put(state, transaction);
            if (random.nextInt(5) == 0) {
                kill(); // before it learns that
                goBack(-1);
            } else {
                state.committed(transaction);
            }
        }

        private void kill() {
            zombies.add(state);
            state = null;
        }

        private void goBack(long seed) throws IOException {
            if (state == null || random.nextBoolean()) {
                if (state != null) {
                    zombies.add(state);
                }
                state = open();
            }
            incarnation++;
            state.restore(incarnation, committed);
            began.put(state, new Began(incarnation, committed));
            lastCut.remove(state);
            model = new TreeMap<>(committedModel);
            assertEquals(model, content(state), "seed " + seed + ", incarnation " + incarnation);
        }

        /** A process that was given up for dead does what it was about to do. */
        private void zombie() throws IOException {
            if (zombies.isEmpty()) {
                return;
            }
            RocksDbEpochState zombie = zombies.get(random.nextInt(zombies.size()));
            Began life = began.get(zombie);
            switch (random.nextInt(3)) {
                case 0 -> zombie.committed(lastCut.getOrDefault(zombie, new Transaction(0, 0)));
                case 1 -> restoreTooLate(zombie, life);
                default -> storeTooLate(zombie, new Transaction(epoch + 1, life.incarnation));
            }
        }

        private void storeTooLate(RocksDbEpochState zombie, Transaction transaction) {
            try {
                zombie.put("zombie", random.nextLong());
                zombie.snapshot(transaction).join();
            } catch (IllegalStateException e) {
                assertTrue(e.getMessage().contains("it could not be restored"), e.getMessage());
            }
        }
    }

    /** What it goes back to may be gone: then it takes no part. */
    private static void restoreTooLate(RocksDbEpochState zombie, Began life) {
        try {
            zombie.restore(life.incarnation, life.from);
        } catch (IOException e) {
            assertTrue(e.getMessage().endsWith(" is missing"), e.getMessage());
        }
    }

    /** What a life of the task went back to last. */
    private record Began(long incarnation, byte[] from) {
    }

    @Test
    void aSnapshotTakesOnlyWhatChangedAndFilesThatNoEpochNeedsAreDeleted() throws IOException {
        RocksDbEpochState state = open();
        state.restore(1, null);
        state.put("a", 1);
        cut(state, 1, 1);
        state.committed(new Transaction(1, 1));
        List<Path> first = tables();
        state.put("b", 2);
        byte[] second = cut(state, 2, 1);
        Set<Path> both = new HashSet<>(tables());
        assertTrue(both.size() == 2 && both.containsAll(first), () -> first + " " + both);
        state.committed(new Transaction(2, 1));
        state.put("c", 3);
        cut(state, 3, 1); // not committed
        state.restore(2, second);
        assertEquals(Map.of("a", 1, "b", 2), content(state));
        assertEquals(both, new HashSet<>(tables()));
        state.restore(3, null);
        assertEquals(Map.of(), content(state));
        assertEquals(List.of(), tables());
    }

    private List<Path> tables() throws IOException {
        return files().stream().filter(file -> file.toString().contains(".sst")).toList();
    }

    @Test
    void tablesAreLinkedWhereTheDatabaseIsOnTheSameFileSystem() throws IOException {
        RocksDbEpochState state = open();
        state.restore(1, null);
        state.put("a", 1);
        cut(state, 1, 1);
        Path stored = tables().get(0);
        Object key = Files.readAttributes(stored, BasicFileAttributes.class).fileKey();
        try (Stream<Path> local = Files.walk(temp.resolve("local0"))) {
            assertTrue(local.filter(file -> file.toString().endsWith(".sst")).anyMatch(file -> key.equals(keyOf(file))), stored.toString());
        }
    }

    private static Object keyOf(Path file) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @EnumSource(DamagedSnapshotTest.Damage.class)
    void aSnapshotOfWhichAFileIsDamagedIsRefusedWithTheFilesName(DamagedSnapshotTest.Damage damage) throws IOException {
        RocksDbEpochState state = open();
        state.restore(1, null);
        state.put("a", 1);
        byte[] snapshot = cut(state, 1, 1);
        damage.to(tables().get(0));
        String message = assertThrows(IOException.class, () -> open().restore(2, snapshot)).getMessage();
        assertTrue(message.contains(tables().isEmpty() ? ".sst" : tables().get(0).getFileName().toString()) && message.lines().count() == 1, message);
    }

    @Test
    void whatIsNoSnapshotOfRocksDbIsRefused() throws IOException {
        RocksDbEpochState state = open();
        for (byte[] other : List.of(new byte[0], new byte[] {0, 0, 0, 0}, new byte[] {0, 0, 0, 2, 0, 0, 0, 0})) {
            String message = assertThrows(IOException.class, () -> state.restore(1, other)).getMessage();
            assertTrue(message.startsWith("its snapshot is no list of RocksDB's files of format 1"), message);
        }
        state.restore(2, null);
        byte[] snapshot = cut(state, 1, 2);
        assertThrows(IOException.class, () -> state.restore(3, Arrays.copyOf(snapshot, snapshot.length - 10)));
        assertThrows(IllegalStateException.class, () -> open().get("a"));
    }

    /** What it has of the folder of epochs, on a disk that fills up. */
    private record FullDisk(SnapshotStore store) implements SnapshotStore {
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
            throw new IOException("No space left on device");
        }

        @Override
        public void upload(Path file, String name) throws IOException {
            throw new IOException(name + ": No space left on device");
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

    @Test
    void aFullDiskFailsTheSnapshotAndNothingElse() throws IOException {
        RocksDbEpochState state = open("local", FullDisk::new);
        state.restore(1, null);
        state.put("a", 1);
        String message = assertThrows(CompletionException.class, () -> cut(state, 1, 1)).getMessage();
        assertTrue(message.startsWith("state count-3 of t-1: count-0/1/files/") && message.endsWith("No space left on device"), message);
        assertEquals(1, state.get("a"));
        state.restore(2, null);
        assertNull(state.get("a"));
    }

    @Test
    void aFolderThatCannotBeUsedIsSaidByName() throws IOException {
        open("same", store -> store);
        String locked = assertThrows(IOException.class, () -> open("same", store -> store)).getMessage();
        assertTrue(locked.contains("another process has it locked, maybe a worker that still runs"), locked);
        Files.writeString(temp.resolve("file"), "in the way");
        String blocked = assertThrows(IOException.class, () -> open("file/below", store -> store)).getMessage();
        assertTrue(blocked.contains("is not writable (") && blocked.contains(temp.resolve("file").toString()), blocked);
        assertFalse(files().stream().anyMatch(file -> file.toString().contains(".sst")));
    }

    @Test
    void settingsThatEpochsDecideAreRefused() {
        RocksDbKeyValueStateProvider provider = new RocksDbKeyValueStateProvider();
        provider.check(Map.of());
        provider.check(Map.of(Config.TOPOLOGY_STATE_PROVIDER_CONFIG, "{\"cacheMb\":256,\"ttlSecs\":60}"));
        for (String key : List.of("folder", "from", "keep", "uploadTimeoutSecs")) {
            String message = assertThrows(IllegalArgumentException.class, () -> provider.check(Map.of(Config.TOPOLOGY_STATE_PROVIDER_CONFIG, "{\"" + key + "\":\"/mnt\"}"))).getMessage();
            assertTrue(message.startsWith("topology.state.provider.config has '" + key + "'; with topology.state.guarantee: exactly-once leave it out"), message);
        }
        String unknown = assertThrows(IllegalArgumentException.class, () -> provider.check(Map.of(Config.TOPOLOGY_STATE_PROVIDER_CONFIG, "{\"cache\":1}"))).getMessage();
        assertTrue(unknown.contains("'cache', which is not one of [cacheMb, "), unknown);
    }
}
