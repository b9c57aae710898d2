// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.process;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import tempest.cluster.ConfigReader;

/** JVM options out of a configuration: split into arguments, with what stands for a worker's own values filled in. Immutable; any thread. */
final class ChildOptions {

    private final Map<String, String> values;

    /** {@code values}: what to put for each {@code %NAME%}. */
    ChildOptions(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /** The options of one key, which is a string, a list of strings, or absent. */
    List<String> of(Map<String, Object> conf, String key) {
        Object raw = conf.get(key);
        List<String> options = new ArrayList<>();
        if (raw instanceof String text) {
            options.addAll(split(key, text));
        } else if (raw instanceof Collection<?> many) {
            for (Object one : many) {
                if (!(one instanceof String text)) {
                    throw ConfigReader.wrong(key, raw, "a string or a list of strings");
                }
                options.addAll(split(key, text));
            }
        } else if (raw != null) {
            throw ConfigReader.wrong(key, raw, "a string or a list of strings");
        }
        options.replaceAll(this::fill);
        return options;
    }

    /** Splits at white space; single or double quotes keep what is between them together. */
    static List<String> split(String key, String text) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = null;
        char quote = 0;
        for (char c : text.toCharArray()) {
            if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    part.append(c);
                }
            } else if (Character.isWhitespace(c)) {
                if (part != null) {
                    parts.add(part.toString());
                    part = null;
                }
            } else {
                part = part == null ? new StringBuilder() : part;
                if (c == '"' || c == '\'') {
                    quote = c;
                } else {
                    part.append(c);
                }
            }
        }
        if (quote != 0) {
            throw ConfigReader.wrong(key, text, "options with every " + quote + " closed");
        }
        if (part != null) {
            parts.add(part.toString());
        }
        return parts;
    }

    private String fill(String option) {
        String filled = option;
        if (option.indexOf('%') >= 0) {
            for (Map.Entry<String, String> value : values.entrySet()) {
                filled = filled.replace("%" + value.getKey() + "%", value.getValue());
            }
        }
        return filled;
    }
}
