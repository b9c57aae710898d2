// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.scheduler;

/** Told whether a node's new assignments reached its supervisor. */
public interface INodeAssignmentSentCallBack {
    /**
     * Called after Nimbus tried to hand a node its assignments.
     *
     * @param node the supervisor's assignment id
     * @param successful whether the supervisor has them
     */
    default void nodeAssignmentSent(String node, boolean successful) {
    }
}
