// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli;

import java.util.List;
import tempest.cli.launch.CommandFailure;
import tempest.cli.launch.Daemon;
import tempest.cli.launch.DaemonJvm;

/** Runs a daemon in the foreground, as the process the user started, so that signals reach it. */
final class DaemonCommands {
    static final List<Command> COMMANDS = List.of(
            command(Daemon.NIMBUS, "Runs Nimbus, which schedules topologies."),
            command(Daemon.SUPERVISOR, "Runs a supervisor, which starts workers on this machine."),
            command(Daemon.UI, "Runs the web page and REST API."),
            command(Daemon.LOGVIEWER, "Runs the server that shows workers' logs."),
            command(Daemon.DRPC, "Runs a DRPC server, where callers of functions and the topologies that serve them meet."),
            command(Daemon.DEV_ZOOKEEPER, "Runs a ZooKeeper for trying things out; its data does not matter."));

    private DaemonCommands() {}

    private static Command command(Daemon daemon, String summary) {
        return Command.of(daemon.commandName(), "", summary, List.of(), invocation -> run(invocation, daemon));
    }

    private static int run(Invocation invocation, Daemon daemon) throws Exception {
        invocation.noArguments();
        if (!daemon.isThere()) {
            throw new CommandFailure("this version of Tempest does not have it yet");
        }
        ConfigOverrides overrides = invocation.overrides();
        DaemonJvm jvm = new DaemonJvm(invocation.installation(), invocation.conf(), overrides.asStormOptions(), overrides.file());
        invocation.err().println("storm " + daemon.commandName() + ": logs to " + jvm.logsTo(daemon));
        return invocation.launch(jvm.command(daemon));
    }
}
