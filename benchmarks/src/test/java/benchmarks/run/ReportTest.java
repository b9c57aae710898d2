// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package benchmarks.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportTest {
    @TempDir
    Path folder;

    private void measured() throws IOException {
        Results results = new Results(folder);
        for (double value : new double[] {2_000_000, 1_000_000, 3_000_000}) {
            results.add("tempest", "default", "wordcount", "per_s", value);
        }
        results.add("apache", "default", "wordcount", "per_s", 80_000);
        results.add("flink", "default", "wordcount", "per_s", 1_000_000);
        results.add("tempest", "default", "latency-50000", "p99_ms", 3);
        results.add("apache", "default", "latency-50000", "p99_ms", 40);
    }

    @Test
    void mediansOfWhatAllRunsGatheredAreSetAgainstTargets() throws IOException {
        measured();
        Results results = new Results(folder);
        assertEquals(2_000_000, results.median("tempest", "default", "wordcount", "per_s"));
        List<String> rows = Target.all().stream().map(t -> t.row(results)).toList();
        assertEquals("| word count, acked | Apache Storm | 2,000,000 | 80,000 | 25.0 | ≥ 20.0 | met |", rows.get(4));
        assertEquals("| word count, acked | Flink, checkpoint 1 s | 2,000,000 | 1,000,000 | 2.0 | ≥ 2.5 | missed |", rows.get(5));
        assertTrue(rows.get(6).endsWith("| not measured |"), rows.get(6));
        assertEquals("| latency p99 at 50,000/s (and under 2 ms) | Apache Storm | 3.000 ms | 40 ms | 0.08 | ≤ 0.10 | missed |", rows.get(13));
    }

    @Test
    void thePageKeepsWhatPeopleWroteAndItsChartIsWellFormed() throws Exception {
        measured();
        Path page = folder.resolve("performance.md");
        Files.writeString(page, "Before.\n<!-- figures: written by benchmarks/run -->\nold\n<!-- end of figures -->\nAfter.\n");
        Report.write(new Results(folder), List.of("Processor: one"), folder);
        Report.write(new Results(folder), List.of("Processor: one"), folder);
        String text = Files.readString(page);
        assertTrue(text.startsWith("Before.\n") && text.endsWith("\nAfter.\n") && !text.contains("old"), text);
        assertEquals(2, text.split("- Processor: one", -1).length);
        var chart = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(folder.resolve("images/performance.svg").toFile());
        assertEquals(3 + Options.SYSTEMS.size(), chart.getElementsByTagName("rect").getLength());
    }

    @Test
    void aPageWithoutMarksIsLeftAlone() throws IOException {
        measured();
        Files.writeString(folder.resolve("performance.md"), "Mine.");
        assertThrows(IOException.class, () -> Report.write(new Results(folder), List.of(), folder));
        assertEquals("Mine.", Files.readString(folder.resolve("performance.md")));
    }

    @Test
    void aComparisonTellsASlowMachineFromASlowSystem() throws IOException {
        Results results = new Results(folder);
        double[] speeds = {1000, 500, 1000};
        for (double speed : speeds) {
            add(results, "tempest", 2000 * speed, speed);
            add(results, "flink", 1_000_000, 1000);
        }
        Case c = Options.oneCase("wordcount-basic");
        List<String> table = Comparison.table(results, "default", List.of(c));
        String day = results.lastDay("flink", "default", c.name());
        assertEquals(List.of("| wordcount-basic | Tempest | 2,000,000 (1,000,000–2,000,000, 3) |  |  | 2.00 | 900,000–2,200,000 | 1000 | 0.20 | " + day + " |",
            "| wordcount-basic | Flink | 1,000,000 (1,000,000–1,000,000, 3) | 2.00 | 2.00 | 2.00 | 900,000–1,100,000 | 1000 | 0.20 | " + day + " |"), table.subList(2, 4));
        results.add("tempest", "default", c.name(), "per_s", 1_000_000);
        results.add("tempest", "default", c.name(), "per_s", 1_000_000);
        assertTrue(Comparison.table(results, "default", List.of(c)).get(3).contains("| 1.00 | 2.00 |"), "the machine was slow, the system was not");
    }

    private static void add(Results results, String system, double perSecond, double control) throws IOException {
        results.add(system, "default", "wordcount-basic", "per_s", perSecond);
        results.add(system, "default", "wordcount-basic", "per_control", perSecond / control);
        results.add(system, "default", "wordcount-basic", "control", control);
        results.add(system, "default", "wordcount-basic", "cpu_s_per_million", 2);
        results.add(system, "default", "wordcount-basic", "other_cores", 0.2);
        results.add(system, "default", "wordcount-basic", "slowest_per_s", 0.9 * perSecond);
        results.add(system, "default", "wordcount-basic", "fastest_per_s", 1.1 * perSecond);
    }

    @Test
    void theLoadOfTheMachineLeavesIdleAndStolenTimeOut() {
        MachineLoad load = MachineLoad.of("cpu  100 10 50 9000 300 5 5 70 40 40");
        assertEquals(1.70, load.busySeconds(), 1e-9);
        assertEquals(0.70, load.stolenSeconds(), 1e-9);
    }

    @Test
    void aRateIsSetAgainstTheSpeedOfTheMachineAndWhatOthersLeftOfIt() {
        Map<String, Double> found = new HashMap<>(Map.of("per_s", 600_000.0, "cores", 1.2, "other_cores", 0.7, "stolen_cores", 0.1));
        Main.relate(found, 500, 2);
        assertEquals(600_000 / (500 * 0.6), found.get("per_control"), 1e-6);
        assertEquals(2.0, found.get("cpu_s_per_million"), 1e-9);
    }

    @Test
    void theControlLoopHasASpeed() throws InterruptedException {
        assertTrue(ControlLoop.run() > 0);
    }

    @Test
    void settingsOfACaseAreSubmittedWithIt() {
        List<String> arguments = Options.oneCase("two-workers-basic-park").arguments(0);
        assertTrue(arguments.containsAll(List.of("workers=2", "conf.topology.max.spout.pending=5000", "conf.topology.bolt.wait.park.microsec=0")), arguments.toString());
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Options.oneCase("wordcount-advanced")).getMessage()
            .startsWith("no case wordcount-advanced; there are wordcount-basic "));
    }

    @Test
    void whatTheCommandLineGetsWrongIsTold() {
        assertEquals("--set has no nul; there are " + String.join(",", Case.all().stream().map(Case::name).toList()), refusal("--set", "nul"));
        assertEquals("0 is no number from 1 to 99999", refusal("--rounds", "0"));
        assertEquals("unknown option --speed; see benchmarks/run --help", refusal("--speed", "1"));
        assertEquals("--rounds is not an option followed by its value; see benchmarks/run --help", refusal("--rounds"));
        assertEquals("a setting is KEY=VALUE, not topology.debug", refusal("--conf", "topology.debug"));
    }

    private String refusal(String... args) {
        return assertThrows(IllegalArgumentException.class, () -> Options.of(args, folder)).getMessage();
    }

    @Test
    void aTakenPortIsReportedWithWhoHoldsIt() throws IOException {
        try (ServerSocket mine = new ServerSocket(0)) {
            String message = assertThrows(IOException.class, () -> Ports.demand("This", mine.getLocalPort())).getMessage();
            assertTrue(message.startsWith("This needs port " + mine.getLocalPort() + ", which "), message);
            if (Files.isDirectory(Path.of("/proc/self/fd"))) {
                assertTrue(message.contains("process " + ProcessHandle.current().pid()), message);
            }
        }
    }
}
