// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.slot;

/** Is notified of each worker that ended, or did not start, unexpectedly. Called by the slots' thread; must not wait. */
@FunctionalInterface
public interface WorkerFailureListener {

    /**
     * @param assignment what it ran
     * @param what what became of it, as in {@code "exited with status 7"}
     */
    void workerFailed(SlotAssignment assignment, int port, String what);
}
