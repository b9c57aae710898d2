// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.slot;

import java.util.List;
import java.util.Optional;
import tempest.cluster.LocalHeartbeat;
import tempest.cluster.WorkerExit;

/** One worker that was started. All methods may be called by any thread; none of them waits for the worker. */
public interface WorkerHandle {

    LaunchRequest request();

    /** Whether it has come up: it says so, or, if it tells no heartbeats, listens on its port. Once true it stays true. */
    boolean up();

    /** Its latest heartbeat; empty if it has told none yet. A worker without any is never taken to hang. */
    Optional<LocalHeartbeat> heartbeat();

    /** After how many milliseconds without a heartbeat it hangs. */
    long heartbeatTimeout();

    /** Whether it has ended. Once true it stays true. */
    boolean gone();

    /** How it can be known by a reader of the log, for instance {@code "pid 4711"}. */
    String name();

    /** How it ended, as in {@code "exited with status 7: ..."}. Called once it is gone, before {@link #cleanUp}. */
    WorkerExit exit();

    /** What the operating system says of its end; empty for one that is no child process of this supervisor. Called once it is gone. */
    default Optional<ExitStatus> status() {
        return Optional.empty();
    }

    /** The last lines of its log, without stack frames. */
    default List<String> lastLines() {
        return List.of();
    }

    /** Calls {@code notice} once when the worker ends, at once if it has already; from any thread. */
    void whenGone(Runnable notice);

    /** Asks it to stop. */
    void terminate();

    /** Ends it, with the processes that it started. */
    void kill();

    /** Removes what it left on disk, its logs excepted. Called once it is gone. */
    void cleanUp();
}
