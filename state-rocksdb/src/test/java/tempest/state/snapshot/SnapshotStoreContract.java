// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package tempest.state.snapshot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every store of snapshots does. The test of a store extends this class and says how one is opened; JUnit runs it. */
public abstract class SnapshotStoreContract {
    @TempDir
    protected Path local;

    /** A store over the same files in each call of a test, which is empty when the test begins. */
    protected abstract SnapshotStore open() throws IOException;

    @Test
    void aSmallFileIsMadeOnce() throws IOException {
        assertTrue(open().create("a/b", bytes("first")));
        assertFalse(open().create("a/b", bytes("second")));
        assertArrayEquals(bytes("first"), open().read("a/b"));
        assertTrue(open().create("a/empty", new byte[0]));
        assertEquals(0, open().read("a/empty").length);
    }

    @Test
    void onlyOneOfManyMakesAFile() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Callable<Boolean> create = () -> open().create("owners/1", bytes("me"));
            List<Future<Boolean>> made = threads.invokeAll(IntStream.range(0, 16).mapToObj(i -> create).toList());
            int makers = 0;
            for (Future<Boolean> one : made) {
                makers += one.get() ? 1 : 0;
            }
            assertEquals(1, makers);
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void aFileComesBackAsItWas() throws IOException {
        Path file = Files.write(local.resolve("up"), bytes("content"));
        open().upload(file, "files/x");
        open().upload(file, "files/x");
        Path back = local.resolve("down");
        open().download("files/x", back);
        assertEquals("content", Files.readString(back));
        Files.delete(file);
        assertArrayEquals(bytes("content"), open().read("files/x"));
    }

    @Test
    void namesAreListedByFolderAndSorted() throws IOException {
        open().create("top", bytes("1"));
        open().create("a/2", bytes("1"));
        open().create("a/1", bytes("1"));
        open().create("a/deeper/3", bytes("1"));
        assertEquals(List.of("1", "2", "deeper"), open().list("a"));
        assertEquals(List.of("a", "top"), open().list(""));
        assertEquals(List.of(), open().list("absent"));
    }

    @Test
    void whatIsDeletedIsGone() throws IOException {
        open().create("a/1", bytes("1"));
        open().delete("a/1");
        open().delete("a/1");
        assertEquals(List.of(), open().list("a"));
        assertTrue(open().create("a/1", bytes("2")));
    }

    @Test
    void whatIsNotThereCannotBeRead() {
        assertThrows(IOException.class, () -> open().read("a/absent"));
        assertThrows(IOException.class, () -> open().download("a/absent", local.resolve("down")));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
