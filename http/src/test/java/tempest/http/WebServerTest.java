// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebServerTest {
    @TempDir
    private Path folder;

    private static WebServer server(Map<String, Object> conf) {
        return new WebServer(HttpSettings.of(conf, "ui", "ui", 0), Callers.of(conf, "ui.http.creds.plugin", null, null), new CrossSite(), null,
            javalin -> javalin.routes.get("/api/hello", context -> context.json(Map.of("hello", "you"))));
    }

    @Test
    void with_a_key_store_it_serves_tls_alone() throws Exception {
        Path keys = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", "ui", "-keyalg", "EC",
            "-dname", "CN=localhost", "-ext", "san=dns:localhost", "-storetype", "PKCS12", "-keystore", keys.toString(), "-storepass", "secret").inheritIO().start();
        assertEquals(0, keytool.waitFor());
        int port = freePort();
        Map<String, Object> conf = Map.of("ui.host", "localhost", "ui.https.port", port, "ui.https.keystore.path", keys.toString(),
            "ui.https.keystore.password", "secret", "ui.https.keystore.type", "PKCS12", "ui.https.enable.ssl.reload", true);
        try (WebServer server = server(conf)) {
            server.start();
            assertEquals(port, server.port(), "plain HTTP is off unless it is asked for");
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(keys)) {
                trusted.load(in, "secret".toCharArray());
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            HttpResponse<String> hello = HttpClient.newBuilder().sslContext(context).build().send(
                HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/api/hello")).build(), HttpResponse.BodyHandlers.ofString());
            assertEquals("{\"hello\":\"you\"}", hello.body());
        }
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void a_port_without_a_key_store_and_a_filter_that_is_none_are_named() {
        IllegalArgumentException keys = assertThrows(IllegalArgumentException.class, () -> server(Map.of("ui.https.port", 8443)));
        assertTrue(keys.getMessage().contains("ui.https.keystore.path"), keys.getMessage());
        IllegalArgumentException params = assertThrows(IllegalArgumentException.class, () -> server(Map.of("ui.filter.params", "a=b")));
        assertTrue(params.getMessage().contains("ui.filter.params"), params.getMessage());
    }

    @Test
    void what_is_no_http_is_refused_as_json() throws Exception {
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
