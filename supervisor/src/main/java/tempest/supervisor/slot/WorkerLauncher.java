// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.slot;

import java.io.IOException;
import java.util.List;

/**
 * Starts workers: as processes in a daemon, in the same JVM in a local cluster. Called by the slot loop's thread, unless a method says otherwise; an
 * implementation never waits for the worker to come up.
 */
public interface WorkerLauncher {

    /**
     * Starts a worker whose topology's files are here.
     *
     * @throws IOException if it cannot be; the message says in one line what is wrong and nothing of the worker is left behind
     */
    WorkerHandle launch(LaunchRequest request) throws IOException;

    /**
     * The workers that an earlier supervisor of this id has left running. Called once, before the first launch; what is left of
     * workers that do not run any more is removed.
     */
    List<WorkerHandle> adopt();

    /** Ends workers that use more of the computer than they may, where that can be told. Called once in a while by the upkeep thread. */
    default void enforceLimits() { }
}
