// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.storm.shade.net.minidev.json.JSONValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where daemons log to. */
class DaemonLogTest {
    private static final List<String> PROPERTIES = List.of("storm.log.dir", "logfile.name", "daemon.name", "tempest.log.appender");

    @TempDir
    private Path folder;

    /** What comes out on standard output of two messages, one with an exception. */
    private List<String> logged(String appender) {
        System.setProperty("storm.log.dir", folder.toString());
        System.setProperty("logfile.name", "nimbus.log");
        System.setProperty("daemon.name", "nimbus");
        if (appender != null) {
            System.setProperty("tempest.log.appender", appender);
        }
        PrintStream usual = System.out;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        try (LoggerContext context = new LoggerContext("test", null, Path.of("../log4j2/cluster.xml").toUri())) {
            context.start();
            context.getLogger("tempest.Some").info("a \"quoted\"\nmessage");
            context.getLogger("tempest.Some").error("it failed", new IllegalStateException("why\nso"));
        } finally {
            System.setOut(usual);
            PROPERTIES.forEach(System::clearProperty);
        }
        return said.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void daemonsLogToTheirFileUnlessToldOtherwise() throws Exception {
        assertEquals(List.of(), logged(null));
        assertTrue(Files.readString(folder.resolve("nimbus.log")).contains("it failed"));
    }

    @Test
    void onTheConsoleTheyLogTheSameAndMakeNoFile() {
        List<String> lines = logged("CONSOLE");
        assertTrue(lines.get(0).contains("tempest.Some") || lines.get(0).contains("t.Some"), lines.toString());
        assertFalse(Files.exists(folder.resolve("nimbus.log")));
    }

    @Test
    void eachMessageIsOneLineOfJsonWithItsException() {
        List<String> lines = logged("JSON");
        assertEquals(2, lines.size(), lines.toString());
        Map<?, ?> first = (Map<?, ?>) JSONValue.parse(lines.get(0));
        assertEquals("a \"quoted\"\nmessage", first.get("message"));
        assertEquals("", first.get("exception"));
        Map<?, ?> second = (Map<?, ?>) JSONValue.parse(lines.get(1));
        assertEquals("ERROR", second.get("level"));
        assertEquals("nimbus", second.get("daemon"));
        assertTrue(((String) second.get("exception")).startsWith("java.lang.IllegalStateException: why"), second.toString());
        assertTrue(((String) second.get("time")).matches("\\d{4}-\\d\\d-\\d\\dT.*Z"), second.toString());
        assertFalse(Files.exists(folder.resolve("nimbus.log")));
    }

    @Test
    void theVariableChoosesAndAWrongOneIsOneLine() {
        assertTrue(command("json").contains("-Dtempest.log.appender=JSON"), command("json").toString());
        assertTrue(command("").stream().noneMatch(word -> word.startsWith("-Dtempest.log.appender")));
        assertEquals("standard output", jvm("console").logsTo(Daemon.NIMBUS));
        assertEquals("TEMPEST_LOG is 'syslog'; it must be file, console or json", assertThrows(CommandFailure.class, () -> command("syslog")).getMessage());
    }

    private List<String> command(String to) {
        return jvm(to).command(Daemon.NIMBUS);
    }

    private DaemonJvm jvm(String to) {
        return new DaemonJvm(new Installation(folder, folder.resolve("conf"), Map.of("TEMPEST_LOG", to)), Map.of(), "", null);
    }
}
