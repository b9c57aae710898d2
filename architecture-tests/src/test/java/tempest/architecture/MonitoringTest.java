// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The alert rules and the dashboard in the tarball's share/. */
class MonitoringTest {
    private static final Path SHARE = Path.of("../dist/share");
    private static final Pattern METRIC = Pattern.compile("\\bstorm_[a-z0-9_]+");
    private static final Pattern TOLD = Pattern.compile("(?:gauge|counter|histogram)\\(\\s*\"(storm_[a-z0-9_]+)\"");

    private static Set<String> found(Pattern pattern, String text) {
        Set<String> names = new TreeSet<>();
        for (Matcher m = pattern.matcher(text); m.find();) {
            names.add(m.group(m.groupCount()));
        }
        return names;
    }

    private static Set<String> told() {
        Set<String> told = new TreeSet<>();
        SourceTree.sources("/src/main/java/").forEach(file -> told.addAll(found(TOLD, SourceTree.read(file))));
        return told;
    }

    @Test
    void everyMetricThatARuleOrADashboardNamesIsToldBySomeDaemon() throws IOException {
        Set<String> told = told();
        assertTrue(told.size() > 30, told.toString());
        for (String file : List.of("prometheus/tempest.rules.yml", "prometheus/tempest.rules.test.yml", "grafana/dashboards/tempest.json")) {
            Set<String> named = found(METRIC, Files.readString(SHARE.resolve(file)));
            assertTrue(named.size() > 5, file);
            named.removeIf(name -> told.contains(name) || told.contains(name.replaceFirst("_(bucket|sum|count)$", "")));
            assertEquals(Set.of(), named, file);
        }
    }

    @Test
    void countersEndInTotalAndNamesSayTheirUnit() {
        Set<String> counters = new TreeSet<>();
        Set<String> gauges = new TreeSet<>();
        Pattern counter = Pattern.compile("counter\\(\\s*\"(storm_[a-z0-9_]+)\"");
        Pattern gauge = Pattern.compile("gauge\\(\\s*\"(storm_[a-z0-9_]+)\"");
        SourceTree.sources("/src/main/java/").forEach(file -> {
            counters.addAll(found(counter, SourceTree.read(file)));
            gauges.addAll(found(gauge, SourceTree.read(file)));
        });
        assertEquals(List.of(), counters.stream().filter(name -> !name.endsWith("_total")).toList());
        assertEquals(List.of(), gauges.stream().filter(name -> name.endsWith("_total") || name.matches(".*_(ms|millis|mb|kb|nanos|micros|percent)")).toList());
    }

    @Test
    void promtoolAcceptsTheRulesAndTheyFireWhenTheyShould(@TempDir Path folder) throws Exception {
        assumeTrue(new ProcessBuilder("sh", "-c", "command -v promtool").start().waitFor() == 0, "there is no promtool");
        for (List<String> words : List.of(List.of("check", "rules", "tempest.rules.yml"), List.of("check", "config", "prometheus.yml"), List.of("test", "rules", "tempest.rules.test.yml"))) {
            Path said = folder.resolve("said.txt");
            Process promtool = new ProcessBuilder(Stream.concat(Stream.of("promtool"), words.stream()).toList()).directory(SHARE.resolve("prometheus").toFile())
                .redirectErrorStream(true).redirectOutput(said.toFile()).start();
            boolean ended = promtool.waitFor(60, TimeUnit.SECONDS);
            promtool.destroyForcibly();
            assertTrue(ended, () -> words + " hangs");
            assertEquals(0, promtool.exitValue(), words + ": " + Files.readString(said));
        }
    }
}
