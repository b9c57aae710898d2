// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.link;

/** Is notified when a task has more than it can take, and when that is over. */
public interface CongestionListener {
    /**
     * Called in the order of the events, first with {@code stop}, on a network thread or the task's own; must not block.
     *
     * @param stop true if other workers shall stop sending tuples to this task, which keeps nevertheless what they send;
     *     false if they may go on
     */
    void congestion(int task, boolean stop);
}
