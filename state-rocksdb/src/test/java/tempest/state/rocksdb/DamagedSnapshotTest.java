// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package tempest.state.rocksdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tempest.state.snapshot.SnapshotFolder;

/** A snapshot that cannot be read costs what came after the one before it, not the state. */
class DamagedSnapshotTest {
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

    enum Damage {
        CHANGED {
            @Override
            void to(Path file) throws IOException {
                byte[] content = Files.readAllBytes(file);
                content[content.length / 2] ^= 1;
                replace(file, content);
            }
        },
        SHORT {
            @Override
            void to(Path file) throws IOException {
                byte[] content = Files.readAllBytes(file);
                replace(file, Arrays.copyOf(content, content.length / 2));
            }
        },
        EMPTY {
            @Override
            void to(Path file) throws IOException {
                replace(file, new byte[0]);
            }
        },
        MISSING {
            @Override
            void to(Path file) throws IOException {
                Files.delete(file);
            }
        };

        abstract void to(Path file) throws IOException;

        /** Not in place: files may be links. */
        private static void replace(Path file, byte[] content) throws IOException {
            Files.delete(file);
            Files.write(file, content);
        }
    }

    /** Two snapshots, of which the second's own files are returned. */
    private Set<Path> twoSnapshots() throws IOException {
        RocksDbKeyValueState<String, Object> state = states.open();
        state.put("k", 1);
        StateFixture.commit(state, 1);
        Set<Path> before = new HashSet<>(states.files("files/"));
        state.put("k", 2);
        state.put("other", 2);
        StateFixture.commit(state, 2);
        state.close();
        Set<Path> own = new HashSet<>(states.files("files/"));
        own.removeAll(before);
        assertTrue(own.stream().anyMatch(f -> f.toString().contains(".sst")), own.toString());
        return own;
    }

    @ParameterizedTest
    @EnumSource(Damage.class)
    void theSnapshotBeforeIsUsedIfATableIsDamaged(Damage damage) throws IOException {
        for (Path file : twoSnapshots()) {
            if (file.toString().contains(".sst")) {
                damage.to(file);
            }
        }
        goesOnWithTheFirst();
    }

    @ParameterizedTest
    @EnumSource(value = Damage.class, names = "MISSING", mode = EnumSource.Mode.EXCLUDE)
    void theSnapshotBeforeIsUsedIfTheManifestIsDamaged(Damage damage) throws IOException {
        twoSnapshots();
        List<Path> manifests = states.files(".manifest");
        damage.to(manifests.get(manifests.size() - 1));
        goesOnWithTheFirst();
    }

    private void goesOnWithTheFirst() throws IOException {
        RocksDbKeyValueState<String, Object> state = states.open();
        assertEquals(1, state.get("k"));
        assertNull(state.get("other"));
        state.commit(2); // by a coordinator that knows nothing of it
        state.put("k", 3);
        StateFixture.commit(state, 3);
        state.put("k", 4);
        state.rollback();
        assertEquals(3, state.get("k"));
        assertEquals(3, states.open().get("k"));
    }

    @Test
    void aStateWithoutAnyWholeSnapshotIsRefusedByName() throws IOException {
        twoSnapshots();
        for (Path file : states.files(".sst")) {
            Damage.SHORT.to(file);
        }
        String message = assertThrows(IOException.class, () -> states.open()).getMessage();
        assertTrue(message.startsWith("state count-3 of t-1 has no snapshot that can be used"), message);
        assertTrue(message.contains("snapshot 2 in " + states.uri() + " cannot be used: files/"), message);
        assertEquals(1, message.lines().count());
    }

    @Test
    void filesThatNoSnapshotHasAreRemoved() throws IOException {
        twoSnapshots();
        Path orphan = Files.writeString(states.files("files/").get(0).resolveSibling("000099.sst-4-00000000"), "left");
        states.open();
        assertTrue(Files.notExists(orphan));
        assertEquals(2, states.open().get("k"));
    }

    @Test
    void onlySoManySnapshotsStayAndNoFilesOfOthers() throws IOException {
        RocksDbKeyValueState<String, Object> state = states.open("'keep':2");
        for (int txid = 1; txid <= 12; txid++) {
            state.put("k" + txid, txid);
            StateFixture.commit(state, txid);
        }
        state.close();
        assertEquals(2, states.files(".manifest").size());
        assertEquals(2, states.files(".committed").size());
        Set<String> needed = new HashSet<>();
        SnapshotFolder snapshots = new SnapshotFolder(states.store(), StateFixture.id("t-1", 0, 1).folder());
        for (var entry : snapshots.entries()) {
            snapshots.read(entry).files().forEach(file -> needed.add(file.name() + "-" + file.bytes()));
        }
        assertEquals(needed.size(), states.files("files/").size(), () -> needed + " are needed");
        RocksDbKeyValueState<String, Object> next = states.open();
        for (int txid = 1; txid <= 12; txid++) {
            assertEquals(txid, next.get("k" + txid));
        }
    }
}
