// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli;

import java.util.Map;
import tempest.cli.launch.Installation;

/** Entry point of `bin/storm`; runs on the main thread and ends the JVM with the command's exit code. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Map<String, String> env = System.getenv();
        Installation installation = Installation.locate(System.getProperty("storm.home"), env);
        Surroundings surroundings = new Surroundings(installation, env, System.out, System.err,
                Surroundings::readStormConfig, Launcher.fromProperty(System.getProperty("tempest.handoff")));
        int code = new Cli(surroundings).run(args);
        surroundings.launcher().conclude(code);
        System.exit(code);
    }
}
