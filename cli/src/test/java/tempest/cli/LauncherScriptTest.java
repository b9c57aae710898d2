// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** bin/storm with a Java that only tells how it was called. */
@DisabledOnOs(OS.WINDOWS)
class LauncherScriptTest {
    @TempDir
    Path folder;
    private Path home;

    private record Ended(int exit, String out) {}

    @BeforeEach
    void unpack() throws IOException {
        folder = folder.toRealPath();
        home = Files.createDirectories(folder.resolve("a folder/tempest 1"));
        Files.createDirectories(home.resolve("bin"));
        Files.copy(Path.of("..", "bin", "storm"), home.resolve("bin/storm"));
        home.resolve("bin/storm").toFile().setExecutable(true);
    }

    private void java(String script) throws IOException {
        Path java = folder.resolve("my jdk/bin/java");
        Files.createDirectories(java.getParent());
        Files.writeString(java, "#!/usr/bin/env bash\n" + script);
        assertTrue(java.toFile().setExecutable(true));
    }

    private Ended run(Path script, String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(Arrays.asList(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", folder.resolve("my jdk").toString());
        builder.environment().remove("STORM_CONF_DIR");
        builder.environment().remove("STORM_DEBUG");
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return new Ended(process.exitValue(), out);
    }

    @Test
    void homeIsFoundWithSpacesInItsPathAndArgumentsStayWhole() throws Exception {
        java("for a in \"$@\"; do echo \"<$a>\"; done; exit 7");
        Ended ended = run(home.resolve("bin/storm"), "kill", "two words", "");
        assertEquals(7, ended.exit());
        List<String> words = ended.out().lines().toList();
        assertTrue(words.contains("<-Dstorm.home=" + home + ">"), ended.out());
        assertTrue(words.contains("<" + home + "/lib/*:" + home + "/lib-worker/*:" + home + "/lib-client/*:" + home + "/conf>"), ended.out());
        assertEquals(List.of("<tempest.cli.Main>", "<kill>", "<two words>", "<>"), words.subList(words.size() - 4, words.size()));
    }

    @Test
    void homeIsFoundThroughLinksRelativeAndAbsolute() throws Exception {
        java("for a in \"$@\"; do echo \"<$a>\"; done");
        Path absolute = Files.createSymbolicLink(folder.resolve("storm"), home.resolve("bin/storm"));
        Path relative = Files.createSymbolicLink(Files.createDirectories(folder.resolve("x")).resolve("storm"), Path.of("..", "storm"));
        assertTrue(run(absolute, "list").out().contains("<-Dstorm.home=" + home + ">"));
        assertTrue(run(relative, "list").out().contains("<-Dstorm.home=" + home + ">"));
    }

    @Test
    void aCommandThatEndsInAnotherJvmBecomesItWithItsExitCodeAndItsInput() throws Exception {
        java("""
            echo visible
            printf 'exec\\0bash\\0-c\\0echo "$0 and $1"; exit 9\\0first word\\0second' >&4; printf '\\0' >&4
            """);
        Ended ended = run(home.resolve("bin/storm"), "nimbus");
        assertEquals(9, ended.exit());
        assertEquals("visible\nfirst word and second\n", ended.out());
    }

    @Test
    void aCommandThatEndsInNoOtherJvmPassesItsExitCodeOn() throws Exception {
        java("echo told; printf 'exit\\0002\\0' >&4");
        Ended ended = run(home.resolve("bin/storm"), "jar", "x.jar");
        assertEquals(2, ended.exit());
        assertEquals("told\n", ended.out());
    }

    @Test
    void aJvmThatDiesBeforeItSaysAnythingIsAFailure() throws Exception {
        java("echo cannot start >&2; exit 1");
        Ended ended = run(home.resolve("bin/storm"), "supervisor");
        assertEquals(1, ended.exit());
        assertEquals("cannot start\n", ended.out());
    }

    @Test
    void daemonsWriteForTheirUserAndGroupAlone() throws Exception {
        java("umask; printf 'exit\\0000\\0' >&4");
        String mask = run(home.resolve("bin/storm"), "nimbus").out().strip();
        assertEquals(027, Integer.parseInt(mask, 8) & 027, mask);
    }

    @Test
    void aMissingJavaIsTold() throws Exception {
        Ended ended = run(home.resolve("bin/storm"), "list");
        assertEquals(1, ended.exit());
        assertTrue(ended.out().startsWith("storm: no Java found in JAVA_HOME="), ended.out());
    }
}
