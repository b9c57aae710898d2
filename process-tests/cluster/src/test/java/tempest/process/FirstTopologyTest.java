// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Follows {@code docs/first-topology.md} word by word, in an empty folder outside the source tree: runs its commands one after the other, sees what it
 * says one sees, and finds the code it shows in the project. Maven has a repository of its own here, which knows of Tempest only what the page puts
 * there; all else it takes from the repository that this build has filled.
 */
class FirstTopologyTest {
    private static final Path PAGE = Path.of("../../docs/first-topology.md").toAbsolutePath().normalize();
    private static final Pattern BLOCK = Pattern.compile("^```(\\w+) ?([^\\n]*)\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

    /** A fenced block: what language, what is said beside it, its text. */
    private record Block(String language, String note, String text) {
    }

    private Path folder;
    private TestCluster cluster;
    /** The command that wrote the output which the page shows next; null for the one that goes on running. */
    private String last;
    private Path output;
    private Process running;

    @BeforeEach
    void anEmptyFolderWithTheTarball() throws Exception {
        folder = Files.createTempDirectory("first topology ");
        Path tarball = Path.of(System.getProperty("tempest.tarball"));
        Files.createSymbolicLink(folder.resolve(tarball.getFileName()), tarball.toAbsolutePath().normalize());
        Path settings = Files.createDirectories(folder.resolve("home/.m2")).resolve("settings.xml");
        String filled = "<id>filled-by-the-build</id><url>" + Path.of(System.getProperty("tempest.maven.repository")).toUri() + "</url>";
        Files.writeString(settings, "<settings><profiles><profile><id>build</id>"
            + "<repositories><repository>" + filled + "</repository></repositories>"
            + "<pluginRepositories><pluginRepository>" + filled + "</pluginRepository></pluginRepositories>"
            + "</profile></profiles><activeProfiles><activeProfile>build</activeProfile></activeProfiles></settings>\n");
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        if (cluster != null) {
            cluster.close();
        }
        TestCluster.delete(folder);
    }

    @Test
    void whatThePageSaysHappens() throws Exception {
        int commands = 0;
        int excerpts = 0;
        for (Block block : blocks()) {
            switch (block.language()) {
                case "sh" -> {
                    if (block.note().isEmpty()) {
                        runAll(block.text());
                    } else {
                        startInTheSecondTerminal(block.text().strip());
                    }
                    commands++;
                }
                case "text" -> awaitOutput(block.text());
                case "java", "xml" -> {
                    String file = Files.readString(folder.resolve(block.note()));
                    assertTrue(file.contains(block.text()), block.note() + " is not as the page shows it:\n" + file);
                    excerpts++;
                }
                default -> throw new AssertionError("the page has a block of " + block.language());
            }
        }
        assertTrue(commands >= 8 && excerpts >= 5, commands + " blocks of commands, " + excerpts + " of code");
        running.destroy();
        assertTrue(running.waitFor(TestCluster.PATIENCE.toSeconds(), TimeUnit.SECONDS), "storm dev does not end");
        assertEquals(List.of(), cluster.processes());
    }

    private static List<Block> blocks() throws IOException {
        List<Block> blocks = new ArrayList<>();
        for (Matcher m = BLOCK.matcher(Files.readString(PAGE)); m.find();) {
            blocks.add(new Block(m.group(1), m.group(2), m.group(3)));
        }
        return blocks;
    }

    private void runAll(String lines) throws Exception {
        for (String line : lines.lines().toList()) {
            output = folder.resolve("command.out");
            Process process = shell(line, output);
            assertTrue(process.waitFor(TestCluster.PATIENCE.toSeconds(), TimeUnit.SECONDS), () -> "does not end: " + line + "\n" + told());
            // What shows a state may come too early: then it is repeated until it shows what the page says.
            assertTrue(process.exitValue() == 0 || line.startsWith("grep "), () -> "exit " + process.exitValue() + ": " + line + "\n" + told());
            last = line;
        }
    }

    private void startInTheSecondTerminal(String line) throws IOException {
        // Its ports may be in use on a machine that builds.
        cluster = TestCluster.in(folder, folder.resolve("tempest-" + System.getProperty("tempest.version")));
        output = folder.resolve("second-terminal.out");
        running = cluster.watched("dev", shell("exec " + line, output));
        last = null;
    }

    /** Each line of {@code shown} is somewhere in a line of the output; an ellipsis stands for anything. */
    private void awaitOutput(String shown) throws Exception {
        List<Pattern> lines = shown.lines().map(l -> Pattern.compile(Pattern.quote(l).replace("…", "\\E.*\\Q"))).toList();
        if (last == null) {
            cluster.await(shown, () -> running.isAlive() && lines.stream().allMatch(l -> l.matcher(told()).find()));
        } else if (cluster == null) {
            lines.forEach(l -> assertTrue(l.matcher(told()).find(), () -> "no " + l + " in:\n" + told()));
        } else {
            String command = last;
            cluster.await(shown, () -> {
                boolean there = lines.stream().allMatch(l -> l.matcher(told()).find());
                if (!there) {
                    runAll(command);
                }
                return there;
            });
        }
    }

    private String told() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private Process shell(String line, Path to) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", line).directory(folder.toFile())
            .redirectErrorStream(true).redirectOutput(to.toFile());
        String home = folder.resolve("home").toString();
        builder.environment().put("HOME", home);
        builder.environment().merge("PATH", System.getProperty("tempest.maven") + "/bin:", (path, maven) -> maven + path);
        // With a space in its path, which MAVEN_OPTS would split.
        builder.environment().put("JDK_JAVA_OPTIONS", "\"-Duser.home=" + home + "\"");
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        return builder.start();
    }
}
