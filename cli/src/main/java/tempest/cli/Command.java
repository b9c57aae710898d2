// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli;

import java.util.List;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/**
 * One row of the table of commands. Immutable; run on the main thread.
 *
 * @param name what the user types after `storm`
 * @param synopsis the arguments, as the usage line shows them
 * @param summary one sentence for `storm help`
 * @param options the options beyond the common ones
 * @param leading how many arguments come before those of a user's main class, or -1 if the command runs none
 * @param action what it does; its result is the exit code
 */
record Command(String name, String synopsis, String summary, List<Option> options, int leading, Action action) {
    /** The work of a command. */
    interface Action {
        int run(Invocation invocation) throws Exception;
    }

    static Command of(String name, String synopsis, String summary, List<Option> options, Action action) {
        return new Command(name, synopsis, summary, options, -1, action);
    }

    /** An Option in one call. A null argument name means a flag. */
    static Option option(String shortName, String longName, String argument, String description) {
        Option.Builder builder = shortName == null ? Option.builder() : Option.builder(shortName);
        return builder.longOpt(longName).hasArg(argument != null).argName(argument).desc(description).get();
    }

    /** For commands that list something. */
    static Option json() {
        return option(null, "json", null, "print JSON, for programs");
    }

    boolean runsUserMain() {
        return leading >= 0;
    }

    Options allOptions() {
        Options all = new Options();
        options.forEach(all::addOption);
        all.addOption(option("c", null, "key=value", "set a configuration value for this command; may be repeated"));
        all.addOption(option(null, "config", "FILE", "read this file instead of conf/storm.yaml"));
        all.addOption(option(null, "verbose", null, "show stack traces and logs (so does STORM_DEBUG=1)"));
        all.addOption(option("h", "help", null, "show this"));
        return all;
    }

    String usage() {
        return ("storm " + name + " [options] " + synopsis).strip();
    }

    String help() {
        StringBuilder text = new StringBuilder("usage: ").append(usage()).append("\n\n").append(summary).append("\n\noptions:\n");
        for (Option option : allOptions().getOptions()) {
            String flags = option.getOpt() == null ? "    --" + option.getLongOpt()
                    : " -" + option.getOpt() + (option.getLongOpt() == null ? "" : ", --" + option.getLongOpt());
            String left = flags + (option.hasArg() ? " <" + option.getArgName() + ">" : "");
            text.append(String.format("%-38s %s%n", left, option.getDescription()));
        }
        return text.toString();
    }
}
