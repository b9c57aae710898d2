// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.api.epoch;

import org.apache.storm.topology.IRichSpout;

/**
 * A spout that can go back. Its task's thread calls it, between calls of {@code nextTuple}. {@code ack} and {@code fail} are not called in an exactly-once
 * topology: what fails takes the whole topology back to the last epoch, and the message ids it emits with are not used. It emits in {@code nextTuple}, in its thread. In other topologies
 * it is a spout as any other, and neither method is called.
 */
public interface ICheckpointedSpout extends IRichSpout {
    /** Where the spout is: after the last tuple that it emitted. Not null. */
    byte[] position();

    /**
     * Goes on from a position; called after {@code open}, before the first tuple, and again whenever the topology goes back.
     *
     * @param position what {@link #position} said, perhaps in another life of the task; null for the beginning
     */
    void restore(byte[] position);
}
