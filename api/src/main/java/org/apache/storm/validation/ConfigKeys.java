// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.validation;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.storm.Config;
import org.apache.storm.DaemonConfig;

/** Every key that {@link Config} or {@link DaemonConfig} has a constant for. Read once by reflection; immutable; any thread. */
public final class ConfigKeys {
    /** How variables of the environment begin that set keys. */
    public static final String VARIABLES = "TEMPEST_";

    private static final Map<String, Field> CONSTANTS = read();

    private ConfigKeys() {
    }

    public static Set<String> all() {
        return CONSTANTS.keySet();
    }

    /** The constant of each key, with the annotations that say what its value may be. */
    public static Map<String, Field> constants() {
        return CONSTANTS;
    }

    /** The name, in capitals, of the environment variable that sets a key: {@code TEMPEST_STORM__LOCAL__DIR} sets {@code storm.local.dir}. */
    public static String variable(String key) {
        return variableName(VARIABLES + key.replace(".", "__"));
    }

    /** A variable's name in the form in which names are compared: case does not matter, nor whether a hyphen of a key is written _. */
    public static String variableName(String name) {
        return name.replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private static Map<String, Field> read() {
        Map<String, Field> found = new TreeMap<>();
        for (Class<?> type : new Class<?>[] {DaemonConfig.class, Config.class}) {
            for (Field field : type.getDeclaredFields()) {
                int modifiers = field.getModifiers();
                if (field.getType() == String.class && Modifier.isPublic(modifiers) && Modifier.isStatic(modifiers)
                    && !field.isAnnotationPresent(NotConf.class)) {
                    found.put(value(field), field);
                }
            }
        }
        return Collections.unmodifiableMap(found);
    }

    private static String value(Field field) {
        try {
            return (String) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(field + " is public and cannot be read", e);
        }
    }
}
