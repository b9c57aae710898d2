// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package benchmarks.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.storm.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StateUpdatesTest {
    @TempDir
    Path folder;

    private StateUpdates.Asked asked(String... more) throws Exception {
        String[] args = new String[more.length + 2];
        System.arraycopy(more, 0, args, 2, more.length);
        args[0] = "--folder";
        args[1] = folder.toString();
        return StateUpdates.Asked.of(args);
    }

    @Test
    void stateOfAnyProviderIsMeasured() throws Exception {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        double perSecond = StateUpdates.run(asked("--provider", "org.apache.storm.state.InMemoryKeyValueStateProvider", "--keys", "1000", "--seconds", "1",
            "--warm-up", "1", "--epoch-ms", "100"), new PrintStream(said, true, StandardCharsets.UTF_8));
        String text = said.toString(StandardCharsets.UTF_8);
        assertTrue(perSecond > 0, text);
        assertTrue(text.startsWith("written once: 1,000 keys of 100 bytes in ") && text.contains("measured: ") && text.contains(" updates/s; "), text);
    }

    @Test
    void theStateOfTheIssueIsTheDefault() throws Exception {
        StateUpdates.Asked asked = asked();
        assertEquals(10_000_000, asked.keys());
        assertEquals("{\"folder\":\"" + folder.resolve("snapshots").toUri() + "\",\"localFolder\":\"" + folder.resolve("local") + "\",\"cacheMb\":256}",
            asked.conf().get(Config.TOPOLOGY_STATE_PROVIDER_CONFIG));
    }

    @Test
    void whatCannotBeMeasuredIsRefused() {
        assertEquals("--value-bytes is 4; at least 8 is right, since a value holds a count",
            assertThrows(IllegalArgumentException.class, () -> asked("--value-bytes", "4")).getMessage());
        assertEquals("0 is no number from 1 to 999999999", assertThrows(IllegalArgumentException.class, () -> asked("--keys", "0")).getMessage());
        assertEquals("unknown option --key; see benchmarks/state --help", assertThrows(IllegalArgumentException.class, () -> asked("--key", "1")).getMessage());
    }
}
