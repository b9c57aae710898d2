// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.topology;

/** Fires windows by hand, in place of their timers. */
public final class WindowStepper {
    private WindowStepper() {
    }

    /** Fires what is due in a bolt, if it has windows. */
    public static void fire(IRichBolt bolt) {
        if (bolt instanceof CheckpointTupleForwarder forwarder) {
            fire(forwarder.bolt);
        } else if (bolt instanceof WindowedBoltExecutor windows) {
            windows.fireDue();
        }
    }
}
