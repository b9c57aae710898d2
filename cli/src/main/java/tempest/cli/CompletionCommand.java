// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli;

import java.util.List;

/** Prints what a shell needs to complete {@code storm}. Talks to no daemon. */
final class CompletionCommand {
    static final Command COMMAND = Command.of("completion", "bash|zsh|fish", "Prints a script that lets the shell complete commands and options.", List.of(),
        CompletionCommand::run);

    private CompletionCommand() {}

    private static int run(Invocation invocation) {
        String shell = invocation.onlyArgument("shell (bash, zsh or fish)");
        List<Command> commands = CommandTable.GROUPS.stream().flatMap(group -> group.commands().stream()).filter(c -> !AbsentCommands.COMMANDS.contains(c)).toList();
        invocation.out().print(switch (shell) {
            case "bash" -> ShellCompletion.bash(commands);
            case "zsh" -> ShellCompletion.zsh(commands);
            case "fish" -> ShellCompletion.fish(commands);
            default -> throw new UsageException("there is no completion for '" + shell + "'; there is for bash, zsh and fish");
        });
        return Cli.OK;
    }
}
