// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was measured, a line each in {@code results.tsv} of the run's folder, which later runs with the same folder add to. */
final class Results {
    private final Path file;
    private final List<Line> lines = new ArrayList<>();

    /** One figure of one measurement. */
    record Line(String when, String system, String settings, String name, String metric, double value) {
    }

    Results(Path folder) throws IOException {
        Files.createDirectories(folder);
        file = folder.resolve("results.tsv");
        if (Files.exists(file)) {
            for (String text : Files.readAllLines(file)) {
                String[] f = text.split("\t");
                lines.add(new Line(f[0], f[1], f[2], f[3], f[4], Double.parseDouble(f[5])));
            }
        }
    }

    void add(String system, String settings, String name, String metric, double value) throws IOException {
        Line line = new Line(java.time.Instant.now().truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString(), system, settings, name, metric, value);
        lines.add(line);
        Files.writeString(file, String.join("\t", line.when, system, settings, name, metric, String.format(Locale.ROOT, "%.4f", value)) + "\n",
            StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    List<Double> values(String system, String settings, String name, String metric) {
        return lines.stream().filter(l -> l.system.equals(system) && l.settings.equals(settings) && l.name.equals(name) && l.metric.equals(metric))
            .map(Line::value).sorted().toList();
    }

    /** The median of the rounds, or NaN if there is none. */
    double median(String system, String settings, String name, String metric) {
        List<Double> values = values(system, settings, name, metric);
        int n = values.size();
        return n == 0 ? Double.NaN : (values.get((n - 1) / 2) + values.get(n / 2)) / 2;
    }

    /** The day of the last measurement, or nothing. */
    String lastDay(String system, String settings, String name) {
        return lines.stream().filter(l -> l.system.equals(system) && l.settings.equals(settings) && l.name.equals(name))
            .map(l -> l.when.substring(0, l.when.indexOf('T'))).max(String::compareTo).orElse("");
    }

    List<Line> lines() {
        return lines;
    }
}
