// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package tempest.state.snapshot;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a store has, for who looks at it from outside; changes nothing. Used by one thread. */
public final class SnapshotCatalog {
    private final SnapshotStore store;

    /**
     * @param where what the store is called, for messages
     * @throws IOException if another version wrote to the store
     */
    public SnapshotCatalog(SnapshotStore store, Object where) throws IOException {
        SnapshotFolder.requireFormat(store, where);
        this.store = store;
    }

    /** The ids of the topologies that have state here. */
    public List<String> topologies() throws IOException {
        return named(store.list("").stream().filter(name -> !name.equals(SnapshotFolder.FORMAT_FILE)).toList());
    }

    /** The namespaces of a topology's states; none if it has no state here. */
    public List<String> namespaces(String topology) throws IOException {
        return named(store.list(StateId.fileName(topology)));
    }

    private static List<String> named(List<String> files) {
        List<String> names = new ArrayList<>();
        for (String file : files) {
            names.add(URLDecoder.decode(file, StandardCharsets.UTF_8));
        }
        return names;
    }

    /** The snapshots of a state. */
    public SnapshotFolder snapshots(String topology, String namespace) {
        return new SnapshotFolder(store, StateId.fileName(topology) + "/" + StateId.fileName(namespace));
    }
}
