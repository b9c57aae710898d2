// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package tempest.state.rocksdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportStateTest {
    @TempDir
    Path folder;
    private StateFixture states;

    @BeforeEach
    void make() throws IOException {
        states = new StateFixture(folder);
    }

    @AfterEach
    void close() {
        states.close();
    }

    private String export(String snapshot) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ExportState.export(states.uri(), "t-1", "count-3", snapshot, new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void theEntriesOfASnapshotArePrinted() throws IOException {
        RocksDbKeyValueState<String, Object> state = states.open();
        state.put("a", 1);
        StateFixture.commit(state, 1);
        state.put("a", List.of("x", 2));
        state.put("b", LocalDate.EPOCH);
        StateFixture.commit(state, 2);
        state.put("a", "of no commit");
        state.prepareCommit(3);
        state.close();
        assertEquals("{\"key\":\"a\",\"value\":[\"x\",2]}\n{\"key\":\"b\",\"value\":\"1970-01-01\"}\n", export(null));
        assertEquals("{\"key\":\"a\",\"value\":1}\n", export("1"));
        String message = assertThrows(IOException.class, () -> export("9")).getMessage();
        assertTrue(message.startsWith("state count-3 of t-1 has no snapshot 9 in " + states.uri() + "; there are [snapshot 3 (prepared), snapshot 2"), message);
    }

    @Test
    void entriesWithATimeToLiveShowWhenTheyWerePut() throws IOException {
        RocksDbKeyValueState<String, Object> state = states.open("'ttlSecs':60");
        state.put("a", 1);
        StateFixture.commit(state, 1);
        assertEquals("{\"key\":\"a\",\"value\":1,\"putAtMillis\":" + states.clock.millis() + "}\n", export(null));
    }
}
