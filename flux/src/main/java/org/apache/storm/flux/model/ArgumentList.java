// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.flux.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Arguments as they are kept: a map of nothing but {@code ref} or {@code reflist} is a reference. Pure functions for any thread. */
final class ArgumentList {
    private ArgumentList() {
    }

    /** A copy with references for what says that it is one; null stays null. */
    static List<Object> of(List<Object> given) {
        if (given == null) {
            return null;
        }
        List<Object> kept = new ArrayList<>(given.size());
        given.forEach(argument -> kept.add(argument instanceof Map<?, ?> map && map.size() == 1 ? reference(map) : argument));
        return kept;
    }

    static boolean hasReferences(List<Object> arguments) {
        return arguments != null && arguments.stream().anyMatch(a -> a instanceof BeanReference || a instanceof BeanListReference);
    }

    private static Object reference(Map<?, ?> map) {
        if (map.get("ref") != null) {
            return new BeanReference(map.get("ref").toString());
        }
        return map.get("reflist") instanceof List<?> ids ? new BeanListReference(ids.stream().map(String::valueOf).toList()) : map;
    }
}
