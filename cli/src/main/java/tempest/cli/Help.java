// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli;

/** The text of `storm help`. Pure. */
final class Help {
    private Help() {}

    static String overview() {
        StringBuilder text = new StringBuilder("usage: storm COMMAND [options] [arguments]\n\n");
        for (CommandTable.Group group : CommandTable.GROUPS) {
            text.append(group.title()).append(":\n");
            for (Command command : group.commands()) {
                text.append(String.format("  %-20s %s%n", command.name(), firstLine(command.summary())));
            }
            text.append('\n');
        }
        text.append("storm help COMMAND shows its options. Exit codes: 0 done, 1 failed, 2 wrong command line.\n");
        return text.toString();
    }

    private static String firstLine(String summary) {
        return summary.lines().findFirst().orElse("").replaceFirst(":$", ".");
    }
}
