// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tempest.cluster.BindAddress;

class MetricsTest {

    @Test
    void aPercentileOfBucketsIsOffByLessThanFourPercent() {
        Random random = new Random(7);
        long[] values = random.longs(20_000, 1, 1L << 40).map(v -> v >> random.nextInt(30)).toArray();
        long[] counts = new long[LatencyBuckets.COUNT];
        for (long value : values) {
            counts[LatencyBuckets.index(value)]++;
        }
        Arrays.sort(values);
        for (double share : new double[] {0.01, 0.5, 0.9, 0.99, 0.999, 1}) {
            double exact = values[(int) Math.ceil(share * values.length) - 1];
            assertEquals(exact, LatencyBuckets.percentile(counts, share), exact * 0.04, "percentile " + share);
        }
    }

    @Test
    void bucketsGrowWithValuesAndShortLatenciesAreExact() {
        int last = 0;
        for (long value = 0; value < 1L << 20; value += Math.max(1, value / 50)) {
            int index = LatencyBuckets.index(value);
            assertTrue(index >= last, "value " + value);
            last = index;
        }
        assertEquals(17, LatencyBuckets.middle(LatencyBuckets.index(17)));
        assertEquals(0, LatencyBuckets.index(-5));
        assertEquals(LatencyBuckets.COUNT - 1, LatencyBuckets.index(Long.MAX_VALUE));
        assertTrue(Double.isNaN(LatencyBuckets.percentile(new long[LatencyBuckets.COUNT], 0.5)));
    }

    @Test
    void onlyBucketsInUseTravel() {
        long[] counts = new long[LatencyBuckets.COUNT];
        counts[3] = 2;
        counts[77] = 1;
        assertEquals(Map.of(3, 2L, 77, 1L), LatencyBuckets.sparse(counts));
    }

    @Test
    void samplesOfAMetricStandTogetherAndLabelsAreEscaped() {
        PrometheusText page = new PrometheusText().gauge("a", "First.", 1.5, "name", "q\"u\\o\nte").counter("b_total", "Second.", 3)
            .gauge("a", "First.", 2, "name", "other");
        assertEquals("# HELP a First.\n# TYPE a gauge\na{name=\"q\\\"u\\\\o\\nte\"} 1.5\na{name=\"other\"} 2\n"
            + "# HELP b_total Second.\n# TYPE b_total counter\nb_total 3\n", page.toString());
    }

    @Test
    void whatIsNotKnownHasNoSample() {
        PrometheusText page = new PrometheusText().gauge("a", "First.", Double.NaN).gauge("b", "Second.", 1);
        assertEquals("# HELP b Second.\n# TYPE b gauge\nb 1\n", page.toString());
        assertEquals(Map.of("b", 1.0), page.values());
    }

    @Test
    void latenciesAreAHistogramInSeconds() {
        long[] counts = new long[LatencyBuckets.COUNT];
        counts[LatencyBuckets.index(900)] += 3;
        counts[LatencyBuckets.index(40_000)] += 2;
        counts[LatencyBuckets.index(90_000_000)] += 1;
        PrometheusText page = new PrometheusText().histogram("a_seconds", "Latency.", LatencyBuckets.sparse(counts), 1e-6, "component", "split");
        List<String> lines = page.toString().lines().toList();
        assertEquals("# TYPE a_seconds histogram", lines.get(1));
        assertTrue(lines.containsAll(List.of("a_seconds_bucket{component=\"split\",le=\"5.0E-4\"} 0", "a_seconds_bucket{component=\"split\",le=\"0.001\"} 3",
            "a_seconds_bucket{component=\"split\",le=\"0.025\"} 3", "a_seconds_bucket{component=\"split\",le=\"0.05\"} 5", "a_seconds_bucket{component=\"split\",le=\"60\"} 5",
            "a_seconds_bucket{component=\"split\",le=\"+Inf\"} 6", "a_seconds_count{component=\"split\"} 6")), lines.toString());
        assertEquals(90.08, page.values().get("a_seconds_sum.split"), 90.08 * 0.04);
    }

    @Test
    void whatBelongsToATopologyHasItsNameAndItsId() {
        PrometheusText page = new PrometheusText().gauge("a", "First.", 1, PrometheusText.topologyLabels("my-words-2-1700000000", "component", "split"));
        assertTrue(page.toString().endsWith("a{topology=\"my-words\",topology_id=\"my-words-2-1700000000\",component=\"split\"} 1\n"), page.toString());
        // Systems that know no labels keep the name alone, as before.
        assertEquals(Map.of("a.my-words.split", 1.0), page.values());
    }

    @Test
    void metricsAreServedAndAPortInUseIsNamed() throws Exception {
        try (MetricsServer server = MetricsServer.open("nimbus.metrics.port", 0, BindAddress.of(Map.of()), () -> new PrometheusText().jvm("nimbus"))) {
            HttpResponse<String> page = get(server, "/metrics");
            assertEquals(200, page.statusCode());
            assertEquals(PrometheusText.CONTENT_TYPE, page.headers().firstValue("Content-Type").orElseThrow());
            assertTrue(page.body().contains("storm_jvm_heap_used_bytes{daemon=\"nimbus\"} "), page.body());
            assertEquals(404, get(server, "/other").statusCode());
            IOException taken = assertThrows(IOException.class, () -> MetricsServer.open("nimbus.metrics.port", server.port(),
                BindAddress.of(Map.of()), PrometheusText::new));
            assertTrue(taken.getMessage().contains("nimbus.metrics.port"), taken.getMessage());
        }
    }

    @Test
    void metricsAreOpenToOtherMachinesOnlyIfTheOperatorSaysSo() throws Exception {
        try (MetricsServer server = MetricsServer.open("nimbus.metrics.port", 0, BindAddress.of(Map.of()), PrometheusText::new)) {
            assertThrows(ConnectException.class, () -> new Socket("127.0.0.2", server.port()).close());
        }
        BindAddress everywhere = BindAddress.of(Map.of("storm.bind.address", "0.0.0.0"));
        String refusal = assertThrows(IllegalArgumentException.class,
            () -> MetricsServer.open("nimbus.metrics.port", 0, everywhere, PrometheusText::new)).getMessage();
        assertTrue(refusal.contains("storm.insecure.allow.remote.access"), refusal);
    }

    @Test
    void aCallerWhoSendsHalfARequestKeepsNobodyElseWaitingForLong() throws Exception {
        try (MetricsServer server = MetricsServer.open("nimbus.metrics.port", 0, BindAddress.of(Map.of()), PrometheusText::new);
             Socket half = new Socket("127.0.0.1", server.port())) {
            half.getOutputStream().write("GET /metr".getBytes(StandardCharsets.US_ASCII));
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/metrics")).timeout(Duration.ofSeconds(30)).build();
            assertEquals(200, HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).statusCode());
        }
    }

    private static HttpResponse<String> get(MetricsServer server, String path) throws Exception {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path)).build(),
            HttpResponse.BodyHandlers.ofString());
    }
}
