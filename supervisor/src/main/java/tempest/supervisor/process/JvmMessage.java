// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.process;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds what a JVM said about its end among all that it printed: warnings come before it, and it may begin or end with a line that says
 * nothing. Pure functions; any thread.
 */
final class JvmMessage {

    private static final int LINE_CHARS = 300;
    private static final String HEADING = "Error occurred during initialization of VM";
    private static final Pattern SAYS_NOTHING = Pattern.compile("\\s*|Picked up \\w+:.*|.*VM warning:.*|\\[[^\\]]*\\]\\s*\\[warning\\s*\\].*"
        + "|Error: Could not create the Java Virtual Machine\\.|Error: A fatal exception has occurred\\. Program will exit\\.");

    private JvmMessage() {
    }

    /** The line that says why, out of the last lines that a process printed. */
    static Optional<String> of(String printed) {
        List<String> lines = printed.lines().filter(line -> !SAYS_NOTHING.matcher(line).matches()).toList();
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        String line = lines.get(0).equals(HEADING) && lines.size() > 1 ? HEADING + ": " + lines.get(1) : lines.get(0);
        return Optional.of(line.substring(0, Math.min(line.length(), LINE_CHARS)));
    }
}
