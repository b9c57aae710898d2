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
        CommandEnvironment environment = new CommandEnvironment(installation, env, new CommandEnvironment.Console(System.out, System.err),
                ConfigOverrides::readStormConfig, Launcher.fromProperty(System.getProperty("tempest.handoff")));
        int code = new Cli(environment).run(args);
        environment.launcher().conclude(code);
        System.exit(code);
    }
}
