// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.storm.thrift.TException;
import org.apache.storm.thrift.transport.TTransportException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tempest.cluster.Clock;
import tempest.cluster.NimbusRpc;
import tempest.cluster.PortFuzz;

/** Whatever bytes come to the UI's port, it goes on, and its caller is answered or gone. */
@Timeout(3600)
class UiPortFuzzTest {
    private static final List<String> GETS = List.of("/", "/metrics", "/api/v2/openapi.json", "/api/v1/cluster/summary?callback=f", "/api/v1/topology/words-1-2?window=600&sys=true",
        "/api/v2/topologies/words-1-2/series?component=split&seconds=600", "/api/v2/logs/page?host=localhost&file=words-1-2%2F6700%2Fworker.log&start=2",
        "/api/v1/topology/words-1-2/profiling/start/localhost:6700/10");
    private static final Map<String, String> POSTS = Map.of("/api/v1/topology/words-1-2/rebalance/1", "{\"rebalanceOptions\": {\"numWorkers\": 2, \"executors\": {\"split\": 4}}}",
        "/api/v1/topology/words-1-2/logconfig", "{\"namedLoggerLevels\": {\"a.b\": {\"target_level\": \"DEBUG\", \"timeout\": 30}}}",
        "/api/v2/topologies/words-1-2/traces/rate", "{\"percent\": 10}");

    /** A Nimbus that is away: what reaches it is answered so. */
    private static final class Away implements NimbusRpc {
        @Override
        public <T> T call(Call<T> call) throws TException {
            throw new TTransportException("Nimbus does not answer");
        }

        @Override
        public void close() {
            // It holds nothing.
        }
    }

    @Test
    void changedRequestsCostTheirCallersAnAnswerOrTheConnectionAndTheUiNothing() throws Exception {
        HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        UiServer server = new UiServer(Map.of("ui.host", "127.0.0.1", "ui.port", 0), new Away(), Clock.system());
        server.start();
        try {
            PortFuzz fuzz = new PortFuzz(server.port());
            for (String path : GETS) {
                fuzz.learn(port -> http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(), HttpResponse.BodyHandlers.ofString()));
            }
            for (Map.Entry<String, String> post : POSTS.entrySet()) {
                fuzz.learn(port -> http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + post.getKey()))
                    .POST(HttpRequest.BodyPublishers.ofString(post.getValue())).build(), HttpResponse.BodyHandlers.ofString()));
            }
            int clients = GETS.size() + POSTS.size();
            assertEquals(clients, fuzz.repeat(UnaryOperator.identity()).answered(), "unchanged, all are read and answered");
            PortFuzz.Outcome outcome = fuzz.run(UnaryOperator.identity());
            assertEquals(List.of(), outcome.silent());
            assertTrue(outcome.answered() > outcome.sessions() / 20, () -> "too few get as far as the UI: " + outcome);
            assertEquals(clients, fuzz.repeat(UnaryOperator.identity()).answered(), "it goes on");
        } finally {
            server.close();
        }
    }
}
