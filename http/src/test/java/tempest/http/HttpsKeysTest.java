// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
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
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each key of HTTPS, of filters and of headers does, for each of the three daemons that serve HTTP, seen by a client of a real server. */
class HttpsKeysTest {
    /** Of a type that is not the default, with a password for the store and another for its key. */
    private static final String TYPE = "JCEKS";
    private static final String STORE_PASSWORD = "of the store";
    private static final String KEY_PASSWORD = "of the key";
    private static final String TRUST_PASSWORD = "of the trust store";

    @TempDir
    private static Path folder;
    private static KeyStore serverKeys;
    private static KeyStore friend;
    private static KeyStore stranger;

    /** The daemons, with the keys that are tested here, in full so that a search for one finds this test. */
    private enum Family {
        UI("ui", "ui", List.of("ui.https.port", "ui.https.keystore.path", "ui.https.keystore.password", "ui.https.keystore.type", "ui.https.key.password",
            "ui.https.truststore.path", "ui.https.truststore.password", "ui.https.truststore.type", "ui.https.want.client.auth", "ui.https.need.client.auth",
            "ui.disable.http.binding", "ui.filter", "ui.filter.params")),
        LOGVIEWER("logviewer", "logviewer", List.of("logviewer.https.port", "logviewer.https.keystore.path", "logviewer.https.keystore.password",
            "logviewer.https.keystore.type", "logviewer.https.key.password", "logviewer.https.truststore.path", "logviewer.https.truststore.password",
            "logviewer.https.truststore.type", "logviewer.https.want.client.auth", "logviewer.https.need.client.auth", "logviewer.disable.http.binding",
            "logviewer.filter", "logviewer.filter.params")),
        DRPC("drpc", "drpc.http", List.of("drpc.https.port", "drpc.https.keystore.path", "drpc.https.keystore.password", "drpc.https.keystore.type",
            "drpc.https.key.password", "drpc.https.truststore.path", "drpc.https.truststore.password", "drpc.https.truststore.type",
            "drpc.https.want.client.auth", "drpc.https.need.client.auth", "drpc.disable.http.binding", "drpc.http.filter", "drpc.http.filter.params"));

        private final String daemon;
        private final String httpPrefix;
        private final List<String> keys;

        Family(String daemon, String httpPrefix, List<String> keys) {
            this.daemon = daemon;
            this.httpPrefix = httpPrefix;
            this.keys = keys;
        }

        private String key(String end) {
            return keys.stream().filter(key -> key.endsWith("." + end)).findFirst().orElseThrow();
        }
    }

    /** Adds the header that its parameters say. */
    public static final class Marker implements Filter {
        private String mark;

        @Override
        public void init(FilterConfig config) {
            mark = config.getInitParameter("mark");
        }

        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) throws IOException, ServletException {
            ((HttpServletResponse) response).setHeader("X-Mark", String.valueOf(mark));
            chain.doFilter(request, response);
        }
    }

    @BeforeAll
    static void makeStores() throws Exception {
        serverKeys = keys("server");
        friend = keys("friend");
        stranger = keys("stranger");
        KeyStore guarded = KeyStore.getInstance(TYPE);
        guarded.load(null, null);
        guarded.setKeyEntry("server", serverKeys.getKey("server", "secret".toCharArray()), KEY_PASSWORD.toCharArray(), serverKeys.getCertificateChain("server"));
        write(guarded, "server.jceks", STORE_PASSWORD);
        KeyStore trusted = KeyStore.getInstance(TYPE);
        trusted.load(null, null);
        trusted.setCertificateEntry("friend", friend.getCertificate("friend"));
        write(trusted, "trusted.jceks", TRUST_PASSWORD);
    }

    private static KeyStore keys(String name) throws Exception {
        Path store = folder.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", name, "-keyalg", "EC",
            "-dname", "CN=" + name, "-ext", "san=dns:localhost", "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", "secret")
            .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        assertEquals(0, keytool.waitFor());
        return KeyStore.getInstance(store.toFile(), "secret".toCharArray());
    }

    private static void write(KeyStore store, String name, String password) throws Exception {
        try (OutputStream out = Files.newOutputStream(folder.resolve(name))) {
            store.store(out, password.toCharArray());
        }
    }

    private static WebServer server(Family family, Map<String, Object> conf) {
        return new WebServer(HttpSettings.of(conf, family.daemon, family.httpPrefix, 0), Callers.of(conf, "ui.http.creds.plugin", null, null), new CrossSite(), null,
            javalin -> javalin.routes.get("/caller", context -> context.result(context.attribute("jakarta.servlet.request.X509Certificate")
                instanceof X509Certificate[] chain ? chain[0].getSubjectX500Principal().getName() : "nobody")));
    }

    /** HTTPS with all its keys, on a port that is free. */
    private static Map<String, Object> https(Family family) throws IOException {
        Map<String, Object> conf = new HashMap<>();
        try (ServerSocket socket = new ServerSocket(0)) {
            conf.put(family.key("https.port"), socket.getLocalPort());
        }
        conf.put(family.key("https.keystore.path"), folder.resolve("server.jceks").toString());
        conf.put(family.key("https.keystore.password"), STORE_PASSWORD);
        conf.put(family.key("https.keystore.type"), TYPE);
        conf.put(family.key("https.key.password"), KEY_PASSWORD);
        return conf;
    }

    private static Map<String, Object> withTrustStore(Family family) throws IOException {
        Map<String, Object> conf = https(family);
        conf.put(family.key("https.truststore.path"), folder.resolve("trusted.jceks").toString());
        conf.put(family.key("https.truststore.password"), TRUST_PASSWORD);
        conf.put(family.key("https.truststore.type"), TYPE);
        return conf;
    }

    /** Who the server says a client is that comes with these keys, or with none if they are null. */
    private static HttpResponse<String> ask(int port, KeyStore keys) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        Certificate certificate = serverKeys.getCertificate("server");
        trusted.setCertificateEntry("server", certificate);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        KeyManager[] own = null;
        if (keys != null) {
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(keys, "secret".toCharArray());
            own = factory.getKeyManagers();
        }
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build().send(HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/caller")).build(),
            HttpResponse.BodyHandlers.ofString());
    }

    @ParameterizedTest
    @EnumSource
    void theKeyStoreIsOpenedWithItsTypeAndBothItsPasswords(Family family) throws Exception {
        try (WebServer server = server(family, https(family))) {
            server.start();
            assertEquals("nobody", ask(server.port(), null).body());
            assertEquals("nobody", ask(server.port(), friend).body(), "nobody is asked for a certificate");
        }
        for (String key : List.of("https.keystore.password", "https.key.password", "https.keystore.type", "https.keystore.path")) {
            assertRefused(family, key, https(family));
        }
    }

    private static void assertRefused(Family family, String key, Map<String, Object> conf) {
        conf.put(family.key(key), key.endsWith("type") ? "PKCS12" : "wrong");
        try (WebServer server = server(family, conf)) {
            assertThrows(IllegalStateException.class, server::start, () -> family.key(key) + " has no effect");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whereACertificateIsNeededOnlyThoseOfTheTrustStoreComeIn(Family family) throws Exception {
        Map<String, Object> conf = withTrustStore(family);
        conf.put(family.key("https.need.client.auth"), true);
        try (WebServer server = server(family, conf)) {
            server.start();
            assertEquals("CN=friend", ask(server.port(), friend).body());
            assertThrows(IOException.class, () -> ask(server.port(), null));
            assertThrows(IOException.class, () -> ask(server.port(), stranger));
        }
        for (String key : List.of("https.truststore.path", "https.truststore.password", "https.truststore.type")) {
            assertRefused(family, key, withTrustStore(family));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whereACertificateIsWantedOneMayComeWithout(Family family) throws Exception {
        Map<String, Object> conf = withTrustStore(family);
        conf.put(family.key("https.want.client.auth"), true);
        try (WebServer server = server(family, conf)) {
            server.start();
            assertEquals("CN=friend", ask(server.port(), friend).body());
            assertEquals("nobody", ask(server.port(), null).body());
        }
    }

    @ParameterizedTest
    @EnumSource
    void plainHttpStaysBesideHttpsIfItIsAskedFor(Family family) throws Exception {
        Map<String, Object> conf = https(family);
        conf.put(family.key("disable.http.binding"), false);
        conf.put(family.key("filter"), Marker.class.getName());
        conf.put(family.key("filter.params"), Map.of("mark", 7));
        try (WebServer server = server(family, conf)) {
            server.start();
            HttpResponse<String> plain = HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + "/caller")).build(),
                HttpResponse.BodyHandlers.ofString());
            HttpResponse<String> secure = ask((int) conf.get(family.key("https.port")), null);
            for (HttpResponse<String> answer : List.of(plain, secure)) {
                assertEquals("nobody", answer.body());
                assertEquals("7", answer.headers().firstValue("X-Mark").orElse("no filter"), "the filter and its parameters");
            }
        }
    }

    @Test
    void headersMayBeAsLargeAsTheUisSettingSays() throws Exception {
        assertTrue(withHeaderOf20KiB(Map.of()).startsWith("HTTP/1.1 431"));
        assertTrue(withHeaderOf20KiB(Map.of("ui.header.buffer.bytes", 40_000)).startsWith("HTTP/1.1 200"));
    }

    private static String withHeaderOf20KiB(Map<String, Object> conf) throws IOException {
        try (WebServer server = server(Family.UI, conf)) {
            server.start();
            try (Socket socket = new Socket("localhost", server.port())) {
                socket.getOutputStream().write(("GET /caller HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Long: " + "x".repeat(20_480) + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
                return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            }
        }
    }
}
