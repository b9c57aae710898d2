// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.ui.v2;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogOrderTest {
    @Test
    void linesOfManyFilesAreOrderedByTheirTimesAndThoseWithoutStayWhereTheyStand() {
        List<Map<String, Object>> first = List.of(line("2026-12-01 10:00:05.000 e"), line("    at d"), line("2026-12-01 10:00:01.000 a"));
        List<Map<String, Object>> second = List.of(line("2026-12-01 10:00:06.500 f"), line("2026-12-01T10:00:03,250 c"), line("2026-12-01 10:00:03.249 b"));
        assertEquals(List.of("f", "e", "d", "c", "b", "a"), LogViewers.newestFirst(List.of(first, second)).stream()
            .map(row -> ((String) row.get("line")).replaceFirst("^.* ", "")).toList());
        assertEquals(List.of("no time", "2026-12-01 10:00:01.000 a"), LogViewers.newestFirst(List.of(List.of(line("2026-12-01 10:00:01.000 a")), List.of(line("no time")))).stream()
            .map(row -> row.get("line")).toList());
    }

    private static Map<String, Object> line(String text) {
        return Map.of("line", text, "modifiedMillis", 4_000_000_000_000L);
    }
}
