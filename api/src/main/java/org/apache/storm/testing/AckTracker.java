// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.testing;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.storm.utils.RegisteredGlobalState;

/** Counts acks; readable from the test while the topology runs. */
public class AckTracker implements AckFailDelegate {
    private static final long serialVersionUID = -7922278898522126392L;

    private final String id = RegisteredGlobalState.registerState(new AtomicInteger());

    @Override
    public void ack(Object id) {
        counter().incrementAndGet();
    }

    @Override
    public void fail(Object id) {
        // Only acks are counted.
    }

    /** Acks since the start or the last reset. */
    public int getNumAcks() {
        return counter().get();
    }

    /** Counts from 0 again. */
    public void resetNumAcks() {
        counter().set(0);
    }

    private AtomicInteger counter() {
        return (AtomicInteger) RegisteredGlobalState.getState(id);
    }
}
