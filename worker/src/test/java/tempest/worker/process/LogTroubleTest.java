// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.appender.FileAppender;
import org.apache.logging.log4j.core.config.AppenderControl;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import tempest.cluster.ManualClock;

class LogTroubleTest {
    private static final Path FULL = Path.of("/dev/full");

    @Test
    void aFullDiskIsReportedOnceInTenMinutes() {
        Assumptions.assumeTrue(Files.isWritable(FULL), "only Linux has a device that is always full");
        ManualClock clock = new ManualClock();
        List<String> reported = new ArrayList<>();
        LogTrouble trouble = new LogTrouble(clock, e -> reported.add(e.getMessage()));
        trouble.register();
        try {
            line("first");
            assertEquals(1, reported.size());
            assertTrue(reported.get(0).startsWith("logs of this worker cannot be written") && reported.get(0).contains("No space left"), reported.get(0));
            line("second");
            assertEquals(1, reported.size());
            clock.advance(11, TimeUnit.MINUTES);
            line("third");
            assertEquals(2, reported.size());
        } finally {
            trouble.unregister();
        }
        line("fourth");
        assertEquals(2, reported.size());
    }

    /** By an appender of its own, as each says its first errors only. */
    private static void line(String text) {
        FileAppender appender = FileAppender.newBuilder().setName("full " + text).withFileName(FULL.toString())
            .setLayout(PatternLayout.createDefaultLayout()).build();
        appender.start();
        try {
            new AppenderControl(appender, null, null).callAppender(Log4jLogEvent.newBuilder().setLevel(Level.INFO).setLoggerName("test").setMessage(new SimpleMessage(text)).build());
        } finally {
            appender.stop();
        }
    }
}
