// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.link;

/** Notified when a task receives more than it can handle, and when that is over. */
public interface CongestionListener {
    /**
     * Called in the order of the events, first with {@code stop}, on a network thread or the task's own; must not block.
     *
     * @param stop true if other workers are to stop sending tuples to this task, which still accepts what they send;
     *     false if they may resume
     */
    void congestion(int task, boolean stop);
}
