// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.utils;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Reads configuration values, whose Java types depend on the file or language they came from. A value that does not fit
 * throws {@link IllegalArgumentException}.
 */
public class ObjectReader {

    /** A string as a list of one, a collection's entries as strings, null as an empty list. */
    public static List<String> getStrings(Object o) {
        if (o == null) {
            return new ArrayList<>();
        }
        List<String> strings = new ArrayList<>();
        if (o instanceof String s) {
            strings.add(s);
        } else if (o instanceof Collection<?> collection) {
            for (Object entry : collection) {
                strings.add(entry == null ? null : entry.toString());
            }
        } else {
            throw cannot(o, "a list of strings");
        }
        return strings;
    }

    /** Any value but null, as a string. */
    public static String getString(Object o) {
        if (o == null) {
            throw cannot(null, "a string");
        }
        return o.toString();
    }

    /** A string, or the default for null. */
    public static String getString(Object o, String defaultValue) {
        if (o == null) {
            return defaultValue;
        }
        if (o instanceof String s) {
            return s;
        }
        throw cannot(o, "a string");
    }

    /** A whole number, or a string that holds one. */
    public static Integer getInt(Object o) {
        Integer value = getInt(o, null);
        if (value == null) {
            throw cannot(null, "an int");
        }
        return value;
    }

    /** A whole number that fits an {@code int}, or a string that holds one, or the default for null. */
    public static Integer getInt(Object o, Integer defaultValue) {
        if (o == null) {
            return defaultValue;
        }
        if (o instanceof Integer || o instanceof Short || o instanceof Byte) {
            return ((Number) o).intValue();
        }
        if (o instanceof Long l && l >= Integer.MIN_VALUE && l <= Integer.MAX_VALUE) {
            return l.intValue();
        }
        if (o instanceof Double d && d == d.intValue()) {
            return d.intValue();
        }
        if (o instanceof String s) {
            return Integer.parseInt(s);
        }
        throw cannot(o, "an int");
    }

    /** A number, cut to a {@code long}, or a string that holds a whole one; null for null. */
    public static Long getLong(Object o) {
        return getLong(o, null);
    }

    /** A number, cut to a {@code long}, or a string that holds a whole one, or the default for null. */
    public static Long getLong(Object o, Long defaultValue) {
        if (o == null) {
            return defaultValue;
        }
        if (o instanceof Number n) {
            return n.longValue();
        }
        if (o instanceof String s) {
            return Long.parseLong(s);
        }
        throw cannot(o, "a long");
    }

    /** A number. */
    public static Double getDouble(Object o) {
        Double value = getDouble(o, null);
        if (value == null) {
            throw cannot(null, "a double");
        }
        return value;
    }

    /** A number, or the default for null. */
    public static Double getDouble(Object o, Double defaultValue) {
        if (o == null) {
            return defaultValue;
        }
        if (o instanceof Number n) {
            return n.doubleValue();
        }
        throw cannot(o, "a double");
    }

    /** True or false, or the default for null. */
    public static boolean getBoolean(Object o, boolean defaultValue) {
        if (o == null) {
            return defaultValue;
        }
        if (o instanceof Boolean b) {
            return b;
        }
        throw cannot(o, "a boolean");
    }

    private static IllegalArgumentException cannot(Object o, String wanted) {
        return new IllegalArgumentException(
            (o == null ? "null" : o + " (" + o.getClass().getSimpleName() + ")") + " cannot be read as " + wanted);
    }
}
