// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.cli.Option;

/** Scripts that let a shell complete commands and options, made of the table of commands. Pure functions; where a value or an argument stands, files are offered. */
final class ShellCompletion {
    private ShellCompletion() {}

    static String bash(List<Command> commands) {
        StringBuilder cases = new StringBuilder();
        for (Command command : commands) {
            cases.append("    ").append(command.name()).append(") options=\"").append(String.join(" ", flags(options(command)))).append("\" valued=\" ")
                .append(String.join(" ", flags(options(command).stream().filter(Option::hasArg).toList()))).append(" \" ;;\n");
        }
        return """
            # Completion of storm for bash: source <(storm completion bash)
            _storm() {
              local current="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}" options="" valued=""
              COMPREPLY=()
              if [[ $COMP_CWORD -eq 1 ]]; then
                COMPREPLY=($(compgen -W "%s" -- "$current"))
                return
              fi
              if [[ ${COMP_WORDS[1]} == help && $COMP_CWORD -eq 2 ]]; then
                COMPREPLY=($(compgen -W "%s" -- "$current"))
                return
              fi
              case "${COMP_WORDS[1]}" in
            %s  esac
              if [[ $current == -* && $valued != *" $previous "* ]]; then
                COMPREPLY=($(compgen -W "$options" -- "$current"))
              fi
            }
            complete -o bashdefault -o default -F _storm storm
            """.formatted(names(commands) + " help", names(commands), cases);
    }

    static String zsh(List<Command> commands) {
        StringBuilder named = new StringBuilder();
        StringBuilder cases = new StringBuilder();
        for (Command command : commands) {
            named.append("    '").append(zshText(command.name())).append(':').append(zshText(sentence(command))).append("'\n");
            cases.append("    ").append(command.name()).append(")\n      _arguments -S \\\n");
            for (Option option : options(command)) {
                for (String flag : flags(List.of(option))) {
                    cases.append("        '*").append(flag).append('[').append(zshText(option.getDescription())).append(']')
                        .append(option.hasArg() ? ":" + zshText(option.getArgName()) + ":_files" : "").append("' \\\n");
                }
            }
            cases.append("        '*:argument:_files' ;;\n");
        }
        return """
            #compdef storm
            # Completion of storm for zsh: storm completion zsh > a folder of $fpath/_storm
            _storm() {
              local -a commands
              commands=(
            %s    'help:Shows all commands, or the options of one.'
              )
              if (( CURRENT == 2 )) || [[ $words[2] == help ]]; then
                _describe command commands
                return
              fi
              local command=$words[2]
              shift words
              (( CURRENT-- ))
              case $command in
            %s  esac
            }
            if [[ $funcstack[1] == _storm ]]; then
              _storm "$@"
            else
              compdef _storm storm
            fi
            """.formatted(named, cases);
    }

    static String fish(List<Command> commands) {
        StringBuilder lines = new StringBuilder("# Completion of storm for fish: storm completion fish > ~/.config/fish/completions/storm.fish\n");
        for (Command command : commands) {
            lines.append("complete -c storm -f -n __fish_use_subcommand -a ").append(command.name()).append(" -d ").append(fishText(sentence(command))).append('\n');
        }
        lines.append("complete -c storm -f -n __fish_use_subcommand -a help -d 'Shows all commands, or the options of one.'\n");
        lines.append("complete -c storm -f -n '__fish_seen_subcommand_from help' -a '").append(names(commands)).append("'\n");
        for (Command command : commands) {
            for (Option option : options(command)) {
                lines.append("complete -c storm -n '__fish_seen_subcommand_from ").append(command.name()).append('\'')
                    .append(option.getOpt() == null ? "" : " -s " + option.getOpt()).append(option.getLongOpt() == null ? "" : " -l " + option.getLongOpt())
                    .append(option.hasArg() ? " -r" : "").append(" -d ").append(fishText(option.getDescription())).append('\n');
            }
        }
        return lines.toString();
    }

    private static String names(List<Command> commands) {
        return commands.stream().map(Command::name).collect(Collectors.joining(" "));
    }

    private static List<Option> options(Command command) {
        return List.copyOf(command.allOptions().getOptions());
    }

    private static List<String> flags(List<Option> options) {
        return options.stream().flatMap(o -> Stream.of(o.getOpt() == null ? "" : "-" + o.getOpt(), o.getLongOpt() == null ? "" : "--" + o.getLongOpt()))
            .filter(flag -> !flag.isEmpty()).toList();
    }

    private static String sentence(Command command) {
        return command.summary().lines().findFirst().orElse("");
    }

    /** Within single quotes; what _arguments and _describe take for their own is escaped. */
    private static String zshText(String text) {
        return text.replace("\\", "\\\\").replace("'", "'\\''").replace("[", "\\[").replace("]", "\\]").replace(":", "\\:");
    }

    private static String fishText(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
