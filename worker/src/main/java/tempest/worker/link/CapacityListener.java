// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.link;

import tempest.worker.tuple.TupleImpl;

/** Notified when a sender that was refused may retry. */
public interface CapacityListener {
    /** There may be capacity again. Any thread, any number of times; must be cheap and never block. */
    void onCapacity();

    /**
     * What is offered cannot be kept: its worker has been away for a while, and as much waits for it as may. Called within the offer, by its thread.
     *
     * @return true if the sender sees to the tuples' trees, so that they count as accepted; false if it waits for capacity
     */
    default boolean onLost(TupleImpl[] tuples, int count) {
        return false;
    }
}
