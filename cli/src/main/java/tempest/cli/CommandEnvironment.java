// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli;

import java.io.PrintStream;
import java.util.Map;
import java.util.function.Function;
import tempest.cli.launch.Installation;

/**
 * Everything a command touches outside itself, so that tests can stand in for all of it. Immutable.
 *
 * @param env the environment variables
 * @param console where a command's answers go
 * @param config reads the configuration
 * @param launcher turns the command into another JVM
 */
record CommandEnvironment(Installation installation, Map<String, String> env, Console console,
        Function<ConfigOverrides, Map<String, Object>> config, Launcher launcher) {

    /**
     * What the user sees.
     *
     * @param out answers
     * @param err what went wrong, and hints
     */
    record Console(PrintStream out, PrintStream err) {
    }

    PrintStream out() {
        return console.out();
    }

    PrintStream err() {
        return console.err();
    }

    boolean debug() {
        String flag = env.getOrDefault("STORM_DEBUG", "");
        return !flag.isEmpty() && !flag.equals("0") && !flag.equalsIgnoreCase("false");
    }
}
