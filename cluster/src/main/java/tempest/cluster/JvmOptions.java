// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * JVM options as a configuration gives them: Nimbus looks at a topology's when it is submitted, a supervisor puts them on a worker's command line.
 * Pure functions; any thread. Whether a JVM knows an option only that JVM can say.
 */
public final class JvmOptions {
    private static final String KIND = "a string or a list of strings";
    /** The launcher's options that take the next argument as their value. Those with two dashes do so unless they have a '='. */
    private static final Set<String> WITH_VALUE = Set.of("-cp", "-classpath", "-p");

    private JvmOptions() {
    }

    /**
     * The options of one key, which is a string, a list of strings, each of which is one argument, or absent.
     *
     * @throws IllegalArgumentException in one line, if it is anything else, or has something that the JVM would take for the class to start
     */
    public static List<String> of(Map<String, Object> conf, String key) {
        Object raw = conf.get(key);
        List<String> options = new ArrayList<>();
        if (raw instanceof String text) {
            options.addAll(split(text));
        } else if (raw instanceof Collection<?> many) {
            for (Object one : many) {
                if (!(one instanceof String text)) {
                    throw ConfigReader.wrong(key, raw, KIND);
                }
                if (!text.isBlank()) {
                    options.add(text);
                }
            }
        } else if (raw != null) {
            throw ConfigReader.wrong(key, raw, KIND);
        }
        String before = "";
        for (String option : options) {
            boolean isValue = WITH_VALUE.contains(before) || before.startsWith("--") && before.indexOf('=') < 0;
            if (!option.startsWith("-") && !option.startsWith("@") && !isValue) {
                throw ConfigReader.wrong(key, raw, "JVM options; the JVM would take '" + option + "' for the class that it is to start");
            }
            before = option;
        }
        return options;
    }

    /**
     * Splits at white space, as Storm does, and leaves quotes as they are. Only a quoted text with white space in it, which Storm would tear
     * apart, stays whole, without its quotes.
     */
    static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean begun = false;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            int end = quotedUntil(text, at);
            if (end > 0) {
                part.append(text, at + 1, end);
                at = end;
            } else if (!Character.isWhitespace(c)) {
                part.append(c);
            } else {
                if (begun) {
                    parts.add(part.toString());
                }
                part.setLength(0);
                begun = false;
                continue;
            }
            begun = true;
        }
        if (begun) {
            parts.add(part.toString());
        }
        return parts;
    }

    /** Where the quoted text that begins here ends; -1 if none begins: a quote in or after a word is an ordinary character. */
    private static int quotedUntil(String text, int at) {
        char quote = text.charAt(at);
        if (quote != '"' && quote != '\'' || at > 0 && Character.isLetterOrDigit(text.charAt(at - 1))) {
            return -1;
        }
        int end = text.indexOf(quote, at + 1);
        boolean spaced = end > 0 && text.substring(at + 1, end).chars().anyMatch(Character::isWhitespace);
        boolean closes = end > 0 && (end + 1 == text.length() || !Character.isLetterOrDigit(text.charAt(end + 1)));
        return spaced && closes ? end : -1;
    }
}
