// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.launch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Splits JVM options as they stand in storm.yaml or an environment variable. Pure. */
public final class ShellWords {
    private ShellWords() {}

    /** @param options a string with words and quoted parts, a list of such strings, or null */
    public static List<String> of(Object options) {
        if (options instanceof Collection<?> list) {
            return list.stream().flatMap(o -> of(o).stream()).toList();
        }
        return options == null ? List.of() : split(options.toString());
    }

    private static List<String> split(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = null;
        char quote = 0;
        for (char c : text.toCharArray()) {
            if (quote != 0 && c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
                word = word == null ? new StringBuilder() : word;
            } else if (quote == 0 && Character.isWhitespace(c)) {
                if (word != null) {
                    words.add(word.toString());
                }
                word = null;
            } else {
                word = (word == null ? new StringBuilder() : word).append(c);
            }
        }
        if (quote != 0) {
            throw new CommandFailure("a quotation mark is not closed in the JVM options: " + text);
        }
        if (word != null) {
            words.add(word.toString());
        }
        return words;
    }
}
