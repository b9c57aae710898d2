// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.utils;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Objects of this JVM under generated names, so that a serialized component can find one again. Any thread may use it. */
public class ServiceRegistry {
    private static final Map<String, Object> SERVICES = new ConcurrentHashMap<>();

    /** Keeps an object and returns its name. */
    public static String registerService(Object service) {
        String id = Utils.uuid();
        SERVICES.put(id, service);
        return id;
    }

    /** The object of that name, or null. */
    public static Object getService(String id) {
        return SERVICES.get(id);
    }

    public static void unregisterService(String id) {
        SERVICES.remove(id);
    }
}
