// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.maven.repository.internal.MavenRepositorySystemUtils;
import org.eclipse.aether.repository.Proxy;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.spi.connector.transport.GetTask;
import org.eclipse.aether.spi.connector.transport.PeekTask;
import org.eclipse.aether.spi.connector.transport.Transporter;
import org.eclipse.aether.transfer.NoTransporterException;
import org.eclipse.aether.util.repository.AuthenticationBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Downloads from a small HTTP server, which is a proxy, too. */
@Timeout(120)
class HttpTransporterTest {
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String proxyUser = exchange.getRequestHeaders().getFirst("Proxy-Authorization");
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + (proxyUser == null ? "" : " " + proxyUser));
        byte[] body = "content".getBytes(StandardCharsets.UTF_8);
        if (path.endsWith("moved.jar")) {
            exchange.getResponseHeaders().set("Location", "there.jar");
            exchange.sendResponseHeaders(302, -1);
        } else if (exchange.getRequestURI().isAbsolute() && proxyUser == null) {
            exchange.getResponseHeaders().set("Proxy-Authenticate", "Basic realm=\"proxy\"");
            exchange.sendResponseHeaders(407, -1);
        } else if (path.endsWith("there.jar")) {
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(200, head ? -1 : body.length);
            if (!head) {
                exchange.getResponseBody().write(body);
            }
        } else {
            exchange.sendResponseHeaders(path.endsWith("broken.jar") ? 500 : 404, -1);
        }
        exchange.close();
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/maven";
    }

    private static Transporter to(RemoteRepository.Builder repository) throws NoTransporterException {
        return new HttpTransporter.Factory().newInstance(MavenRepositorySystemUtils.newSession(), repository.build());
    }

    @Test
    void aFileIsDownloadedAlsoFromWhereItHasMoved() throws Exception {
        try (Transporter transporter = to(new RemoteRepository.Builder("here", "default", url()))) {
            for (String name : List.of("there.jar", "moved.jar")) {
                GetTask task = new GetTask(URI.create("org/example/" + name));
                transporter.get(task);
                assertEquals("content", task.getDataString());
            }
            transporter.peek(new PeekTask(URI.create("org/example/there.jar")));
        }
        assertTrue(asked.contains("GET /maven/org/example/there.jar"), asked.toString());
    }

    @Test
    void whatIsNotThereIsToldFromWhatIsBroken() throws Exception {
        try (Transporter transporter = to(new RemoteRepository.Builder("here", "default", url()))) {
            Exception missing = assertThrows(IOException.class, () -> transporter.get(new GetTask(URI.create("missing.jar"))));
            assertEquals(Transporter.ERROR_NOT_FOUND, transporter.classify(missing));
            assertEquals(url() + "/missing.jar answers with status 404", missing.getMessage());
            Exception broken = assertThrows(IOException.class, () -> transporter.peek(new PeekTask(URI.create("broken.jar"))));
            assertEquals(Transporter.ERROR_OTHER, transporter.classify(broken));
        }
        assertThrows(NoTransporterException.class, () -> to(new RemoteRepository.Builder("there", "default", "ftp://example.com/maven")));
    }

    @Test
    void aProxyIsToldItsUser() throws Exception {
        Proxy proxy = new Proxy("http", "127.0.0.1", server.getAddress().getPort(), new AuthenticationBuilder().addUsername("ann").addPassword("word").build());
        try (Transporter transporter = to(new RemoteRepository.Builder("far", "default", "http://repository.example.invalid/maven").setProxy(proxy))) {
            GetTask task = new GetTask(URI.create("there.jar"));
            transporter.get(task);
            assertEquals("content", task.getDataString());
        }
        String user = Base64.getEncoder().encodeToString("ann:word".getBytes(StandardCharsets.UTF_8));
        assertTrue(asked.contains("GET http://repository.example.invalid/maven/there.jar Basic " + user), asked.toString());
    }
}
