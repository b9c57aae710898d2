// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.topology;

import org.apache.storm.state.State;

/** A windowed bolt whose state is saved at checkpoints. */
public interface IStatefulWindowedBolt<T extends State> extends IStatefulComponent<T>, IWindowedBolt {
    /** Whether the window's tuples are saved with the state; if not, they are replayed after a failure. */
    default boolean isPersistent() {
        return false;
    }

    /** How many of a persistent window's tuples should be in memory. */
    default long maxEventsInMemory() {
        return 1_000_000L;
    }
}
