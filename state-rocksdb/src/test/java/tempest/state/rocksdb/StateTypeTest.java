// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package tempest.state.rocksdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tempest.state.snapshot.StateFormat;
import tempest.state.snapshot.StateId;

/** A state whose type changed, or that is another task's, is refused by name unless somebody says what to do. */
class StateTypeTest {
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

    /** What a topology stores. */
    static final class Visit {
        private final int count;

        Visit(int count) {
            this.count = count;
        }
    }

    /** The same with a field more. */
    static final class LongVisit {
        private int count;
        private Visit first;
    }

    public static final class Doubling implements StateMigration {
        @Override
        public Map.Entry<byte[], byte[]> migrate(int fromVersion, byte[] key, byte[] value, Serializers serializers) {
            assertEquals(1, fromVersion);
            String name = (String) serializers.keys().deserialize(key);
            return name.equals("dropped") ? null
                : Map.entry(serializers.keys().serialize(name + "!"), serializers.values().serialize((Integer) serializers.values().deserialize(value) * 2));
        }
    }

    public static final class Failing implements StateMigration {
        @Override
        public Map.Entry<byte[], byte[]> migrate(int fromVersion, byte[] key, byte[] value, Serializers serializers) {
            throw new IllegalStateException("no idea");
        }
    }

    private void store(Object value) throws IOException {
        RocksDbKeyValueState<String, Object> state = states.open();
        state.put("k", value);
        state.put("dropped", value);
        StateFixture.commit(state, 1);
        state.close();
    }

    @Test
    void anotherVersionWithoutAMigrationIsRefused() throws IOException {
        store(1);
        String message = assertThrows(IllegalStateException.class, () -> states.open("'version':2")).getMessage();
        assertEquals("state count-3 of t-1 is stored as version 1 of its type, and topology.state.provider.config says version 2 without naming a "
            + "'migration' from one to the other", message);
        assertEquals(1, states.open().get("k"), "nothing was changed");
    }

    @Test
    void aMigrationWritesTheEntriesAnewOnce() throws IOException {
        store(21);
        String settings = "'version':2,'migration':'" + Doubling.class.getName() + "'";
        RocksDbKeyValueState<String, Object> state = states.open(settings);
        assertEquals(42, state.get("k!"));
        assertNull(state.get("k"));
        assertNull(state.get("dropped!"));
        state.rollback();
        assertEquals(42, state.get("k!"), "until it is committed the stored one is the old one");
        StateFixture.commit(state, 2);
        state.rollback();
        assertEquals(42, state.get("k!"));
        assertEquals(42, states.open(settings).get("k!"));
        assertEquals(42, states.open("'version':2").get("k!"), "nobody needs the migration any more");
    }

    @Test
    void aMigrationThatFailsSaysWhere() throws IOException {
        store(1);
        String message = assertThrows(IllegalStateException.class, () -> states.open("'version':2,'migration':'" + Failing.class.getName() + "'")).getMessage();
        assertTrue(message.startsWith("state count-3 of t-1: " + Failing.class.getName() + " failed at the entry with the key bytes ["), message);
        message = assertThrows(IllegalArgumentException.class, () -> states.open("'version':2,'migration':'java.util.ArrayList'")).getMessage();
        assertTrue(message.contains("migration is java.util.ArrayList, which is no tempest.state.rocksdb.StateMigration"), message);
        assertEquals(1, states.open().get("k"));
    }

    @Test
    void aClassThatIsNotThereAnyMoreIsNamed() throws IOException {
        store(new Visit(5));
        ClassLoader without = new ClassLoader(null) {
        };
        String message = assertThrows(IllegalStateException.class, () -> states.open(StateFixture.id("t-1", 0, 1), "", without)).getMessage();
        assertTrue(message.startsWith("state count-3 of t-1 does not fit its classes: it has objects of " + Visit.class.getName()
            + ", which is not there any more; count 'version'"), message);
        assertEquals(5, ((Visit) states.open().get("k")).count);
    }

    @Test
    void aClassWhoseFieldsChangedIsNamed() {
        StateFormat stored = new StateFormat(1, false, Map.of(), Map.of(Visit.class.getName(), "00000000"));
        StateFormat wanted = new StateFormat(1, false, Map.of(), Map.of());
        String message = assertThrows(IllegalStateException.class,
            () -> new StateRewrite("state x", stored, wanted, null).needed(getClass().getClassLoader())).getMessage();
        assertTrue(message.startsWith("state x does not fit its classes: the fields of " + Visit.class.getName() + " are others"), message);
        assertNotEquals(ClassDigests.digest(Visit.class), ClassDigests.digest(LongVisit.class));
    }

    @Test
    void otherSerializersAreRefused() {
        StateFormat stored = new StateFormat(1, false, Map.of("valueClass", "a"), Map.of());
        StateFormat wanted = new StateFormat(1, false, Map.of(), Map.of());
        String message = assertThrows(IllegalStateException.class,
            () -> new StateRewrite("state x", stored, wanted, null).needed(getClass().getClassLoader())).getMessage();
        assertTrue(message.startsWith("state x was stored by other serializers or registrations: {valueClass=a}, now {}"), message);
    }

    @Test
    void theFolderOfAnotherTopologyIsRefused() throws IOException {
        store(1);
        try (Stream<Path> files = Files.walk(states.snapshots.resolve("t-1"))) {
            for (Path file : files.toList()) {
                Path copy = states.snapshots.resolve("t-2").resolve(states.snapshots.resolve("t-1").relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        String message = assertThrows(IllegalStateException.class, () -> open("t-2", 0, 1, "")).getMessage();
        assertTrue(message.contains("has state count-3 of t-1 where state count-3 of t-2 is to be"), message);
    }

    @Test
    void aTopologyMayBeginWithTheStateOfAnother() throws IOException {
        for (int task = 0; task < 2; task++) {
            RocksDbKeyValueState<String, Object> state = open("t-1", task, 2, "");
            state.put("k", task);
            StateFixture.commit(state, 7);
            state.put("k", "not committed");
            state.prepareCommit(8);
        }
        for (int task = 0; task < 2; task++) {
            RocksDbKeyValueState<String, Object> state = open("t-2", task, 2, "'from':'t-1'");
            assertEquals(task, state.get("k"));
            state.put("k", "lost");
            state.rollback();
            assertEquals(task, state.get("k"), "before its first commit it goes back to where it began");
            state.put("k", 10 + task);
            StateFixture.commit(state, 1);
            assertEquals(10 + task, open("t-2", task, 2, "'from':'t-1'").get("k"), "it has its own from then on");
        }
        RocksDbKeyValueState<String, Object> unchanged = open("t-1", 0, 2, "");
        unchanged.rollback();
        assertEquals(0, unchanged.get("k"));
    }

    @Test
    void anotherParallelismOrAnUnknownTopologyIsRefused() throws IOException {
        RocksDbKeyValueState<String, Object> state = open("t-1", 0, 2, "");
        state.put("k", 1);
        StateFixture.commit(state, 1);
        String message = assertThrows(IllegalStateException.class, () -> open("t-2", 0, 3, "'from':'t-1'")).getMessage();
        assertEquals("state count-3 of t-2 is to begin with that of t-1 ('from' in topology.state.provider.config), where count had 2 tasks; "
            + "it has 3 now, and state is of a task: the same number is right", message);
        message = assertThrows(IOException.class, () -> open("t-2", 0, 2, "'from':'t-9'")).getMessage();
        assertTrue(message.contains("has none of task 0 of count"), message);
    }

    private RocksDbKeyValueState<String, Object> open(String topology, int task, int tasks, String settings) throws IOException {
        StateId id = StateFixture.id(topology, task, tasks);
        return states.open(id, settings, getClass().getClassLoader());
    }
}
