// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.testing;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.storm.utils.RegisteredGlobalState;

/** Remembers which message ids were acked and which failed; readable from the test while the topology runs. */
public class AckFailMapTracker implements AckFailDelegate {
    private static final long serialVersionUID = 5345872228483762333L;

    private final String acked = RegisteredGlobalState.registerState(ConcurrentHashMap.newKeySet());
    private final String failed = RegisteredGlobalState.registerState(ConcurrentHashMap.newKeySet());

    /** Whether {@code id} was acked. */
    public boolean isAcked(Object id) {
        return set(acked).contains(id);
    }

    /** Whether {@code id} failed. */
    public boolean isFailed(Object id) {
        return set(failed).contains(id);
    }

    @Override
    public void ack(Object id) {
        set(acked).add(id);
    }

    @Override
    public void fail(Object id) {
        set(failed).add(id);
    }

    @SuppressWarnings("unchecked")
    private static Set<Object> set(String key) {
        return (Set<Object>) RegisteredGlobalState.getState(key);
    }
}
