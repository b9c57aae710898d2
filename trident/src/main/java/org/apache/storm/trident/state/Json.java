// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.state;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.storm.shade.net.minidev.json.JSONValue;
import org.apache.storm.shade.net.minidev.json.parser.ParseException;

/** JSON as bytes, for the serializers. Any thread; it keeps nothing. */
final class Json {
    private Json() {
    }

    static byte[] write(Object value) {
        return JSONValue.toJSONString(value).getBytes(StandardCharsets.UTF_8);
    }

    static Object read(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        try {
            return JSONValue.parseWithException(text);
        } catch (ParseException e) {
            throw new IllegalArgumentException("a stored value is not JSON: " + text, e);
        }
    }

    static List<?> list(byte[] bytes, int size) {
        Object value = read(bytes);
        if (value instanceof List<?> list && list.size() >= size) {
            return list;
        }
        throw new IllegalArgumentException("a stored value is not a list of " + size + ", so another kind of state wrote it: " + value);
    }

    static Long txid(Object number) {
        return number == null ? null : ((Number) number).longValue();
    }
}
