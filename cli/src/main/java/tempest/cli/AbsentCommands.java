// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli;

import java.util.List;
import tempest.cli.launch.CommandFailure;

/** Storm's commands that Tempest does not have, so that their users read why and what to do instead. */
final class AbsentCommands {
    static final List<Command> COMMANDS = List.of(
            absent("sql", "Storm SQL is not part of Tempest: write the topology in Java, or with the Streams API"),
            absent("pacemaker", "Tempest needs no Pacemaker: workers send their heartbeats straight to Nimbus"),
            absent("shell", "storm shell is not part of Tempest: package the scripts under resources/ in the jar and use storm jar"));

    private AbsentCommands() {}

    private static Command absent(String name, String why) {
        return new Command(name, "", why + ".", List.of(), 0, invocation -> {
            throw new CommandFailure(why);
        });
    }
}
