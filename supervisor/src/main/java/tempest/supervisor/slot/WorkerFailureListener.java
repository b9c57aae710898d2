// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.slot;

/** Is notified of each worker that ended, or did not start, unexpectedly or is slow to start. Called by the slots' thread; must not wait. */
public interface WorkerFailureListener {

    /**
     * @param assignment what it ran
     * @param what what became of it, as in {@code "exited with status 7"}
     */
    void workerFailed(SlotAssignment assignment, int port, String what);

    /**
     * A worker ended, planned ends included; the unplanned ones are told by {@link #workerFailed} too.
     *
     * @param assignment what it ran
     */
    default void workerEnded(SlotAssignment assignment, int port, EndedWorker ended) { }

    /**
     * A worker takes long to start; told once of each.
     *
     * @param assignment what it is to run
     * @param secs how long it has been starting
     * @param activity what it is doing; empty if it has not told
     */
    void workerStartsSlowly(SlotAssignment assignment, int port, long secs, String activity);
}
