// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What grew: figures taken once a minute, judged by how high they were when all had settled and what they never fell below in the end. Main thread. */
final class Growth {
    /** Figures of so many minutes count, at both ends: one that is high for a moment is no growth. */
    private static final int WINDOW = 3;
    private static final double SHARE = 0.1;

    private final int settled;
    private final Map<String, List<Double>> series = new TreeMap<>();
    private final Map<String, Double> allowed = new TreeMap<>();

    /** @param settled how many figures come before everything has to stay as it is */
    Growth(int settled) {
        this.settled = settled;
    }

    /**
     * Adds a figure.
     *
     * @param what it is, with its unit
     * @param slack what it may grow by, beside a tenth
     */
    void add(String what, double value, double slack) {
        series.computeIfAbsent(what, name -> new ArrayList<>()).add(value);
        allowed.put(what, slack);
    }

    /** A line for each figure that grew. */
    List<String> grown() {
        List<String> grown = new ArrayList<>();
        series.forEach((what, values) -> {
            if (values.size() >= settled + WINDOW) {
                double before = highest(values.subList(Math.max(0, settled - WINDOW), settled));
                double after = lowest(values.subList(values.size() - WINDOW, values.size()));
                if (after > before * (1 + SHARE) + allowed.get(what)) {
                    grown.add(String.format(Locale.ROOT, "%s grew from %.0f to %.0f", what, before, after));
                }
            }
        });
        return grown;
    }

    /** For each figure, as a row of a table: what, once settled, in the end. */
    List<String> rows() {
        List<String> rows = new ArrayList<>();
        series.forEach((what, values) -> rows.add(String.format(Locale.ROOT, "| %s | %.0f | %.0f |", what,
                highest(values.subList(Math.max(0, Math.min(settled, values.size()) - WINDOW), Math.min(settled, values.size()))),
                lowest(values.subList(Math.max(0, values.size() - WINDOW), values.size())))));
        return rows;
    }

    private static double highest(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }

    private static double lowest(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).min().orElse(0);
    }
}
