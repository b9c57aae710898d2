// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package benchmarks.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Cases with all systems below each other, Tempest's ratio to each, and what tells the machine's state from the system's: the same ratio had the machine
 * been as fast and as free for both ({@link ControlLoop}), processor time for the work, the slowest and fastest second, and what others took of the cores.
 * For the end of a run and for the page; a pure function.
 */
final class Comparison {
    private Comparison() {
    }

    static List<String> table(Results results, String settings, List<Case> cases) {
        List<String> lines = new ArrayList<>(List.of(
            "| | system | roots/s: median (lowest–highest, rounds) | Tempest to it | the same at equal speed | CPU s per million | slowest–fastest second | control | other cores | measured |",
            "|---|---|--:|--:|--:|--:|--:|--:|--:|---|"));
        for (Case c : cases) {
            for (String system : Options.SYSTEMS) {
                if (!results.values(system, settings, c.name(), "per_s").isEmpty()) {
                    lines.add(row(results, system, settings, c));
                }
            }
        }
        return lines;
    }

    private static String row(Results results, String system, String settings, Case c) {
        boolean own = system.equals("tempest");
        double slowest = lowest(results.values(system, settings, c.name(), "slowest_per_s"));
        double fastest = highest(results.values(system, settings, c.name(), "fastest_per_s"));
        return "| " + String.join(" | ", c.name(), Report.title(system), Report.spread(results, system, settings, c),
            own ? "" : ratio(results, system, settings, c, "per_s"), own ? "" : ratio(results, system, settings, c, "per_control"),
            decimals(results.median(system, settings, c.name(), "cpu_s_per_million"), 2),
            Double.isNaN(slowest) ? "" : Report.figure(slowest, "per_s") + "–" + Report.figure(fastest, "per_s"),
            decimals(results.median(system, settings, c.name(), "control"), 0),
            decimals(results.median(system, settings, c.name(), "other_cores"), 2), results.lastDay(system, settings, c.name())) + " |";
    }

    private static String ratio(Results results, String system, String settings, Case c, String metric) {
        return decimals(results.median("tempest", settings, c.name(), metric) / results.median(system, settings, c.name(), metric), 2);
    }

    private static String decimals(double value, int decimals) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    private static double lowest(List<Double> sorted) {
        return sorted.isEmpty() ? Double.NaN : sorted.get(0);
    }

    private static double highest(List<Double> sorted) {
        return sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() - 1);
    }
}
