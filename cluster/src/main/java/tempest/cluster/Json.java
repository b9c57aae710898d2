// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import java.util.HashMap;
import java.util.Map;
import org.apache.storm.shade.net.minidev.json.JSONObject;
import org.apache.storm.shade.net.minidev.json.JSONStyle;
import org.apache.storm.shade.net.minidev.json.parser.JSONParser;
import org.apache.storm.shade.net.minidev.json.parser.ParseException;

/** Configuration maps as JSON text and back. Stateless, any thread. */
public final class Json {
    private Json() {
    }

    /**
     * Parses one JSON object; an empty map for null or blank text.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> parse(String text) {
        if (text == null || text.isBlank()) {
            return new HashMap<>();
        }
        Object value;
        try {
            value = new JSONParser(JSONParser.MODE_RFC4627).parse(text);
        } catch (ParseException e) {
            throw new IllegalArgumentException("not JSON: " + e.getMessage(), e);
        }
        if (value == null) {
            return new HashMap<>();
        }
        if (value instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw new IllegalArgumentException("not a JSON object but " + value.getClass().getSimpleName());
    }

    public static String write(Map<String, Object> map) {
        return JSONObject.toJSONString(map, JSONStyle.NO_COMPRESS);
    }
}
