// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.daemon.metrics.reporters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.codahale.metrics.MetricRegistry;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the keys of the daemons' metrics reporters do to what is reported. */
class ReporterKeysTest {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final MetricRegistry registry = new MetricRegistry();
    @TempDir
    private Path folder;

    private static Map<String, Object> conf() {
        return new HashMap<>(Map.of("storm.daemon.metrics.reporter.plugin.rate.unit", "HOURS", "storm.daemon.metrics.reporter.plugin.duration.unit", "MINUTES",
            "storm.daemon.metrics.reporter.plugin.locale", "de-DE"));
    }

    @Test
    void theConsoleShowsRatesDurationsAndNumbersAsConfiguredWhenItEnds() {
        registry.timer("calls").update(90, TimeUnit.SECONDS);
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(shown, true, StandardCharsets.UTF_8));
        try {
            ConsolePreparableReporter reporter = new ConsolePreparableReporter();
            reporter.prepare(registry, conf());
            reporter.start();
            reporter.stop();
        } finally {
            System.setOut(before);
        }
        String text = shown.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains("1,50 minutes") && text.contains("calls/hour"), text);
    }

    @Test
    void filesLieInTheConfiguredFolderAndAreWrittenEverySoOften() throws Exception {
        registry.counter("calls").inc(7);
        Map<String, Object> conf = conf();
        conf.put("storm.daemon.metrics.reporter.csv.log.dir", folder.resolve("a b").toString());
        conf.put("storm.daemon.metrics.reporter.interval.secs", 1);
        CsvPreparableReporter reporter = new CsvPreparableReporter();
        reporter.prepare(registry, conf);
        Path file = folder.resolve("a b/calls.csv");
        long began = System.nanoTime();
        reporter.start();
        try {
            // A line for the names, and one each second: with the ten seconds of the default, five take fifty.
            while (!Files.exists(file) || Files.readAllLines(file).size() < 4) {
                assertTrue(System.nanoTime() - began < PATIENCE_NANOS, "no lines");
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            }
        } finally {
            reporter.stop();
        }
        assertTrue(System.nanoTime() - began < TimeUnit.SECONDS.toNanos(28), "three lines of a period of ten seconds take thirty");
        assertTrue(Files.readAllLines(file).get(1).endsWith(",7"));
    }

    @Test
    void jmxHasTheConfiguredDomain() throws Exception {
        registry.counter("calls").inc(7);
        Map<String, Object> conf = conf();
        conf.put("storm.daemon.metrics.reporter.plugin.domain", "our.domain");
        JmxPreparableReporter reporter = new JmxPreparableReporter();
        reporter.prepare(registry, conf);
        reporter.start();
        try {
            assertEquals(7L, ManagementFactory.getPlatformMBeanServer().getAttribute(new ObjectName("our.domain:name=calls,type=counters"), "Count"));
        } finally {
            reporter.stop();
        }
    }
}
