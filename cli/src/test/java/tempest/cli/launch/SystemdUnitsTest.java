// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The units in the tarball's share/systemd. */
class SystemdUnitsTest {
    private static final Path UNITS = Path.of("../dist/share/systemd");
    private static final List<Daemon> DAEMONS = List.of(Daemon.NIMBUS, Daemon.SUPERVISOR, Daemon.UI, Daemon.DRPC, Daemon.LOGVIEWER);
    /** In tenths, as systemd-analyze security counts: 3.0 is what it calls OK. */
    private static final String MOST_EXPOSED = "30";

    @TempDir
    private Path folder;

    private record Ended(int status, String said) {}

    private Ended run(String... command) throws Exception {
        Path said = folder.resolve("said.txt");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertTrue(ended, () -> String.join(" ", command) + " hangs");
        return new Ended(process.exitValue(), Files.readString(said));
    }

    @Test
    void everyDaemonHasAUnitThatStartsItAndNoOtherHas() throws IOException {
        try (Stream<Path> files = Files.list(UNITS)) {
            assertEquals(DAEMONS.stream().map(daemon -> "tempest-" + daemon.commandName() + ".service").sorted().toList(),
                files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".service")).sorted().toList());
        }
        for (Daemon daemon : DAEMONS) {
            List<String> lines = Files.readAllLines(unit(daemon));
            assertTrue(lines.contains("ExecStart=/opt/tempest/bin/storm " + daemon.commandName()), daemon.toString());
            assertTrue(lines.containsAll(List.of("User=tempest", "NoNewPrivileges=yes", "ProtectSystem=strict", "CapabilityBoundingSet=", "Restart=always")), daemon.toString());
            // Workers must outlive their supervisor; a folder of its own for temporary files would vanish with it.
            assertEquals(daemon == Daemon.SUPERVISOR, lines.contains("KillMode=process") && lines.contains("PrivateTmp=no"), daemon.toString());
        }
    }

    @Test
    void systemdFindsNothingWrongAndLittleExposed() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/systemd-analyze")), "there is no systemd-analyze");
        boolean offline = run("systemd-analyze", "--help").said().contains("--offline");
        for (Daemon daemon : DAEMONS) {
            // The command must exist to pass.
            Path unit = Files.writeString(folder.resolve(unit(daemon).getFileName()), Files.readString(unit(daemon)).replace("/opt/tempest/bin/storm", "/bin/true"));
            Ended verified = run("systemd-analyze", "verify", "--man=no", unit.toString());
            assertEquals(0, verified.status(), verified.said());
            assertTrue(verified.said().lines().noneMatch(line -> line.contains(unit.getFileName().toString())), verified.said());
            if (offline) {
                Ended exposed = run("systemd-analyze", "security", "--offline=yes", "--threshold=" + MOST_EXPOSED, unit.toString());
                assertEquals(0, exposed.status(), exposed.said());
            }
        }
    }

    private static Path unit(Daemon daemon) {
        return UNITS.resolve("tempest-" + daemon.commandName() + ".service");
    }
}
