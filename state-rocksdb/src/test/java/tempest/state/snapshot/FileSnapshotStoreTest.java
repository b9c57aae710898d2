// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package tempest.state.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileSnapshotStoreTest extends SnapshotStoreContract {
    @TempDir
    Path folder;

    @Override
    protected SnapshotStore open() throws IOException {
        return SnapshotStores.open("folder", folder.resolve("store").toUri(), getClass().getClassLoader());
    }

    @Test
    void aPathIsAUriToo() {
        assertEquals(folder.toUri().getPath(), SnapshotStores.parse("folder", folder.toString()).getPath());
        assertEquals(URI.create("hdfs://name:8020/state"), SnapshotStores.parse("folder", "hdfs://name:8020/state"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "state | an absolute path or a URI is right",
        "file:state | an absolute path or a URI is right",
        "file://host/state | which names a host",
        "ht tp://x | which is no URI",
    })
    void whatIsNoFolderIsRefused(String folder, String said) {
        String message = assertThrows(IllegalArgumentException.class, () -> SnapshotStores.parse("the key", folder)).getMessage();
        assertTrue(message.startsWith("the key is '" + folder + "'") && message.contains(said), message);
    }

    @Test
    void aSchemeThatNobodyServesIsRefusedWithThePlaceOfAPlugIn() {
        String message = assertThrows(IllegalArgumentException.class,
            () -> SnapshotStores.open("the key", URI.create("hdfs://name/state"), getClass().getClassLoader())).getMessage();
        assertEquals("the key is hdfs://name/state: nobody serves the scheme 'hdfs', only [file]; another one is a service "
            + "tempest.state.snapshot.SnapshotStoreProvider in the topology's jar", message);
    }

    @Test
    void aFolderThatCannotBeWrittenIsRefusedInOneLine() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        String message = assertThrows(IOException.class,
            () -> SnapshotStores.open("the key", file.resolve("state").toUri(), getClass().getClassLoader())).getMessage();
        assertTrue(message.contains("it is not writable"), message);
        assertEquals(1, message.lines().count());
    }
}
