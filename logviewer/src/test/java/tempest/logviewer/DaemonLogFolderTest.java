// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.logviewer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.apache.logging.log4j.core.appender.ConsoleAppender;
import org.apache.logging.log4j.core.appender.FileAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.DefaultConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DaemonLogFolderTest {
    @TempDir
    private Path folder;

    @Test
    void daemonsLogsAreWhereTheNamedAppenderWritesThem() {
        Path usual = folder.resolve("usual");
        FileAppender appender = FileAppender.newBuilder().setName("OPS").withFileName(folder.resolve("elsewhere/nimbus.log").toString()).build();
        appender.start();
        try {
            Configuration logging = new DefaultConfiguration();
            logging.addAppender(appender);
            logging.addAppender(ConsoleAppender.newBuilder().setName("CONSOLE").build());
            assertEquals(folder.resolve("elsewhere").toAbsolutePath(), DaemonLogFolder.of("OPS", logging, usual));
            assertEquals(usual, DaemonLogFolder.of("A1", logging, usual));
            assertEquals(usual, DaemonLogFolder.of("CONSOLE", logging, usual));
            assertEquals(usual, DaemonLogFolder.of("NOBODY", logging, usual));
        } finally {
            appender.stop();
        }
    }
}
