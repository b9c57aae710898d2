// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaunchTest {
    @Test
    void theNearestNameIsFoundAcrossSwapsAndSlipsButNotAcrossAnything() {
        List<String> names = List.of("list", "kill", "rebalance", "nimbus");
        assertEquals(Optional.of("list"), NearestName.of("lsit", names));
        assertEquals(Optional.of("rebalance"), NearestName.of("reblance", names));
        assertEquals(Optional.of("nimbus"), NearestName.of("NIMBUS", names));
        assertEquals(Optional.empty(), NearestName.of("upload", names));
    }

    @Test
    void jvmOptionsSplitAtBlanksOutsideOfQuotes() {
        assertEquals(List.of("-Xmx64m", "-Dname=two words", "-Dempty="), ShellWords.of(" -Xmx64m  '-Dname=two words' -Dempty=\"\" "));
        assertEquals(List.of("-a", "-b", "-c"), ShellWords.of(List.of("-a -b", "-c")));
        assertEquals(List.of(), ShellWords.of(null));
        assertThrows(CommandFailure.class, () -> ShellWords.of("-D'open"));
    }

    @Test
    void eachDaemonsJvmGetsItsOwnOptions(@TempDir Path home) throws IOException {
        Files.writeString(Files.createDirectories(home.resolve("log4j2")).resolve("cluster.xml"), "<Configuration/>");
        Map<String, Object> conf = Map.of("nimbus.childopts", "-Dwhose=nimbus -Xmx1g", "supervisor.childopts", List.of("-Dwhose=supervisor"),
            "ui.childopts", "'-Dwhose=ui'", "logviewer.childopts", "-Dwhose=logviewer", "drpc.childopts", List.of("-Xss1m", "-Dwhose=drpc"));
        DaemonJvm jvm = new DaemonJvm(new Installation(home, home.resolve("conf"), Map.of()), conf, "", null);
        for (Daemon daemon : List.of(Daemon.NIMBUS, Daemon.SUPERVISOR, Daemon.UI, Daemon.LOGVIEWER, Daemon.DRPC)) {
            List<String> command = jvm.command(daemon);
            assertEquals(List.of("-Dwhose=" + daemon.commandName()), command.stream().filter(word -> word.startsWith("-Dwhose=")).toList());
            assertTrue(command.indexOf("-Dwhose=" + daemon.commandName()) < command.indexOf(daemon.mainClass()), "options come before the class");
        }
    }

    @Test
    void aDaemonLogsAsTheConfiguredFolderSays(@TempDir Path home) throws IOException {
        Path elsewhere = Files.createDirectories(home.resolve("of our own"));
        Files.writeString(elsewhere.resolve("cluster.xml"), "<Configuration/>");
        assertEquals(home.resolve("log4j2/cluster.xml").toString(), logSettings(home, null));
        assertEquals(home.resolve("log4j2/cluster.xml").toString(), logSettings(home, "log4j2"));
        assertEquals(elsewhere.resolve("cluster.xml").toString(), logSettings(home, "of our own"));
        assertEquals(elsewhere.resolve("cluster.xml").toString(), logSettings(home, elsewhere.toString()));
        CommandFailure missing = assertThrows(CommandFailure.class, () -> logSettings(home, "nowhere"));
        assertEquals("configuration storm.log4j2.conf.dir is nowhere, but there is no file " + home.resolve("nowhere/cluster.xml"), missing.getMessage());
    }

    private static String logSettings(Path home, String folder) {
        Map<String, Object> conf = new HashMap<>();
        conf.put("storm.log4j2.conf.dir", folder);
        Installation installation = new Installation(home, home.resolve("conf"), Map.of());
        String option = "-Dlog4j2.configurationFile=";
        return new DaemonJvm(installation, conf, "", null).command("x", "X", List.of(), List.of()).stream().filter(word -> word.startsWith(option)).findFirst()
            .orElseThrow().substring(option.length());
    }
}
