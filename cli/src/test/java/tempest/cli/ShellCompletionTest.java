// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.commons.cli.Option;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tempest.cli.launch.Installation;

class ShellCompletionTest {
    @TempDir
    private Path folder;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int storm(String... words) {
        PrintStream said = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream wrong = new PrintStream(err, true, StandardCharsets.UTF_8);
        return new Cli(new CommandEnvironment(new Installation(folder, folder.resolve("conf"), Map.of()), Map.of(),
            new CommandEnvironment.Console(said, wrong), overrides -> Map.of(), command -> 0)).run(words);
    }

    private String script(String shell) {
        out.reset();
        assertEquals(0, storm("completion", shell), err::toString);
        return out.toString(StandardCharsets.UTF_8);
    }

    /** What bash offers for the last of these words. */
    private List<String> offered(String... words) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "there is no bash");
        StringBuilder question = new StringBuilder(script("bash")).append("COMP_WORDS=(storm");
        for (String word : words) {
            question.append(" '").append(word).append('\'');
        }
        question.append(")\nCOMP_CWORD=").append(words.length).append("\n_storm\nprintf '%s\\n' \"${COMPREPLY[@]}\"\n");
        Path file = Files.writeString(folder.resolve("question.sh"), question);
        Path answer = folder.resolve("answer.txt");
        Process bash = new ProcessBuilder("/bin/bash", "--norc", file.toString()).redirectErrorStream(true).redirectOutput(answer.toFile()).start();
        assertTrue(bash.waitFor(60, TimeUnit.SECONDS), "bash hangs");
        return Files.readString(answer).lines().filter(line -> !line.isEmpty()).toList();
    }

    @Test
    void bashOffersCommandsAndTheOptionsOfEach() throws Exception {
        assertEquals(List.of("kill", "kill_workers"), offered("kill"));
        assertTrue(offered("").containsAll(List.of("jar", "dev", "help", "completion")));
        assertEquals(List.of(), offered("sql"));
        assertTrue(offered("help", "reb").contains("rebalance"));
        assertEquals(List.of("--jars"), offered("jar", "x.jar", "Main", "--jar"));
        assertEquals(List.of("--verbose"), offered("list", "--verb"));
        // The value of an option is a file or what the user knows.
        assertEquals(List.of(), offered("jar", "--jars", "-"));
        assertEquals(List.of(), offered("jar", "x"));
    }

    @Test
    void everyCommandAndOptionIsInEveryScript() {
        for (String shell : List.of("bash", "zsh", "fish")) {
            String script = script(shell);
            for (CommandTable.Group group : CommandTable.GROUPS) {
                for (Command command : group.commands()) {
                    if (AbsentCommands.COMMANDS.contains(command)) {
                        continue;
                    }
                    assertTrue(Pattern.compile("[ '\"]" + Pattern.quote(command.name()) + "[ ':)\"]").matcher(script).find(), shell + " " + command.name());
                    for (Option option : command.allOptions().getOptions()) {
                        String flag = option.getLongOpt() == null ? option.getOpt() : option.getLongOpt();
                        assertTrue(script.contains(shell.equals("fish") ? " " + flag + " " : "-" + flag), shell + " " + command.name() + " " + flag);
                    }
                }
            }
        }
    }

    @Test
    void quotesInTheScriptsArePaired() {
        for (String shell : List.of("zsh", "fish")) {
            script(shell).lines().filter(line -> !line.startsWith("#")).forEach(line -> assertEquals(0,
                line.replace("'\\''", "").replace("\\'", "").chars().filter(c -> c == '\'').count() % 2, line));
        }
    }

    @Test
    void anotherShellIsRefused() {
        assertEquals(2, storm("completion", "tcsh"));
        assertTrue(err.toString().contains("there is no completion for 'tcsh'; there is for bash, zsh and fish"), err.toString());
        assertEquals(2, storm("completion"));
    }
}
