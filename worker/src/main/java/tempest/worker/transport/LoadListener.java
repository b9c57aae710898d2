// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.transport;

/** Receives how full the tasks of other workers are. */
@FunctionalInterface
public interface LoadListener {
    /**
     * Called by the transport's event loop; must not block. The arrays belong to the callee.
     *
     * @param loads of the tasks' inboxes, from 0 (empty) to 1 (full)
     */
    void loads(int[] tasks, float[] loads);
}
