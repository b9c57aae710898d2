// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.top;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TopScreenTest {
    private static final List<TopColumn> COLUMNS = List.of(new TopColumn("COMPONENT", "component", TopColumn.Kind.TEXT), new TopColumn("ACKED/s", "acked", TopColumn.Kind.RATE),
        new TopColumn("CAPACITY", "capacity", TopColumn.Kind.SHARE));
    private static final TopTable TABLE = new TopTable("words  ACTIVE", List.of(new TopTable.Note("Bottleneck: split.", true)), COLUMNS, List.of(
        row("split", 12_345.0, 0.97, true), row("count", 99.94, 0.1, false), row("spout", null, Double.NaN, false)));
    private static final TopScreen.Size WIDE = new TopScreen.Size(60, 20, false);
    private static final TopState BEGIN = TopState.at(List.of("words-1-1"));

    private static TopTable.Row row(String id, Double acked, Double capacity, boolean bad) {
        java.util.ArrayList<Object> cells = new java.util.ArrayList<>();
        cells.add(id);
        cells.add(acked);
        cells.add(capacity);
        return new TopTable.Row(id, cells, bad);
    }

    private static TopState press(TopState state, TopState.Key... keys) {
        TopState now = state;
        for (TopState.Key key : keys) {
            now = now.press(key, TABLE, TopScreen.sorted(TABLE, now));
        }
        return now;
    }

    private static List<String> ids(TopState state) {
        return TopScreen.sorted(TABLE, state).stream().map(TopTable.Row::id).toList();
    }

    @Test
    void aScreenIsTitleNotesHeadsRowsAndKeys() {
        List<String> lines = TopScreen.lines(TABLE, WIDE, BEGIN);
        assertEquals(List.of("words  ACTIVE", "Bottleneck: split.", "  COMPONENT^   ACKED/s   CAPACITY", "> count           99.9        10%", "  split         12,345        97%",
            "  spout              -          -"), lines.subList(0, 6).stream().map(String::stripTrailing).toList());
        assertTrue(lines.get(6).startsWith("arrows: select, sort"), lines.get(6));
        assertEquals(7, lines.size());
    }

    @Test
    void noLineExceedsTheTerminalWhateverItsSize() {
        for (int columns = 0; columns < 70; columns += 3) {
            for (int rows = 1; rows < 12; rows++) {
                TopScreen.Size size = new TopScreen.Size(columns, rows, false);
                for (TopState state : List.of(BEGIN, press(BEGIN, TopState.Key.HELP), press(BEGIN, TopState.Key.DOWN, TopState.Key.DOWN))) {
                    List<String> lines = TopScreen.lines(TABLE, size, state);
                    assertTrue(lines.size() <= rows, columns + "x" + rows + ": " + lines);
                    int most = columns;
                    assertTrue(lines.stream().allMatch(line -> line.length() <= most), columns + "x" + rows + ": " + lines);
                }
            }
        }
    }

    @Test
    void theSelectedRowStaysInSight() {
        TopTable many = new TopTable("many", List.of(), COLUMNS, IntStream.range(0, 100).mapToObj(i -> row(String.format("bolt-%02d", i), 1.0, 0.0, false)).toList());
        TopState state = BEGIN;
        for (int i = 0; i < 120; i++) {
            List<String> lines = TopScreen.lines(many, new TopScreen.Size(60, 10, false), state);
            String expected = String.format("> bolt-%02d", Math.min(99, i));
            assertTrue(lines.stream().anyMatch(line -> line.startsWith(expected)), expected + " in " + lines);
            state = state.press(TopState.Key.DOWN, many, TopScreen.sorted(many, state));
        }
    }

    @Test
    void figuresSortWithTheLargestFirstAndWhatIsNotKnownLast() {
        assertEquals(List.of("count", "split", "spout"), ids(BEGIN));
        TopState byRate = press(BEGIN, TopState.Key.RIGHT);
        assertEquals(List.of("split", "count", "spout"), ids(byRate));
        assertEquals(List.of("spout", "count", "split"), ids(press(byRate, TopState.Key.REVERSE)));
        assertEquals(2, press(BEGIN, TopState.Key.LEFT).sort());
        assertTrue(TopScreen.lines(TABLE, WIDE, byRate).get(2).contains("ACKED/sv"));
    }

    @Test
    void enterLooksInsideAndBackLeavesAgain() {
        TopState below = press(BEGIN, TopState.Key.DOWN, TopState.Key.ENTER);
        assertEquals(List.of("words-1-1", "split"), below.path());
        // There is nothing below an executor.
        assertEquals(below.path(), press(below, TopState.Key.ENTER).path());
        assertEquals(List.of("words-1-1"), press(below, TopState.Key.BACK).path());
        assertEquals(List.of(), press(below, TopState.Key.BACK, TopState.Key.BACK, TopState.Key.BACK).path());
        assertTrue(press(below, TopState.Key.QUIT).ended());
    }

    @Test
    void theKeysAreExplainedUntilTheNextOne() {
        TopState help = press(BEGIN, TopState.Key.HELP);
        assertTrue(TopScreen.lines(TABLE, WIDE, help).stream().anyMatch(line -> line.contains("sort by another column")));
        assertEquals(BEGIN, press(help, TopState.Key.DOWN));
    }

    @Test
    void whatNeedsAttentionIsRedWhereColoursAreAllowedAndNamesCannotMoveTheCursor() {
        List<String> lines = TopScreen.lines(TABLE, new TopScreen.Size(60, 20, true), BEGIN);
        assertEquals("\033[31mBottleneck: split.\033[0m", lines.get(1));
        assertTrue(lines.get(4).startsWith("\033[31m  split"), lines.get(4));
        TopTable evil = new TopTable("a\033[2Jb", List.of(), COLUMNS, List.of(row("x\r\ny", 1.0, 1.0, false)));
        assertTrue(String.join("", TopScreen.lines(evil, WIDE, BEGIN)).chars().noneMatch(c -> c < ' '));
    }

    @Test
    void bytesOfATerminalBecomeKeys() {
        byte[] bytes = "k\033[Bl\033OC\033[1;5D\rq?z".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        assertEquals(List.of(TopState.Key.UP, TopState.Key.DOWN, TopState.Key.RIGHT, TopState.Key.RIGHT, TopState.Key.LEFT, TopState.Key.ENTER, TopState.Key.QUIT,
            TopState.Key.HELP, TopState.Key.NONE), TopKeys.of(bytes, bytes.length));
        assertEquals(List.of(TopState.Key.BACK), TopKeys.of(new byte[] {27}, 1));
        assertEquals(List.of(TopState.Key.NONE), TopKeys.of(new byte[] {27, '[', '1'}, 3));
    }

    @Test
    void figuresAreWrittenForPeople() {
        TopColumn uptime = new TopColumn("UP", "up", TopColumn.Kind.SECONDS);
        assertEquals(List.of("59s", "1m0s", "1h1m", "2d3h"), List.of(uptime.text(59), uptime.text(60), uptime.text(3660), uptime.text(183_700)));
        TopColumn millis = new TopColumn("P99", "p99", TopColumn.Kind.MILLIS);
        assertEquals(List.of("0.250", "12.3", "1,234", "-", "-"), List.of(millis.text(0.25), millis.text(12.34), millis.text(1234.4), millis.text(Double.NaN), millis.text(null)));
    }
}
