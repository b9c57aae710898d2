// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.drpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.storm.utils.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tempest.cluster.CallerCertificates;

/** Each route of DRPC's HTTP, asked by nobody, by a stranger, by who may call the function and by who serves it, known by a plug-in and by certificates. */
@Timeout(300)
class DrpcHttpAccessMatrixTest {
    private static final List<String> CALLERS = List.of("nobody", "eve", "server-of-it", "ann");
    @TempDir
    private Path folder;

    /** Asks for a path as somebody. */
    private interface Client {
        HttpResponse<String> send(String caller, HttpRequest.Builder request) throws Exception;
    }

    private static DrpcServer server(Map<String, Object> settings) {
        Map<String, Object> conf = new HashMap<>(Utils.readDefaultConfig());
        conf.putAll(Map.of("drpc.port", 0, "drpc.invocations.port", 0, "drpc.http.port", 0, "drpc.request.timeout.secs", 1, "drpc.authorizer.acl.filename", "",
            "drpc.authorizer", "org.apache.storm.security.auth.authorizer.DRPCSimpleACLAuthorizer", "drpc.authorizer.acl.strict", true,
            "drpc.authorizer.acl", Map.of("theirs", Map.of("client.users", List.of("ann"), "invocation.user", "server-of-it"))));
        conf.putAll(settings);
        DrpcServer server = new DrpcServer(conf);
        server.start();
        return server;
    }

    private static HttpRequest.Builder request(String base, String route, String call) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + route.substring(route.indexOf(' ') + 1).replace("<call>", call)));
        return route.startsWith("POST") ? request.POST(HttpRequest.BodyPublishers.ofString("x")) : request;
    }

    private static void holds(DrpcServer server, String base, Client client, List<String> callers) throws Exception {
        assertEquals(Set.of("GET /drpc/<call>", "POST /drpc/<call>", "GET /metrics"), Set.copyOf(server.httpRoutes()), "what the table knows");
        for (String route : server.httpRoutes()) {
            for (String caller : callers) {
                HttpResponse<String> answer = client.send(caller, request(base, route, "theirs"));
                // Who is let in waits for a topology, of which there is none.
                int status = route.endsWith("/metrics") ? 200 : caller.equals("ann") ? 504 : 403;
                assertEquals(status, answer.statusCode(), caller + " " + route + ": " + answer.body());
                assertTrue(status != 403 || !answer.body().strip().contains("\n"), answer.body());
                if (!route.endsWith("/metrics")) {
                    assertEquals(403, client.send(caller, request(base, route, "of-nobody")).statusCode(), caller + " calls what is on no list");
                }
            }
        }
    }

    @Test
    void whoIsKnownByAPlugInCallsWhatTheListsSayAndNobodyElseAnything() throws Exception {
        HttpClient http = HttpClient.newHttpClient();
        try (DrpcServer server = server(Map.of("drpc.http.creds.plugin", DrpcServerTest.HeaderCredentials.class.getName()))) {
            String base = "http://localhost:" + server.httpPort();
            Client client = (caller, request) -> http.send((caller.equals("nobody") ? request : request.header("X-User", caller)).build(),
                HttpResponse.BodyHandlers.ofString());
            holds(server, base, client, CALLERS);
            for (String route : server.httpRoutes()) {
                assertEquals(401, client.send("nobody", request(base, route, "theirs").header("doAsUser", "ann")).statusCode(), route);
                if (!route.endsWith("/metrics")) {
                    assertEquals(401, client.send("nobody", request(base, route, "theirs?do%41sUser=ann")).statusCode(), route);
                }
                int acting = client.send("eve", request(base, route, "theirs").header("doAsUser", "ann")).statusCode();
                assertFalse(acting == 504 || acting == 500, route + ": " + acting);
            }
        }
    }

    @Test
    void whoShowsACertificateCallsWhatTheListsSayAndNobodyElseAnything() throws Exception {
        CallerCertificates certificates = new CallerCertificates(folder, "eve", "server-of-it", "ann");
        Map<String, HttpClient> clients = new HashMap<>();
        for (String user : CALLERS.subList(1, CALLERS.size())) {
            clients.put(user, certificates.client(user));
        }
        try (DrpcServer server = server(certificates.https("drpc"))) {
            String base = "https://localhost:" + server.httpPort();
            assertThrows(IOException.class, () -> certificates.client(null).send(request(base, "GET /metrics", "").build(), HttpResponse.BodyHandlers.ofString()));
            holds(server, base, (caller, request) -> clients.get(caller).send(request.build(), HttpResponse.BodyHandlers.ofString()), CALLERS.subList(1, CALLERS.size()));
        }
    }
}
