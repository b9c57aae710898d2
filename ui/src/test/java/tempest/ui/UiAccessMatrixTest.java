// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tempest.cluster.CallerCertificates;
import tempest.cluster.Clock;

/**
 * Each route that the UI registers, asked by nobody, by a stranger (eve), by a user of the cluster (bob), by one of the topology's (ann) and by an administrator,
 * known by a filter and by certificates. A route that is in no row of the table fails the test.
 */
@Timeout(300)
class UiAccessMatrixTest {
    private static final List<String> CALLERS = List.of("nobody", "eve", "bob", "ann", "admin");
    private static final Set<String> CLUSTER = Set.of("bob", "ann", "admin");
    private static final Set<String> TOPOLOGY = Set.of("ann", "admin");
    /** What is the same for all and tells nothing of the cluster. */
    private static final Set<String> FOR_ALL = Set.of("GET /api/v2/openapi.json", "GET /metrics");
    private static final Set<String> OF_THE_CLUSTER = Set.of("GET /api/v1/cluster/configuration", "GET /api/v1/cluster/schedulerConf", "GET /api/v1/cluster/summary",
        "GET /api/v1/nimbus/summary", "GET /api/v1/history/summary", "GET /api/v1/supervisor/summary", "GET /api/v1/supervisor", "GET /api/v1/owner-resources",
        "GET /api/v1/owner-resources/{owner}", "GET /api/v1/topology/summary", "GET /api/v2/ended-topologies", "GET /api/v2/cluster", "GET /api/v2/configuration", "GET /api/v2/events");
    private static final List<String> OF_A_TOPOLOGY = List.of("GET /api/v1/topology/{id}", "POST /api/v1/topology/{id}", "GET /api/v1/topology-workers/{id}",
        "GET /api/v2/ended-topologies/{id}", "GET /api/v2/topologies/{id}", "POST /api/v2/topologies/{id}", "GET /api/v2/logs/page");
    private static final String AUTHORIZER = "org.apache.storm.security.auth.authorizer.SimpleACLAuthorizer";
    @TempDir
    private static Path folder;
    private static LiveCluster live;
    private static CallerCertificates certificates;

    /** Asks for a path as somebody. */
    private interface Client {
        HttpResponse<InputStream> send(String caller, HttpRequest.Builder request) throws Exception;
    }

    @BeforeAll
    static void start() throws Exception {
        certificates = new CallerCertificates(folder, "eve", "bob", "ann", "admin");
        live = new LiveCluster(Map.of("topology.users", List.of("ann")));
        live.await("/api/v2/topologies/" + live.id, topology -> topology.get("workerList").size() > 0);
    }

    @AfterAll
    static void stop() throws Exception {
        live.close();
    }

    private static UiServer server(Map<String, Object> settings) {
        Map<String, Object> conf = new HashMap<>(live.cluster.getDaemonConf());
        conf.putAll(Map.of("ui.host", "127.0.0.1", "ui.port", 0, "nimbus.authorizer", AUTHORIZER, "nimbus.admins", List.of("admin"), "nimbus.users", List.of("bob", "ann")));
        conf.putAll(settings);
        UiServer server = new UiServer(conf, live.nimbus, Clock.system());
        server.start();
        return server;
    }

    private static Set<String> allowed(String route) {
        if (FOR_ALL.contains(route)) {
            return Set.copyOf(CALLERS);
        }
        if (OF_THE_CLUSTER.contains(route)) {
            return CLUSTER;
        }
        assertTrue(OF_A_TOPOLOGY.stream().anyMatch(known -> route.equals(known) || route.startsWith(known + "/")), route + " is in no row of the table");
        return TOPOLOGY;
    }

    private static String path(String route) {
        String path = route.substring(route.indexOf(' ') + 1).replace("{id}", live.id).replace("{component}", "split").replace("{owner}", "somebody")
            .replace("{switch}", "enable").replace("{percent}", "10").replace("{minutes}", "1").replace("{worker}", "localhost:1").replace("{wait}", "3600").replace("{letter}", "1");
        assertFalse(path.contains("{"), path);
        return path + "?host=localhost&file=" + live.id + "/6700/worker.log&text=x";
    }

    private static HttpRequest.Builder request(String base, String route) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path(route)));
        if (route.endsWith("/events")) {
            request.header("Accept", "text/event-stream");
        }
        return route.startsWith("POST") ? request.POST(BodyPublishers.ofString(route.endsWith("/rate") ? "{\"percent\": 1}" : "{}")) : request;
    }

    /** The answer; of a stream its first event. */
    private static String body(HttpResponse<InputStream> answer) throws IOException {
        StringBuilder text = new StringBuilder();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            boolean stream = answer.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream");
            for (String line = lines.readLine(); line != null && !(stream && line.isEmpty()); line = lines.readLine()) {
                text.append(line).append('\n');
            }
        }
        return text.toString();
    }

    /** Routes that end things come last, and of callers those come first who are refused. */
    private static void holds(UiServer server, String base, Client client, List<String> callers) throws Exception {
        Map<String, String> wrong = new TreeMap<>();
        List<String> routes = server.routes().stream().filter(route -> !route.contains("/kill/")).toList();
        assertTrue(routes.size() > 50, routes.toString());
        List<String> all = new ArrayList<>(routes);
        all.addAll(server.routes().stream().filter(route -> route.contains("/kill/")).toList());
        for (String route : all) {
            for (String caller : callers) {
                HttpResponse<InputStream> answer = client.send(caller, request(base, route));
                String body = body(answer);
                boolean letIn = answer.statusCode() != 401 && answer.statusCode() != 403;
                if (letIn != allowed(route).contains(caller)) {
                    wrong.put(caller + " " + route, answer.statusCode() + " " + body);
                } else if (answer.statusCode() == 500 || !letIn && body.strip().contains("\n")) {
                    wrong.put(caller + " " + route, "a failure: " + body);
                } else if (!TOPOLOGY.contains(caller) && OF_THE_CLUSTER.contains(route) && body.contains(live.id)) {
                    wrong.put(caller + " " + route, "tells of the topology: " + body);
                }
            }
        }
        assertEquals(Map.of(), wrong);
    }

    @Test
    void whoIsKnownByAFilterMayDoWhatTheListsSayAndNobodyElseAnything() throws Exception {
        HttpClient http = HttpClient.newHttpClient();
        UiServer server = server(Map.of("ui.filter", UiServerTest.HeaderUser.class.getName(), "ui.filter.params", Map.of("header", "X-User")));
        try {
            String base = "http://127.0.0.1:" + server.port();
            Client client = (caller, request) -> http.send((caller.equals("nobody") ? request : request.header("X-User", caller)).build(),
                HttpResponse.BodyHandlers.ofInputStream());
            for (String route : server.routes()) {
                HttpRequest.Builder acting = request(base, route).header("doAsUser", "admin");
                assertEquals(401, client.send("nobody", acting).statusCode(), route);
                HttpResponse<InputStream> impersonating = client.send("ann", request(base, route).header("doAsUser", "admin"));
                assertTrue(impersonating.statusCode() == 403 || FOR_ALL.contains(route), route + ": " + impersonating.statusCode());
                impersonating.body().close();
            }
            assertEquals(404, client.send("admin", HttpRequest.newBuilder(URI.create(base + "/api/v2/logs/page?host=nowhere&file=/"))).statusCode());
            holds(server, base, client, CALLERS);
        } finally {
            server.close();
        }
    }

    @Test
    void whoShowsACertificateMayDoWhatTheListsSayAndNobodyElseAnything() throws Exception {
        Map<String, HttpClient> clients = new HashMap<>();
        for (String user : CALLERS.subList(1, CALLERS.size())) {
            clients.put(user, certificates.client(user));
        }
        UiServer server = server(certificates.https("ui"));
        try {
            String base = "https://localhost:" + server.port();
            assertThrows(IOException.class, () -> certificates.client(null).send(request(base, "GET /metrics").build(), HttpResponse.BodyHandlers.ofInputStream()));
            holds(server, base, (caller, request) -> clients.get(caller).send(request.build(), HttpResponse.BodyHandlers.ofInputStream()),
                CALLERS.subList(1, CALLERS.size()));
        } finally {
            server.close();
        }
    }

    @Test
    void whoUsesTheUiAtAllIsAskedBeforeAnything() throws Exception {
        UiServer server = server(Map.of("ui.filter", UiServerTest.HeaderUser.class.getName(), "ui.filter.params", Map.of("header", "X-User"), "ui.users", List.of("bob")));
        try {
            List<String> all = new ArrayList<>(server.routes());
            all.addAll(List.of("GET /", "GET /index.html", "GET /no/such/path"));
            for (String route : all) {
                HttpRequest.Builder request = request("http://127.0.0.1:" + server.port(), route).header("X-User", "ann");
                assertEquals(403, HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString()).statusCode(), route);
            }
        } finally {
            server.close();
        }
    }
}
