// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.top;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Draws a table: a pure function of (data, size, state). Its lines never exceed the size; main thread. */
final class TopScreen {
    private static final String INVERSE = "\033[7m";
    private static final String RED = "\033[31m";
    private static final String PLAIN = "\033[0m";
    private static final String KEYS = "arrows: select, sort   Enter: look inside   Backspace: back   r: reverse   ?: help   q: quit";
    private static final List<String> HELP = List.of("", "  Up, Down (k, j)      select a row", "  Left, Right (h, l)   sort by another column", "  r                    reverse the order",
        "  Enter                look into the topology or component", "  Backspace, Esc       back", "  Space                read again now", "  q, Ctrl-C            quit", "",
        "  Rates are those of the last minute. A dash is what is not known yet.", "  Any key goes back.");

    /** The terminal's. @param coloured whether escape sequences may be written */
    record Size(int columns, int rows, boolean coloured) {}

    private TopScreen() {}

    /** The rows as they are shown. */
    static List<TopTable.Row> sorted(TopTable table, TopState state) {
        int column = Math.min(state.sort(), table.columns().size() - 1);
        Comparator<TopTable.Row> order = table.columns().get(column).isText()
            ? Comparator.comparing(row -> String.valueOf(row.cells().get(column)))
            : Comparator.comparingDouble(row -> row.cells().get(column) instanceof Number number && !Double.isNaN(number.doubleValue()) ? number.doubleValue() : -1);
        Comparator<TopTable.Row> byName = Comparator.comparing(row -> String.valueOf(row.cells().get(0)));
        return table.rows().stream().sorted((state.descending() ? order.reversed() : order).thenComparing(byName)).toList();
    }

    static List<String> lines(TopTable table, Size size, TopState state) {
        List<String> lines = new ArrayList<>();
        lines.add(cut(table.title(), size));
        if (state.help()) {
            HELP.forEach(line -> lines.add(cut(line, size)));
            return lines.subList(0, Math.min(lines.size(), size.rows()));
        }
        // At least one row must have room below title, heads and keys.
        int room = Math.max(0, size.rows() - 4);
        table.notes().stream().limit(room).forEach(note -> lines.add(painted(cut(note.text(), size), note.bad() ? RED : null, size)));
        List<TopTable.Row> rows = sorted(table, state);
        int[] widths = widths(table);
        lines.add(painted(padded(cut(heads(table, widths, state), size), size), INVERSE, size));
        int visible = Math.max(1, size.rows() - lines.size() - 1);
        int selected = Math.max(0, Math.min(state.selected(), rows.size() - 1));
        int first = Math.max(0, Math.min(selected - visible / 2, rows.size() - visible));
        for (int i = first; i < Math.min(rows.size(), first + visible); i++) {
            TopTable.Row row = rows.get(i);
            String text = cut((i == selected ? "> " : "  ") + line(table, row, widths), size);
            lines.add(painted(text, row.bad() ? RED : null, size));
        }
        if (rows.isEmpty()) {
            lines.add(cut("  nothing runs", size));
        }
        lines.add(cut(KEYS, size));
        return lines.subList(0, Math.min(lines.size(), Math.max(1, size.rows())));
    }

    /** Everything, however much it is. */
    static List<String> whole(TopTable table) {
        TopState state = TopState.at(List.of());
        Size size = new Size(Integer.MAX_VALUE, Integer.MAX_VALUE, false);
        int[] widths = widths(table);
        List<String> lines = new ArrayList<>(List.of(cut(table.title(), size)));
        table.notes().forEach(note -> lines.add(cut(note.text(), size)));
        lines.add(heads(table, widths, state).stripTrailing());
        sorted(table, state).forEach(row -> lines.add(cut("  " + line(table, row, widths), size)));
        return lines;
    }

    /** Of every column what its longest entry takes, and room for the sign of the order. */
    private static int[] widths(TopTable table) {
        int[] widths = new int[table.columns().size()];
        for (int i = 0; i < widths.length; i++) {
            TopColumn column = table.columns().get(i);
            widths[i] = column.head().length() + 1;
            for (TopTable.Row row : table.rows()) {
                widths[i] = Math.max(widths[i], column.text(row.cells().get(i)).length());
            }
        }
        return widths;
    }

    private static String heads(TopTable table, int[] widths, TopState state) {
        StringBuilder line = new StringBuilder("  ");
        for (int i = 0; i < widths.length; i++) {
            TopColumn column = table.columns().get(i);
            String head = column.head() + (i == state.sort() ? state.descending() ? "v" : "^" : "");
            append(line, head, widths[i], column.isText());
        }
        return line.toString();
    }

    private static String line(TopTable table, TopTable.Row row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            append(line, table.columns().get(i).text(row.cells().get(i)), widths[i], table.columns().get(i).isText());
        }
        return line.toString().stripTrailing();
    }

    private static void append(StringBuilder line, String text, int width, boolean left) {
        String gap = " ".repeat(Math.max(0, width - text.length()));
        line.append(left ? text + gap : gap + text).append("  ");
    }

    /** Control characters, which a name may hold, would move the cursor. */
    private static String cut(String text, Size size) {
        String plain = text.replaceAll("\\p{Cntrl}", "?");
        return plain.length() <= size.columns() ? plain : plain.substring(0, Math.max(0, size.columns()));
    }

    private static String padded(String text, Size size) {
        return text + " ".repeat(Math.max(0, size.columns() - text.length()));
    }

    private static String painted(String text, String colour, Size size) {
        return colour == null || !size.coloured() ? text : colour + text + PLAIN;
    }
}
