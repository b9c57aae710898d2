// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.topology;

import java.io.Externalizable;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Finds what keeps an object from being serialized: the shortest path of fields to a value whose class is not {@link Serializable}.
 *
 * <p>It looks into fields of the user's classes and into collections, maps and arrays; what the JDK's other classes hold it cannot see.
 */
final class UnserializableField {
    private static final int LIMIT = 100_000;

    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Step> next = new ArrayDeque<>();

    private record Step(String path, Object value) {
    }

    private UnserializableField() {
    }

    /** The path with the class at its end, as in {@code "MyBolt.client.socket (java.net.Socket)"}, or null if none is found. */
    static String find(Object root) {
        return new UnserializableField().search(root);
    }

    private String search(Object root) {
        offer(simpleName(root.getClass()), root);
        for (Step step = next.poll(); step != null && seen.size() < LIMIT; step = next.poll()) {
            if (!(step.value instanceof Serializable)) {
                return step.path + " (" + step.value.getClass().getName() + ")";
            }
            expand(step);
        }
        return null;
    }

    private static String simpleName(Class<?> type) {
        return type.getName().substring(type.getName().lastIndexOf('.') + 1);
    }

    private void offer(String path, Object value) {
        if (value != null && seen.add(value)) {
            next.add(new Step(path, value));
        }
    }

    private void expand(Step step) {
        Object value = step.value;
        if (value instanceof Object[] array) {
            for (int i = 0; i < array.length; i++) {
                offer(step.path + "[" + i + "]", array[i]);
            }
        } else if (value.getClass().isArray() || value instanceof Externalizable || value instanceof Enum || value instanceof Class) {
            return; // writes itself, or holds nothing that could be at fault
        } else if (value.getClass().getName().startsWith("java.")) {
            expandJdk(step);
        } else {
            expandFields(step);
        }
    }

    private void expandJdk(Step step) {
        if (step.value instanceof Collection<?> elements) {
            int i = 0;
            for (Object element : elements) {
                offer(step.path + "[" + i++ + "]", element);
            }
        } else if (step.value instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                offer(step.path + ".key", key);
                offer(step.path + "{" + key + "}", value);
            });
        }
    }

    private void expandFields(Step step) {
        for (Class<?> type = step.value.getClass(); type != null && Serializable.class.isAssignableFrom(type); type = type.getSuperclass()) {
            if (type.getName().startsWith("java.")) {
                expandJdk(step);
                return;
            }
            for (Field field : type.getDeclaredFields()) {
                int skipped = Modifier.STATIC | Modifier.TRANSIENT;
                if ((field.getModifiers() & skipped) == 0 && !field.getType().isPrimitive() && field.trySetAccessible()) {
                    offer(step.path + "." + field.getName(), valueOf(field, step.value));
                }
            }
        }
    }

    private static Object valueOf(Field field, Object owner) {
        try {
            return field.get(owner);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("Field " + field + " was made accessible, yet is not", e);
        }
    }
}
