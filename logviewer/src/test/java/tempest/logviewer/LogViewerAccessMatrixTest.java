// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.logviewer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tempest.cluster.CallerCertificates;
import tempest.cluster.LocalLayout;

/**
 * Each route that the log viewer registers, asked by nobody, by a stranger (eve), by the topology's owner (ann), by one who may read its logs (bob) and by an
 * administrator, known by a filter and by certificates. A route that is in no row of the table fails the test.
 */
@Timeout(300)
class LogViewerAccessMatrixTest {
    private static final List<String> CALLERS = List.of("nobody", "eve", "bob", "ann", "admin");
    private static final Set<String> OF_THE_WORKER = Set.of("bob", "ann", "admin");
    private static final String NEEDLE = "what the worker says";
    /** Lists are for everybody: of what they may read. */
    private static final Set<String> LISTS = Set.of("/api/v1/searchLogs", "/api/v1/listLogs", "/api/v1/deepSearch/{topology}", "/api/v2/logs", "/api/v2/logs/search");
    private static final Set<String> FILES = Set.of("/api/v1/log", "/log", "/api/v1/download", "/download", "/api/v1/search", "/search",
        "/api/v1/dumps/{topology}/{worker}", "/api/v1/dumps/{topology}/{worker}/{file}");
    private static final Set<String> DAEMONS = Set.of("/api/v1/daemonlog", "/daemonlog", "/api/v1/daemondownload", "/daemondownload");
    @TempDir
    private Path home;

    /** Asks for a path as somebody. */
    private interface Client {
        HttpResponse<String> get(String caller, String path) throws Exception;
    }

    @BeforeEach
    void write() throws IOException {
        Path folder = Files.createDirectories(home.resolve("logs/workers-artifacts/words-1-2/6700"));
        Files.writeString(folder.resolve("worker.log"), NEEDLE + "\n");
        Files.writeString(folder.resolve("jstack-1.txt"), NEEDLE);
        Files.writeString(folder.resolve("worker.yaml"), "topology.submitter.user: ann\nlogs.users: [bob]\nlogs.groups: []\n");
        Files.writeString(home.resolve("logs/nimbus.log"), NEEDLE);
    }

    private LogViewer viewer(Map<String, Object> settings) {
        Map<String, Object> conf = new HashMap<>(Map.of("logviewer.host", "127.0.0.1", "logviewer.port", 0, "nimbus.admins", List.of("admin")));
        conf.putAll(settings);
        LogViewer viewer = new LogViewer(conf, LocalLayout.of(conf, home));
        viewer.start();
        return viewer;
    }

    private static String path(String route) {
        boolean daemon = DAEMONS.contains(route);
        return route.replace("{topology}", "words-1-2").replace("{worker}", "localhost:6700").replace("{file}", "jstack-1.txt")
            + "?topologyId=words-1-2&search-string=worker&file=" + (daemon ? "nimbus.log" : "words-1-2/6700/worker.log");
    }

    private static Set<String> allowed(String route) {
        assertTrue(route.equals("/metrics") || LISTS.contains(route) || FILES.contains(route) || DAEMONS.contains(route), route + " is in no row of the table");
        return FILES.contains(route) ? OF_THE_WORKER : DAEMONS.contains(route) ? Set.of("admin") : Set.copyOf(CALLERS);
    }

    private static void holds(LogViewer viewer, Client client, List<String> callers) throws Exception {
        Map<String, String> wrong = new TreeMap<>();
        for (String registered : viewer.routes()) {
            assertTrue(registered.startsWith("GET "), registered);
            String route = registered.substring("GET ".length());
            for (String caller : callers) {
                HttpResponse<String> answer = client.get(caller, path(route));
                boolean told = answer.body().contains("words-1-2") || answer.body().contains("says") || answer.body().contains("jstack-1");
                boolean right = allowed(route).contains(caller) ? answer.statusCode() == 200 : answer.statusCode() == 403 && !answer.body().strip().contains("\n");
                if (!right || told != (OF_THE_WORKER.contains(caller) && allowed(route).contains(caller) && !route.equals("/metrics"))) {
                    wrong.put(caller + " " + route, answer.statusCode() + " " + answer.body());
                }
            }
        }
        for (String caller : callers) {
            // The log of a daemon by the route of workers' logs that has both.
            int status = client.get(caller, "/api/v1/search?is-daemon=yes&search-string=worker&file=nimbus.log").statusCode();
            assertEquals(caller.equals("admin") ? 200 : 403, status, caller);
        }
        assertEquals(Map.of(), wrong);
    }

    @Test
    void whoIsKnownByAFilterReadsWhatTheirWorkersWroteAndNobodyElseAnything() throws Exception {
        HttpClient http = HttpClient.newHttpClient();
        try (LogViewer viewer = viewer(Map.of("logviewer.filter", LogViewerTest.HeaderUser.class.getName()))) {
            String base = "http://127.0.0.1:" + viewer.port();
            holds(viewer, (caller, path) -> {
                HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
                return http.send((caller.equals("nobody") ? request : request.header("X-User", caller)).build(), HttpResponse.BodyHandlers.ofString());
            }, CALLERS);
            for (String route : viewer.routes()) {
                HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path(route.substring("GET ".length()))));
                assertEquals(401, http.send(request.copy().header("doAsUser", "admin").build(), HttpResponse.BodyHandlers.ofString()).statusCode(), route);
                HttpRequest acting = request.header("doAsUser", "admin").header("X-User", "eve").build();
                String told = http.send(acting, HttpResponse.BodyHandlers.ofString()).body();
                assertTrue(!told.contains("words-1-2") && !told.contains("says"), route + ": " + told);
            }
        }
    }

    @Test
    void whoShowsACertificateReadsWhatTheirWorkersWroteAndNobodyElseAnything() throws Exception {
        CallerCertificates certificates = new CallerCertificates(home, "eve", "bob", "ann", "admin");
        Map<String, HttpClient> clients = new HashMap<>();
        for (String user : CALLERS.subList(1, CALLERS.size())) {
            clients.put(user, certificates.client(user));
        }
        try (LogViewer viewer = viewer(certificates.https("logviewer"))) {
            String base = "https://localhost:" + viewer.port();
            assertThrows(IOException.class, () -> certificates.client(null).send(HttpRequest.newBuilder(URI.create(base + "/metrics")).build(),
                HttpResponse.BodyHandlers.ofString()));
            holds(viewer, (caller, path) -> clients.get(caller).send(HttpRequest.newBuilder(URI.create(base + path)).build(), HttpResponse.BodyHandlers.ofString()),
                CALLERS.subList(1, CALLERS.size()));
        }
    }
}
