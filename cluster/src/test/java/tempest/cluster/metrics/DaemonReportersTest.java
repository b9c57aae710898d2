// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.codahale.metrics.MetricRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.storm.daemon.metrics.reporters.PreparableReporter;
import org.junit.jupiter.api.Test;
import tempest.cluster.ManualClock;

class DaemonReportersTest {
    private static final String KEY = "storm.daemon.metrics.reporter.plugins";
    private final List<Object> said = new ArrayList<>();
    private final Map<String, Integer> workers = new TreeMap<>(Map.of("words", 2));
    private final ManualClock clock = new ManualClock();

    /** Says what is done with it. */
    public static final class Noting implements PreparableReporter {
        private List<Object> said;

        @Override
        @SuppressWarnings("unchecked")
        public void prepare(MetricRegistry metricsRegistry, Map<String, Object> daemonConf) {
            said = (List<Object>) daemonConf.get("test.said");
            said.add(metricsRegistry);
        }

        @Override
        public void start() {
            said.add("start");
        }

        @Override
        public void stop() {
            said.add("stop");
        }
    }

    private PrometheusText page() {
        PrometheusText page = new PrometheusText().gauge("storm_slots", "Slots.", 4);
        workers.forEach((topology, count) -> page.gauge("storm_topology_workers", "Workers.", count, "topology", topology));
        return page;
    }

    @Test
    void reportersSeeTheFiguresOfTheDaemonAsTheyComeAndGo() {
        Map<String, Object> conf = Map.of(KEY, List.of(Noting.class.getName()), "test.said", said);
        try (DaemonReporters reporters = DaemonReporters.start(conf, this::page, clock)) {
            MetricRegistry registry = (MetricRegistry) said.get(0);
            assertEquals(Set.of("storm_slots", "storm_topology_workers.words"), registry.getGauges().keySet());
            assertEquals(2.0, registry.getGauges().get("storm_topology_workers.words").getValue());
            workers.remove("words");
            workers.put("other", 3);
            assertEquals(4.0, registry.getGauges().get("storm_slots").getValue());
            assertTrue(registry.getGauges().containsKey("storm_topology_workers.words"), "read less than a second ago");
            clock.advance(1, TimeUnit.SECONDS);
            assertEquals(4.0, registry.getGauges().get("storm_slots").getValue());
            assertEquals(Set.of("storm_slots", "storm_topology_workers.other"), registry.getGauges().keySet());
            assertEquals(3.0, registry.getGauges().get("storm_topology_workers.other").getValue());
        }
        assertEquals(List.of("start", "stop"), said.subList(1, 3));
    }

    @Test
    void withoutReportersNothingIsRead() {
        DaemonReporters.start(Map.of(), () -> {
            throw new IllegalStateException("read");
        }, clock).close();
    }

    @Test
    void whatIsNoReporterIsNamed() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class,
            () -> DaemonReporters.start(Map.of(KEY, List.of("java.lang.String")), this::page, clock));
        assertTrue(e.getMessage().startsWith("configuration " + KEY + " is java.lang.String; it must be"), e.getMessage());
    }
}
