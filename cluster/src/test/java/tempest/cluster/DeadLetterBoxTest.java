// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tempest.rpc.DeadLetter;

class DeadLetterBoxTest {
    private final ClusterState state = new InMemoryClusterState();
    private final Table<DeadLetter> table = state.deadLetters("t");

    @AfterEach
    void close() {
        state.close();
    }

    private DeadLetterBox box(Map<String, Object> conf) {
        return new DeadLetterBox(table, DeadLetterSettings.of(conf));
    }

    private static DeadLetter letter(long time, String value) {
        return new DeadLetter(0, time, "b", 2, "s", 1, "default", "s", 3, List.of("f"), List.of(value));
    }

    @Test
    void lettersOfOneMomentGetNumbersOfTheirOwnAndThoseOfALaterWriterGoOn() {
        DeadLetterBox first = box(Map.of());
        first.add(letter(1000, "a"));
        first.add(letter(1000, "b"));
        first.add(letter(999, "c"));
        box(Map.of()).add(letter(5, "d"));
        assertEquals(List.of("1000", "1001", "1002", "1003"), table.keys());
        assertEquals(List.of("d"), table.get("1003").orElseThrow().get_values());
    }

    @Test
    void theOldestMakeRoomByNumberAndByBytes() {
        DeadLetterBox few = box(Map.of(DeadLetterSettings.MOST_LETTERS, 2));
        for (int i = 1; i <= 5; i++) {
            few.add(letter(i, "v"));
        }
        assertEquals(List.of("4", "5"), table.keys());
        DeadLetterBox small = box(Map.of(DeadLetterSettings.MOST_BYTES, 4096));
        small.add(letter(6, "v".repeat(3700)));
        assertEquals(List.of("6"), table.keys());
    }

    @Test
    void whatUsersDroppedTakesNoRoom() {
        DeadLetterBox few = box(Map.of(DeadLetterSettings.MOST_LETTERS, 3));
        for (int i = 1; i <= 3; i++) {
            few.add(letter(i, "v"));
        }
        table.remove("2");
        table.remove("3");
        few.add(letter(4, "v"));
        few.add(letter(5, "v"));
        assertEquals(List.of("1", "4", "5"), table.keys());
    }

    @Test
    void aSettingThatCannotBeMeantIsToldInOneLine() {
        for (Object wrong : List.of(0, -1, "often", 1.5)) {
            String message = assertThrows(IllegalArgumentException.class, () -> DeadLetterSettings.of(Map.of(DeadLetterSettings.AFTER, wrong))).getMessage();
            assertTrue(message.contains(DeadLetterSettings.AFTER + " is " + wrong), message);
        }
        assertThrows(IllegalArgumentException.class, () -> DeadLetterSettings.of(Map.of(DeadLetterSettings.MASK, List.of("["))));
        assertFalse(DeadLetterSettings.of(Map.of()).isOn());
        assertTrue(DeadLetterSettings.of(Map.of(DeadLetterSettings.AFTER, "3")).isOn(), "numbers may be text, as everywhere");
    }

    @Test
    void fieldsAreMaskedByNameOrPatternAndAllOfThemWhereValuesAreHidden() {
        DeadLetterSettings settings = DeadLetterSettings.of(Map.of(DeadLetterSettings.MASK, List.of("iban", "card.*")));
        assertTrue(settings.isMasked("IBAN") && settings.isMasked("cardNumber"));
        assertFalse(settings.isMasked("discard") || settings.isMasked("ibans"));
        assertTrue(DeadLetterSettings.of(Map.of("topology.failure.samples.values", false)).isMasked("anything"));
    }
}
