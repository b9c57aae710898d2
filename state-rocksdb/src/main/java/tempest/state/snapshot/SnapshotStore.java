// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package tempest.state.snapshot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The files of a folder that outlives workers, by names with {@code /} between their parts. A plug-in point: {@link SnapshotStoreProvider} makes
 * one for a scheme, and SnapshotStoreContract tests it. One thread at a time uses an instance; other instances, in other processes, use the same
 * folder meanwhile.
 */
public interface SnapshotStore {
    /** The names directly within a folder ("" is the whole store), without the folder's own, sorted; none if there is no such folder. */
    List<String> list(String folder) throws IOException;

    /** The content of a small file. */
    byte[] read(String name) throws IOException;

    /**
     * Makes a small file, whole or not at all, and durable when this returns.
     *
     * @return false if there is such a file already, which stays as it is
     */
    boolean create(String name, byte[] content) throws IOException;

    /** Makes a file of what a local one has, whole or not at all, and durable when this returns. The local file never changes afterwards. */
    void upload(Path file, String name) throws IOException;

    /** Makes a local file of what a file has. The local file never changes afterwards. */
    void download(String name, Path file) throws IOException;

    /** Deletes a file; nothing happens if there is none. */
    void delete(String name) throws IOException;
}
