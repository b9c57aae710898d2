// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tempest.cluster.UserClassLoader;

/** A log context of its own, which writes to files in a folder of its own. */
class TopologyLoggingTest {
    private static final String OWN = """
        <Configuration>
          <Appenders>
            <File name="AUDIT" fileName="%s"><PatternLayout pattern="%%m%%n"/></File>
          </Appenders>
          <Loggers>
            <Logger name="users.audit" level="debug"><AppenderRef ref="AUDIT"/></Logger>
            <Logger name="users.noise" level="off"/>
          </Loggers>
        </Configuration>
        """;

    @TempDir
    private Path folder;
    private LoggerContext context;
    private TopologyLogging logging;

    @BeforeEach
    void logToFile() throws IOException {
        Path base = folder.resolve("worker.xml");
        Files.writeString(base, """
            <Configuration shutdownHook="disable">
              <Appenders>
                <RollingFile name="WORKER" fileName="%s" filePattern="%s.%%i"><PatternLayout pattern="%%p %%m%%n"/><SizeBasedTriggeringPolicy size="1 MB"/></RollingFile>
              </Appenders>
              <Loggers><Root level="info"><AppenderRef ref="WORKER"/></Root></Loggers>
            </Configuration>
            """.formatted(folder.resolve("worker.log"), folder.resolve("worker.log")));
        context = new LoggerContext("test", null, base.toUri());
        context.start();
        context.getLogger("users.words").info("before");
        try (FileSystem jar = FileSystems.newFileSystem(folder.resolve("user.jar"), Map.of("create", "true"))) {
            Files.writeString(jar.getPath("own.xml"), OWN.formatted(folder.resolve("audit.log")));
        }
        logging = new TopologyLogging(context, UserClassLoader.ofPaths(List.of(folder.resolve("user.jar"))));
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private void logAndCheckMerged() throws IOException {
        context.getLogger("users.audit").debug("paid");
        context.getLogger("users.noise").error("noise");
        context.getLogger("users.words").info("after");
        context.getLogger("users.words").debug("too fine");
        assertEquals(List.of("paid"), Files.readAllLines(folder.resolve("audit.log")));
        assertEquals(List.of("INFO before", "DEBUG paid", "INFO after"), Files.readAllLines(folder.resolve("worker.log")));
    }

    @Test
    void aResourceOfTheTopologysJarIsLaidOverTheWorkersConfiguration() throws IOException {
        logging.apply("classpath:/own.xml");
        logAndCheckMerged();
    }

    @Test
    void aResourceMayBeNamedWithoutItsKind() throws IOException {
        logging.apply("own.xml");
        logAndCheckMerged();
    }

    @Test
    void aFileIsLaidOverTheWorkersConfiguration() throws IOException {
        Path own = folder.resolve("my own.xml");
        Files.writeString(own, OWN.formatted(folder.resolve("audit.log")));
        logging.apply(own.toString());
        logAndCheckMerged();
    }

    @Test
    void theRootsLevelOfTheTopologyCounts() throws IOException {
        Path own = folder.resolve("own.properties");
        Files.writeString(own, "rootLogger.level = warn\n");
        logging.apply("file:" + own);
        assertFalse(context.getLogger("users.words").isInfoEnabled());
        context.getLogger("users.words").warn("still there");
        assertEquals(List.of("INFO before", "WARN still there"), Files.readAllLines(folder.resolve("worker.log")));
    }

    private void refused(String location, String words) {
        String message = assertThrows(IOException.class, () -> logging.apply(location)).getMessage();
        assertTrue(message.startsWith("topology.logging.config is " + location + "; ") && message.contains(words) && message.lines().count() == 1, message);
        assertEquals(Level.INFO, context.getConfiguration().getRootLogger().getLevel());
        context.getLogger("users.words").info("goes on");
    }

    @Test
    void whatIsNotThereOrDamagedIsNamedAndTheWorkerLogsAsBefore() throws IOException {
        refused("classpath:/none.xml", "must be a resource in the topology's jar");
        refused("/no/such/file.xml", "must be a file on each worker's computer, or classpath:/NAME");
        Path damaged = folder.resolve("damaged.xml");
        Files.writeString(damaged, "<Configuration><Loggers>");
        refused(damaged.toString(), "Log4j cannot use it: ");
        Path words = folder.resolve("words.txt");
        Files.writeString(words, "rootLogger=off");
        refused(words.toString(), "");
        assertEquals(List.of("INFO before", "INFO goes on", "INFO goes on", "INFO goes on", "INFO goes on"),
            Files.readAllLines(folder.resolve("worker.log")));
    }
}
