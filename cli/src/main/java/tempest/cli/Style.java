// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli;

import java.util.Map;

/**
 * Colours for what needs attention, on terminals only. Immutable.
 *
 * @param coloured whether escape sequences are written at all
 */
record Style(boolean coloured) {
    /** Set by the start script to the terminal's width if standard output is one. */
    static final String TERMINAL = "tempest.terminal";
    private static final String RED = "\033[31m";
    private static final String YELLOW = "\033[33m";
    private static final String PLAIN = "\033[0m";

    /** Unless the terminal cannot, or its user does not want to (NO_COLOR). */
    static Style of(Map<String, String> env) {
        return new Style(System.getProperty(TERMINAL) != null && env.getOrDefault("NO_COLOR", "").isEmpty() && !env.getOrDefault("TERM", "").equals("dumb"));
    }

    String bad(String text) {
        return coloured ? RED + text + PLAIN : text;
    }

    String doubtful(String text) {
        return coloured ? YELLOW + text + PLAIN : text;
    }
}
