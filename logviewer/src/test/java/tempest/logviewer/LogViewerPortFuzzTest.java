// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.logviewer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tempest.cluster.LocalLayout;
import tempest.cluster.PortFuzz;

/** Whatever bytes come to a log viewer's port, it goes on, and its caller is answered or gone. */
@Timeout(3600)
class LogViewerPortFuzzTest {
    private static final List<String> PATHS = List.of("/api/v1/log?file=words-1-2%2F6700%2Fworker.log&start=2&length=3", "/api/v1/listLogs?topologyId=words-1-2",
        "/api/v1/search?search-string=a&file=words-1-2%2F6700%2Fworker.log", "/api/v1/deepSearch/words-1-2?search-string=a&port=6700",
        "/api/v1/dumps/words-1-2/localhost:6700", "/api/v2/logs/search?topologyId=words-1-2&search-string=a&num-matches=3", "/log?file=a", "/metrics");
    @TempDir
    private Path home;

    @Test
    void changedRequestsCostTheirCallersAnAnswerOrTheConnectionAndTheLogViewerNothing() throws Exception {
        Path folder = Files.createDirectories(home.resolve("logs/workers-artifacts/words-1-2/6700"));
        Files.writeString(folder.resolve("worker.log"), "a line\n");
        Map<String, Object> conf = Map.of("logviewer.host", "127.0.0.1", "logviewer.port", 0);
        HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        try (LogViewer viewer = new LogViewer(conf, LocalLayout.of(conf, home))) {
            viewer.start();
            PortFuzz fuzz = new PortFuzz(viewer.port());
            for (String path : PATHS) {
                fuzz.learn(port -> http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(), HttpResponse.BodyHandlers.ofString()));
            }
            assertEquals(PATHS.size(), fuzz.repeat(UnaryOperator.identity()).answered(), "unchanged, all are read and answered");
            PortFuzz.Outcome outcome = fuzz.run(UnaryOperator.identity());
            assertEquals(List.of(), outcome.silent());
            assertTrue(outcome.answered() > outcome.sessions() / 20, () -> "too few get as far as the log viewer: " + outcome);
            assertEquals(PATHS.size(), fuzz.repeat(UnaryOperator.identity()).answered(), "it goes on");
        }
    }
}
