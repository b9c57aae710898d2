// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.storm.validation.UnsupportedKeys.Reader;
import org.junit.jupiter.api.Test;

class StartupCheckTest {

    @Test
    void aSettingWithoutEffectIsOneLineOnTheErrorStreamOfWhoWouldReadItAndTheDaemonStarts() {
        Map<String, Object> conf = Map.of("ui.pagination", 50);
        assertEquals("storm ui: configuration ui.pagination is 50, which has no effect: the page shows every row\n", said("ui", conf, Reader.UI));
        assertEquals("", said("drpc", conf, Reader.DRPC));
        assertSame(conf, StartupCheck.checked(conf, Reader.UI));
    }

    @Test
    void aSettingThatOneReliesOnKeepsItsReaderFromStartingAndNobodyElse() {
        Map<String, Object> conf = Map.of("supervisor.run.worker.as.user", true);
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> StartupCheck.checked(conf, Reader.SUPERVISOR));
        assertEquals("configuration supervisor.run.worker.as.user is true; it must be left out or false: workers run as the supervisor's user",
            e.getMessage());
        assertSame(conf, StartupCheck.checked(conf, Reader.UI));
    }

    private static String said(String daemon, Map<String, Object> conf, Reader reader) {
        PrintStream before = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try {
            System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
            StartupCheck.ofProcess(daemon, conf, reader);
        } finally {
            System.setErr(before);
        }
        return said.toString(StandardCharsets.UTF_8).lines().filter(line -> line.startsWith("storm ")).map(line -> line + "\n").reduce("", String::concat);
    }
}
