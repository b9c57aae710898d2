// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.utils;

import java.util.HashMap;
import java.util.Map;

/**
 * State that serialized components of one JVM share, under generated names; for tests in local mode. Any thread may use it,
 * and may hold {@link #globalLock()} over several calls.
 */
public class RegisteredGlobalState {
    private static final Object LOCK = new Object();
    private static final Map<String, Object> STATES = new HashMap<>();

    /** The lock that every method here takes. */
    public static Object globalLock() {
        return LOCK;
    }

    /** Keeps a state and returns its name. */
    public static String registerState(Object init) {
        synchronized (LOCK) {
            String id = Utils.uuid();
            STATES.put(id, init);
            return id;
        }
    }

    public static void setState(String id, Object init) {
        synchronized (LOCK) {
            STATES.put(id, init);
        }
    }

    /** The state of that name, or null. */
    public static Object getState(String id) {
        synchronized (LOCK) {
            return STATES.get(id);
        }
    }

    public static void clearState(String id) {
        synchronized (LOCK) {
            STATES.remove(id);
        }
    }
}
