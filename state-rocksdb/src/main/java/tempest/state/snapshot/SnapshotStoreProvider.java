// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package tempest.state.snapshot;

import java.io.IOException;
import java.net.URI;

/**
 * Opens stores of one kind of URI, such as those of HDFS: a service, found by {@link java.util.ServiceLoader} among the classes of the topology.
 * Called while a task starts, on its thread.
 */
public interface SnapshotStoreProvider {
    /** The scheme of the URIs that this opens, in lower case: {@code hdfs}. */
    String scheme();

    /**
     * @throws IOException if the folder cannot be there or not be written; its message is shown to the user
     */
    SnapshotStore open(URI folder) throws IOException;
}
