// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebServerTest {
    @TempDir
    private Path folder;

    private static WebServer server(Map<String, Object> conf) {
        return server(conf, "ui");
    }

    private static WebServer server(Map<String, Object> conf, String daemon) {
        return new WebServer(HttpSettings.of(conf, daemon, daemon, 0), Callers.of(conf, "ui.http.creds.plugin", null, null), new CrossSite(), null,
            javalin -> javalin.routes.get("/api/hello", context -> context.json(Map.of("hello", "you"))));
    }

    @Test
    void itIsOpenToThisMachineAloneAndToOthersOnlyWithAFilterOrIfTheOperatorSaysSo() throws Exception {
        try (WebServer server = server(Map.of())) {
            server.start();
            assertThrows(ConnectException.class, () -> new Socket("127.0.0.2", server.port()).close());
        }
        for (String key : List.of("storm.bind.address", "ui.host")) {
            String refusal = assertThrows(IllegalArgumentException.class, () -> server(Map.of(key, "0.0.0.0"))).getMessage();
            assertTrue(refusal.startsWith(key) && refusal.contains("storm.insecure.allow.remote.access"), refusal);
        }
        try (WebServer server = server(Map.of("ui.host", "0.0.0.0", "storm.insecure.allow.remote.access", true))) {
            server.start();
            new Socket("127.0.0.2", server.port()).close();
        }
    }

    @Test
    void whoIsNotAuthenticatedActsForNobody() throws Exception {
        try (WebServer server = server(Map.of())) {
            server.start();
            URI plain = URI.create("http://127.0.0.1:" + server.port() + "/api/hello");
            HttpClient client = HttpClient.newHttpClient();
            for (HttpRequest.Builder request : List.of(HttpRequest.newBuilder(plain).header("doAsUser", "root"),
                HttpRequest.newBuilder(URI.create(plain + "?doAsUser=root")), HttpRequest.newBuilder(URI.create(plain + "?a=b&doAs%55ser=root")))) {
                HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
                assertEquals(401, answer.statusCode(), answer.body());
                assertTrue(answer.body().contains("doAsUser is for callers who have authenticated themselves"), answer.body());
            }
            assertEquals(200, client.send(HttpRequest.newBuilder(URI.create(plain + "?user=root&%64o=x")).build(), HttpResponse.BodyHandlers.ofString()).statusCode());
        }
    }

    @Test
    void withAKeyStoreItServesTlsAloneAndNoticesANewOneIfItShall() throws Exception {
        Path keys = keys("keys.p12");
        List<WebServer> servers = new ArrayList<>();
        try {
            for (Map<String, Object> extra : List.<Map<String, Object>>of(Map.of("ui.https.enable.ssl.reload", true), Map.of("drpc.https.enable.ssl.reload", true),
                Map.of("logviewer.https.enable.ssl.reload", true))) {
                String daemon = extra.keySet().iterator().next().split("\\.")[0];
                int port = freePort();
                Map<String, Object> conf = new HashMap<>(extra);
                conf.putAll(Map.of(daemon + ".host", "localhost", daemon + ".https.port", port, daemon + ".https.keystore.path", keys.toString(),
                    daemon + ".https.keystore.password", "secret", daemon + ".https.keystore.type", "PKCS12"));
                WebServer server = server(conf, daemon);
                servers.add(server);
                server.start();
                assertEquals(port, server.port(), "plain HTTP is off unless it is asked for");
                assertEquals("{\"hello\":\"you\"}", hello(keys, port));
            }
            Files.move(keys("renewed.p12"), keys, StandardCopyOption.REPLACE_EXISTING);
            for (WebServer server : servers) {
                assertEquals("{\"hello\":\"you\"}", helloOnceRenewed(keys, server.port()), "a certificate that is renewed is served without a restart");
            }
        } finally {
            servers.forEach(WebServer::close);
        }
    }

    private static String helloOnceRenewed(Path keys, int port) throws Exception {
        for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30); System.nanoTime() < end;) {
            try {
                return hello(keys, port);
            } catch (SSLException e) {
                // The old certificate still; a changed key store is looked for every second.
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            }
        }
        return null;
    }

    private Path keys(String name) throws Exception {
        Path keys = folder.resolve(name);
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", "ui", "-keyalg", "EC",
            "-dname", "CN=localhost", "-ext", "san=dns:localhost", "-storetype", "PKCS12", "-keystore", keys.toString(), "-storepass", "secret").inheritIO().start();
        assertEquals(0, keytool.waitFor());
        return keys;
    }

    /** What a client is told that trusts these keys alone. */
    private static String hello(Path keys, int port) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            trusted.load(in, "secret".toCharArray());
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build().send(
            HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/api/hello")).build(), HttpResponse.BodyHandlers.ofString()).body();
    }

    @Test
    void aPathThatTakesOtherMethodsNamesThemAndOneThatIsNoneIsNotFound() throws Exception {
        try (WebServer server = server(Map.of("ui.host", "127.0.0.1"))) {
            server.start();
            HttpResponse<String> deleted = ask(server, "DELETE", "/api/hello");
            assertEquals(405, deleted.statusCode());
            assertEquals("GET", deleted.headers().firstValue("Allow").orElse(""));
            assertTrue(deleted.body().contains("\"errorMessage\":\"DELETE is not possible for /api/hello; it takes GET\""), deleted.body());
            assertEquals(200, ask(server, "HEAD", "/api/hello").statusCode());
            HttpResponse<String> preflight = ask(server, "OPTIONS", "/api/hello");
            assertEquals(204, preflight.statusCode());
            assertEquals("GET", preflight.headers().firstValue("Allow").orElse(""));
            for (String method : new String[] {"GET", "POST", "DELETE"}) {
                HttpResponse<String> nothing = ask(server, method, "/api/nothing");
                assertEquals(404, nothing.statusCode());
                assertTrue(nothing.body().contains("\"errorMessage\":\"there is no /api/nothing\""), nothing.body());
            }
        }
    }

    @Test
    void pagesOfOtherSitesReadNothingUnlessTheirOriginIsNamed() throws Exception {
        try (WebServer closed = server(Map.of()); WebServer open = server(Map.of("storm.http.allowed.origins", List.of("https://dash.example")))) {
            closed.start();
            open.start();
            String allowed = "access-control-allow-origin: https://dash.example";
            assertFalse(raw(closed, "localhost", "Origin: https://dash.example").contains("access-control"));
            assertTrue(raw(open, "localhost", "Origin: https://dash.example").contains(allowed));
            assertFalse(raw(open, "localhost", "Origin: https://evil.example").contains("access-control"));
            assertFalse(raw(open, "localhost", "Origin: null").contains("access-control"));
        }
        String wrong = assertThrows(IllegalArgumentException.class, () -> server(Map.of("storm.http.allowed.origins", List.of("dash")))).getMessage();
        assertTrue(wrong.contains("storm.http.allowed.origins is dash; it must be a list of origins"), wrong);
    }

    @Test
    void aPageWhoseNamePointsHereIsRefusedAndTheMachinesNamesAndAddressesAreNot() throws Exception {
        try (WebServer server = server(Map.of("storm.local.hostname", "ui1.example.com", "storm.http.allowed.hosts", List.of("proxy.example.com")))) {
            server.start();
            for (String host : List.of("localhost", "LOCALHOST:" + server.port(), "127.0.0.1:80", "[::1]:80", "ui1.example.com", "proxy.example.com.")) {
                assertTrue(raw(server, host, "X: y").startsWith("http/1.1 200"), host);
            }
            for (String host : List.of("rebound.evil.example", "localhost.evil.example:" + server.port(), "1.2.3.4.evil.example", "x")) {
                String refusal = raw(server, host, "X: y");
                assertTrue(refusal.startsWith("http/1.1 403") && refusal.contains("storm.http.allowed.hosts"), refusal);
            }
        }
    }

    /** The answer to a request with any headers, which Java's own client would not send; in lower case. */
    private static String raw(WebServer server, String host, String header) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream().write(("GET /api/hello HTTP/1.1\r\nHost: " + host + "\r\n" + header + "\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
        }
    }

    private static HttpResponse<String> ask(WebServer server, String method, String path) throws Exception {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .header("Accept", "application/json").method(method, HttpRequest.BodyPublishers.noBody()).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void aPortWithoutAKeyStoreAndAFilterThatIsNoneAreNamed() {
        IllegalArgumentException keys = assertThrows(IllegalArgumentException.class, () -> server(Map.of("ui.https.port", 8443)));
        assertTrue(keys.getMessage().contains("ui.https.keystore.path"), keys.getMessage());
        IllegalArgumentException params = assertThrows(IllegalArgumentException.class, () -> server(Map.of("ui.filter.params", "a=b")));
        assertTrue(params.getMessage().contains("ui.filter.params"), params.getMessage());
    }

    @Test
    void whatIsNoHttpIsRefusedAsJson() throws Exception {
        try (WebServer server = server(Map.of("ui.host", "127.0.0.1"))) {
            server.start();
            for (String request : new String[] {"GET /a b HTTP/1.1\r\n\r\n", "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n", "HELLO\r\n\r\n"}) {
                try (Socket socket = new Socket("127.0.0.1", server.port()); InputStream in = socket.getInputStream()) {
                    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                    socket.shutdownOutput();
                    String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                    assertTrue(answer.startsWith("HTTP/1.1 4") && answer.contains("\"errorMessage\""), request + answer);
                }
            }
        }
    }
}
