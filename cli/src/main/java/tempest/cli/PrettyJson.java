// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli;

import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import org.apache.storm.shade.net.minidev.json.JSONValue;

/** JSON with two spaces a level, for people. Pure. */
final class PrettyJson {
    private PrettyJson() {}

    static String of(Object value) {
        StringBuilder out = new StringBuilder();
        write(value, 0, out);
        return out.toString();
    }

    private static void write(Object value, int depth, StringBuilder out) {
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            out.append('{');
            for (Iterator<? extends Map.Entry<?, ?>> i = map.entrySet().iterator(); i.hasNext();) {
                Map.Entry<?, ?> entry = i.next();
                line(depth + 1, out);
                out.append(JSONValue.toJSONString(entry.getKey().toString())).append(": ");
                write(entry.getValue(), depth + 1, out);
                out.append(i.hasNext() ? "," : "");
            }
            line(depth, out);
            out.append('}');
        } else if (value instanceof Collection<?> list && !list.isEmpty()) {
            out.append('[');
            for (Iterator<?> i = list.iterator(); i.hasNext();) {
                line(depth + 1, out);
                write(i.next(), depth + 1, out);
                out.append(i.hasNext() ? "," : "");
            }
            line(depth, out);
            out.append(']');
        } else {
            out.append(JSONValue.toJSONString(value));
        }
    }

    private static void line(int depth, StringBuilder out) {
        out.append('\n').append("  ".repeat(depth));
    }
}
