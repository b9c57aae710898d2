// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The package of Debian's, installed and removed by dpkg below a folder of its own, for root, who alone can give files away. */
class DebianPackageTest {
    private static final List<String> DAEMONS = List.of("drpc", "logviewer", "nimbus", "supervisor", "ui");

    @TempDir
    private Path folder;
    private Path root;

    private record Ended(int status, String said) {}

    @BeforeEach
    void anEmptySystem() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/dpkg")) && "root".equals(System.getProperty("user.name")), "there is no dpkg, or this is not root");
        root = folder.resolve("root");
        for (String needed : List.of("etc", "var/lib/dpkg/info", "var/lib/dpkg/updates", "var/lib/dpkg/triggers", "var/log")) {
            Files.createDirectories(root.resolve(needed));
        }
        Files.createFile(root.resolve("var/lib/dpkg/status"));
        for (String accounts : List.of("passwd", "group", "shadow", "gshadow")) {
            Files.createFile(root.resolve("etc").resolve(accounts));
        }
    }

    @Test
    void whatIsInstalledHasAUserFoldersAndUnitsAndRuns() throws Exception {
        dpkg("--install", System.getProperty("tempest.deb"));

        assertEquals("tempest", Files.readString(root.resolve("etc/passwd")).split(":")[0]);
        assertTrue(Files.readString(root.resolve("etc/passwd")).endsWith(":/var/lib/tempest:/usr/sbin/nologin\n"));
        int user = account("passwd");
        int group = account("group");
        assertEquals("rwxr-x--- 0 " + group, owned("etc/tempest"));
        assertEquals("rw-r----- 0 " + group, owned("etc/tempest/storm.yaml"));
        assertEquals("rw-r----- 0 " + group, owned("etc/tempest/storm-env.sh"));
        assertEquals("rwxr-x--- " + user + " " + group, owned("var/lib/tempest"));
        assertEquals("rwxr-x--- " + user + " " + group, owned("var/log/tempest"));
        assertEquals("rwxr-xr-x 0 0", owned("usr/bin/storm"));
        try (Stream<Path> units = Files.list(root.resolve("usr/lib/systemd/system"))) {
            assertEquals(DAEMONS.stream().map(daemon -> "tempest-" + daemon + ".service").toList(), units.map(unit -> unit.getFileName().toString()).sorted().toList());
        }
        assertTrue(Files.exists(root.resolve("usr/share/man/man1/storm.1")));
        try (Stream<Path> files = Files.walk(root.resolve("opt"))) {
            assertEquals(List.of(), files.filter(file -> !ownedByRootAlone(file)).toList(), "others than root may change what is run");
        }
        Ended version = run(List.of(root.resolve("opt/tempest/bin/storm").toString(), "version"));
        assertTrue(version.said().startsWith("Tempest " + System.getProperty("tempest.version")), version.said());
    }

    @Test
    void aRemovalKeepsWhatIsTheUsersAndAPurgeNothing() throws Exception {
        dpkg("--install", System.getProperty("tempest.deb"));
        String yaml = "nimbus.seeds: [\"nimbus1.example.com\"]\n";
        Files.writeString(root.resolve("etc/tempest/storm.yaml"), yaml);
        Files.writeString(root.resolve("var/lib/tempest/state"), "kept");

        dpkg("--install", System.getProperty("tempest.deb"));
        assertEquals(yaml, Files.readString(root.resolve("etc/tempest/storm.yaml")), "an upgrade changes no configuration");

        dpkg("--remove", "tempest");
        assertFalse(Files.exists(root.resolve("opt/tempest")));
        assertFalse(Files.exists(root.resolve("usr/bin/storm")));
        assertEquals(yaml, Files.readString(root.resolve("etc/tempest/storm.yaml")));
        assertEquals("kept", Files.readString(root.resolve("var/lib/tempest/state")));

        dpkg("--purge", "tempest");
        for (String gone : List.of("etc/tempest", "var/lib/tempest", "var/log/tempest")) {
            assertFalse(Files.exists(root.resolve(gone)), gone);
        }
        assertEquals("", Files.readString(root.resolve("etc/passwd")));
    }

    private int account(String file) throws IOException {
        return Integer.parseInt(Files.readString(root.resolve("etc").resolve(file)).split(":")[2]);
    }

    private String owned(String file) throws IOException {
        Path path = root.resolve(file);
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path)) + " " + Files.getAttribute(path, "unix:uid") + " " + Files.getAttribute(path, "unix:gid");
    }

    private static boolean ownedByRootAlone(Path file) {
        try {
            String may = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
            return Files.getAttribute(file, "unix:uid").equals(0) && may.charAt(4) == '-' && may.charAt(7) == '-' && may.charAt(6) == 'r';
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void dpkg(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("dpkg", "--root=" + root, "--force-script-chrootless", "--force-depends", "--force-unsafe-io"));
        command.addAll(List.of(arguments));
        Ended ended = run(command);
        assertEquals(0, ended.status(), ended.said());
    }

    private Ended run(List<String> command) throws Exception {
        Path said = folder.resolve("said.txt");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
        // Scripts of packages need the system's commands, which an ordinary user's path may lack.
        builder.environment().merge("PATH", "/usr/sbin:/sbin", (had, more) -> had + ":" + more);
        builder.environment().keySet().removeAll(List.of("STORM_CONF_DIR", "STORM_LOG_DIR"));
        Process process = builder.start();
        boolean ended = process.waitFor(120, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertTrue(ended, () -> String.join(" ", command) + " hangs");
        return new Ended(process.exitValue(), Files.readString(said));
    }
}
