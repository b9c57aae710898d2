// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All commands there are, in the order help shows them. Immutable. */
final class CommandTable {
    /** Commands that belong together. */
    record Group(String title, List<Command> commands) {}

    static final List<Group> GROUPS = List.of(
            new Group("Start here", List.of(DevCommand.COMMAND, NewCommand.COMMAND, DoctorCommand.COMMAND)),
            new Group("Topologies", concat(JarCommands.COMMANDS, TopologyCommands.COMMANDS, WatchCommands.COMMANDS, List.of(TopCommand.COMMAND),
                TuneCommands.COMMANDS, DeadLetterCommands.COMMANDS)),
            new Group("Functions", DrpcCommands.COMMANDS),
            new Group("Cluster", concat(BlobCommands.COMMANDS, StateCommands.COMMANDS, AdminCommands.COMMANDS, NodeCommands.COMMANDS,
                List.of(SecureCommands.COMMAND, ChaosCommand.COMMAND))),
            new Group("Daemons (in the foreground)", DaemonCommands.COMMANDS),
            new Group("Configuration", concat(ConfigCommands.COMMANDS, List.of(CompletionCommand.COMMAND))),
            new Group("Not offered", AbsentCommands.COMMANDS));

    private CommandTable() {}

    @SafeVarargs
    private static List<Command> concat(List<Command>... lists) {
        return Stream.of(lists).flatMap(List::stream).toList();
    }

    static Optional<Command> find(String name) {
        String asked = name.equals("upload_credentials") ? "upload-credentials" : name;
        return GROUPS.stream().flatMap(g -> g.commands().stream()).filter(c -> c.name().equals(asked)).findFirst();
    }

    static List<String> names() {
        return GROUPS.stream().flatMap(g -> g.commands().stream()).map(Command::name).toList();
    }
}
