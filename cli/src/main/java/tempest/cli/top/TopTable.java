// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.top;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one screen shows of the cluster, a topology or a component. Immutable.
 *
 * @param title   the first line
 * @param notes   what is to be said besides figures, the worst first
 * @param columns the first one names the rows
 * @param rows    in no order
 */
public record TopTable(String title, List<Note> notes, List<TopColumn> columns, List<Row> rows) {
    /** A sentence. @param bad whether it needs attention */
    record Note(String text, boolean bad) {}

    /**
     * A line of figures.
     *
     * @param id    what to drill down into; null if there is nothing below
     * @param cells one a column: text, a number, or null for what is not known
     * @param bad   whether it needs attention
     */
    record Row(String id, List<Object> cells, boolean bad) {}

    /** For a file or another program's input: everything, without colours, sorted by name. */
    public List<String> lines() {
        return TopScreen.whole(this);
    }

    /** For programs: title, notes and rows by the keys of the columns. */
    public Map<String, Object> json() {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Row row : rows) {
            Map<String, Object> one = new LinkedHashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                Object cell = row.cells().get(i);
                one.put(columns.get(i).key(), cell instanceof Double number && (number.isNaN() || number.isInfinite()) ? null : cell);
            }
            all.add(one);
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("title", title);
        json.put("notes", notes.stream().map(Note::text).toList());
        json.put("rows", all);
        return json;
    }
}
