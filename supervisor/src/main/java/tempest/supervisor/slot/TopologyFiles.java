// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.slot;

import java.util.concurrent.CompletableFuture;

/** Where slots get their topologies' files from. Called by the slot loop's thread; answers on any thread and never blocks the caller. */
public interface TopologyFiles {

    /**
     * Fetches the files of an assignment, unless they are here, and keeps them for this port until {@link #release}. Asking again for
     * the same topology and port is allowed, and needs one release only.
     *
     * @param restart called, by any thread, when a file changed in a way that needs the worker to restart
     * @return done when all are here; fails with an exception whose message is one clear line
     */
    CompletableFuture<Void> acquire(SlotAssignment assignment, int port, Runnable restart);

    /** The slot needs the topology's files no longer. */
    void release(String topologyId, int port);
}
