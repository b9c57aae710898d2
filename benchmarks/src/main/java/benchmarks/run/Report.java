// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Puts tables between two marks of {@code docs/performance.md} and a chart beside it; what people wrote around the marks stays. */
final class Report {
    private static final String BEGIN = "<!-- figures: written by benchmarks/run -->";
    private static final String END = "<!-- end of figures -->";

    private Report() {
    }

    static void write(Results results, List<String> machine, Path docs) throws IOException {
        Path page = docs.resolve("performance.md");
        String text = Files.readString(page);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException(page + " lacks the marks between which figures go: " + BEGIN + " and " + END);
        }
        List<String> lines = new ArrayList<>(List.of(BEGIN, ""));
        machine.forEach(m -> lines.add("- " + m));
        lines.add("");
        lines.addAll(List.of("### Word count as most people write it", ""));
        lines.addAll(Comparison.table(results, "default", Case.all().stream().filter(Case::isOrdinary).toList()));
        lines.addAll(List.of("", "![Roots completed a second, default settings](images/performance.svg)", "", "### Targets, default settings", "",
            "| work | against | Tempest | the other | ratio | target | |", "|---|---|--:|--:|--:|--:|---|"));
        Target.all().forEach(t -> lines.add(t.row(results)));
        for (String settings : Options.SETTINGS) {
            throughput(results, settings, lines);
            latency(results, settings, lines);
        }
        lines.addAll(List.of("", END));
        Files.writeString(page, text.substring(0, begin) + String.join("\n", lines) + text.substring(end + END.length()));
        Files.createDirectories(docs.resolve("images"));
        Files.writeString(docs.resolve("images/performance.svg"), Chart.of(results));
        System.out.println(String.join("\n", lines));
    }

    private static void throughput(Results results, String settings, List<String> lines) {
        if (Case.all().stream().noneMatch(c -> !c.isLatency() && isMeasured(results, settings, c))) {
            return;
        }
        lines.addAll(List.of("", "### Roots a second, " + settings + " settings: median (lowest–highest, rounds)", "",
            "| | Tempest | Apache Storm | ratio | Flink | Jet | measured |", "|---|--:|--:|--:|--:|--:|---|"));
        for (Case c : Case.all()) {
            if (c.isLatency() || !isMeasured(results, settings, c)) {
                continue;
            }
            double tempest = results.median("tempest", settings, c.name(), "per_s");
            double apache = results.median("apache", settings, c.name(), "per_s");
            List<String> cells = new ArrayList<>(List.of(c.name(), spread(results, "tempest", settings, c), spread(results, "apache", settings, c),
                Double.isNaN(tempest / apache) ? "" : ratio(tempest / apache)));
            cells.add(spread(results, "flink", settings, c));
            cells.add(spread(results, "jet", settings, c));
            cells.add(results.lastDay("tempest", settings, c.name()));
            lines.add("| " + String.join(" | ", cells) + " |");
        }
    }

    private static boolean isMeasured(Results results, String settings, Case c) {
        return Options.SYSTEMS.stream().anyMatch(system -> !results.values(system, settings, c.name(), "per_s").isEmpty());
    }

    private static void latency(Results results, String settings, List<String> lines) {
        if (Case.all().stream().noneMatch(c -> c.isLatency() && isMeasured(results, settings, c))) {
            return;
        }
        lines.addAll(List.of("", "### Complete latency in ms, " + settings + " settings: medians of the rounds", "",
            "| | system | roots/s | p50 | p99 | p99.9 | cores used | measured |", "|---|---|--:|--:|--:|--:|--:|---|"));
        for (Case c : Case.all()) {
            for (String system : List.of("tempest", "apache")) {
                double p50 = results.median(system, settings, c.name(), "p50_ms");
                if (c.isLatency() && !Double.isNaN(p50)) {
                    lines.add("| " + c.name() + " | " + title(system) + " | " + figure(results.median(system, settings, c.name(), "per_s"), "per_s") + " | "
                        + figure(p50, "") + " | " + figure(results.median(system, settings, c.name(), "p99_ms"), "") + " | "
                        + figure(results.median(system, settings, c.name(), "p999_ms"), "") + " | "
                        + String.format(Locale.ROOT, "%.2f", results.median(system, settings, c.name(), "cores")) + " | " + results.lastDay(system, settings, c.name()) + " |");
                }
            }
        }
    }

    static String spread(Results results, String system, String settings, Case c) {
        List<Double> values = results.values(system, settings, c.name(), "per_s");
        return values.isEmpty() ? "" : figure(results.median(system, settings, c.name(), "per_s"), "per_s") + (values.size() == 1 ? " (1)"
            : " (" + figure(values.get(0), "per_s") + "–" + figure(values.get(values.size() - 1), "per_s") + ", " + values.size() + ")");
    }

    static String title(String system) {
        return switch (system) {
            case "tempest" -> "Tempest";
            case "apache" -> "Apache Storm";
            case "flink" -> "Flink";
            default -> "Hazelcast Jet";
        };
    }

    static String figure(double value, String metric) {
        if (Double.isNaN(value)) {
            return "–";
        }
        if (metric.equals("per_s")) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        String unit = metric.endsWith("_ms") ? " ms" : metric.endsWith("_s") ? " s" : "";
        return String.format(Locale.ROOT, value < 10 ? "%.3f" : "%,.0f", value) + unit;
    }

    static String ratio(double ratio) {
        return String.format(Locale.ROOT, ratio < 1 ? "%.2f" : "%.1f", ratio);
    }
}
