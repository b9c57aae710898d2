// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli;

import java.util.ArrayList;
import java.util.List;

/** Columns for people: each as wide as its longest entry, so that ids are never cut and columns never run into each other. Pure. */
final class TextTable {
    private TextTable() {}

    /**
     * The lines of a table: its head, a rule, its rows.
     *
     * @param least how wide each column is at least
     */
    static List<String> of(List<String> head, List<Integer> least, List<List<String>> rows) {
        int[] widths = new int[head.size()];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            widths[i] = Math.max(Math.max(least.get(i), head.get(i).length()), rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0));
        }
        List<String> lines = new ArrayList<>();
        lines.add(line(head, widths));
        int whole = -1;
        for (int width : widths) {
            whole += width + 1;
        }
        lines.add("-".repeat(whole));
        rows.forEach(row -> lines.add(line(row, widths)));
        return lines;
    }

    private static String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(cells.get(i)).append(" ".repeat(widths[i] - cells.get(i).length() + 1));
        }
        return line.toString().stripTrailing();
    }
}
