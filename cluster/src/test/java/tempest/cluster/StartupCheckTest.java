// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.apache.storm.validation.UnsupportedKeys;
import org.apache.storm.validation.UnsupportedKeys.Reader;
import org.junit.jupiter.api.Test;

class StartupCheckTest {

    @Test
    void aSettingWithoutEffectIsOneLineOnTheErrorStreamOfWhoWouldReadItAndTheDaemonStarts() {
        Map<String, Object> conf = Map.of("pacemaker.port", 7000);
        assertEquals("storm nimbus: configuration pacemaker.port is 7000, which has no effect: there is no Pacemaker: workers report to Nimbus\n",
            said("nimbus", conf, Reader.NIMBUS));
        assertEquals("", said("drpc", conf, Reader.DRPC));
        assertSame(conf, StartupCheck.checked(conf, Reader.NIMBUS));
    }

    @Test
    void aSettingThatOneReliesOnKeepsItsReaderFromStartingAndNobodyElse() {
        Optional<Map.Entry<String, UnsupportedKeys.Entry>> any = UnsupportedKeys.byKey().entrySet().stream()
            .filter(one -> one.getValue().refused() && one.getValue().readers().contains(Reader.SUPERVISOR)).findFirst();
        assumeTrue(any.isPresent(), "nothing is refused any more");
        // The switch of one of them, which is refused only where it is on.
        Map<String, Object> conf = Map.of(any.get().getKey(), "a.B", "storm.resource.isolation.plugin.enable", true);
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> StartupCheck.checked(conf, Reader.SUPERVISOR));
        assertTrue(e.getMessage().startsWith("configuration " + any.get().getKey() + " is a.B; it must be left out")
            && e.getMessage().endsWith(": " + any.get().getValue().reason()), e.getMessage());
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
