// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each {@code bin/storm} command that the documentation shows is one that the tarball's {@code storm} has, with help of its own. */
class DocumentedCommandsTest {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Pattern COMMAND = Pattern.compile("bin/storm ([a-z][a-z_-]+)");

    @Test
    void everyCommandInTheDocumentationHasHelp() throws Exception {
        Set<String> commands = documented();
        assertTrue(commands.contains("jar") && commands.contains("nimbus"), commands.toString());
        try (TestCluster cluster = TestCluster.unpack()) {
            for (String command : commands) {
                TestCluster.Ended ended = cluster.storm(command, "--help");
                assertEquals(0, ended.exit(), command + ": " + ended.err());
                assertTrue(ended.out().contains(command), ended.out());
            }
        }
    }

    private static Set<String> documented() throws IOException {
        Set<String> commands = new TreeSet<>();
        try (Stream<Path> top = Files.list(ROOT); Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            for (Path document : Stream.concat(top, docs).filter(f -> f.toString().endsWith(".md")).toList()) {
                for (Matcher m = COMMAND.matcher(Files.readString(document)); m.find();) {
                    commands.add(m.group(1));
                }
            }
        }
        return commands;
    }
}
