// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads single settings out of a raw configuration map, once, at the edge, for a typed record. A value that is wrong fails with the
 * key, the value and what would be right. Immutable over the map it is given; any thread.
 */
public final class ConfigReader {
    /** Short enough not to overflow. */
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,18}");

    private final Map<String, Object> conf;

    public ConfigReader(Map<String, Object> conf) {
        this.conf = conf;
    }

    /** An integer between {@code min} and {@code max}, which may be given as text, as on Storm; {@code fallback} if the key is absent. */
    public long whole(String key, long fallback, long min, long max) {
        Object value = conf.get(key) instanceof String text && WHOLE_NUMBER.matcher(text).matches() ? Long.valueOf(text) : conf.get(key);
        if (value == null) {
            return fallback;
        }
        if (!(value instanceof Number number) || number.doubleValue() != Math.rint(number.doubleValue())
            || number.longValue() < min || number.longValue() > max) {
            throw wrong(key, value, "an integer from " + min + (max == Long.MAX_VALUE ? " up" : " to " + max));
        }
        return number.longValue();
    }

    public int integer(String key, int fallback, int min) {
        return (int) whole(key, fallback, min, Integer.MAX_VALUE);
    }

    public int port(String key, int fallback) {
        return (int) whole(key, fallback, 0, 65535);
    }

    public boolean flag(String key, boolean fallback) {
        Object value = conf.get(key);
        if (value == null) {
            return fallback;
        }
        if (value instanceof Boolean b) {
            return b;
        }
        throw wrong(key, value, "true or false");
    }

    public double real(String key, double fallback, double min) {
        Object value = conf.get(key);
        if (value == null) {
            return fallback;
        }
        if (value instanceof Number number && number.doubleValue() >= min) {
            return number.doubleValue();
        }
        throw wrong(key, value, "a number from " + min + " up");
    }

    /** A string; {@code fallback} (which may be null) if the key is absent. */
    public String text(String key, String fallback) {
        Object value = conf.get(key);
        if (value == null) {
            return fallback;
        }
        if (value instanceof String s) {
            return s;
        }
        throw wrong(key, value, "a string");
    }

    /** A list of strings; a single string counts as a list of one. */
    public List<String> texts(String key, List<String> fallback) {
        Object value = conf.get(key);
        if (value == null) {
            return fallback;
        }
        if (value instanceof String s) {
            return List.of(s);
        }
        if (!(value instanceof Collection<?> many)) {
            throw wrong(key, value, "a list of strings");
        }
        List<String> out = new ArrayList<>(many.size());
        for (Object one : many) {
            if (!(one instanceof String s)) {
                throw wrong(key, value, "a list of strings");
            }
            out.add(s);
        }
        return List.copyOf(out);
    }

    /** The failure for a bad value, for callers with rules of their own. A secret is not shown. */
    public static IllegalArgumentException wrong(String key, Object value, String right) {
        return new IllegalArgumentException("configuration " + key + " is " + Secrets.usual().mask(key, value) + "; it must be " + right);
    }
}
