// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.drpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.servlet.http.HttpServletRequest;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.storm.drpc.CallResults;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.generated.DRPCExceptionType;
import org.apache.storm.generated.DRPCExecutionException;
import org.apache.storm.generated.DistributedRPC;
import org.apache.storm.security.auth.DefaultHttpCredentialsPlugin;
import org.apache.storm.thrift.async.TAsyncClientManager;
import org.apache.storm.thrift.protocol.TBinaryProtocol;
import org.apache.storm.utils.DRPCClient;
import org.apache.storm.utils.Utils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server over its wires: Thrift both ways, and HTTP. */
class DrpcServerTest {
    private static final int PATIENCE_SECS = 20;

    private final Map<String, Object> conf = new HashMap<>(Utils.readDefaultConfig());
    private final HttpClient http = HttpClient.newHttpClient();
    @TempDir
    private Path folder;
    private DrpcServer server;

    @BeforeEach
    void configure() {
        for (String key : List.of("drpc.port", "drpc.invocations.port", "drpc.http.port")) {
            conf.put(key, 0);
        }
        conf.put("drpc.max_buffer_size", 100_000);
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private void start() {
        server = new DrpcServer(conf);
        server.start();
    }

    private FunctionServer serve(String name) {
        return new FunctionServer(conf, server.invocationsPort(), name, text -> {
            if (text.equals("bad")) {
                throw new IllegalArgumentException("I cannot do bad");
            }
            return text + "!";
        });
    }

    private DRPCClient client() throws Exception {
        return new DRPCClient(conf, "localhost", server.port());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create("http://localhost:" + server.httpPort() + path)).build(),
            HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create("http://localhost:" + server.httpPort() + path))
            .POST(HttpRequest.BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void thriftCallersGetResultsAndTheReasonOfAFailure() throws Exception {
        start();
        try (FunctionServer topology = serve("exclaim"); DRPCClient client = client()) {
            assertEquals("hello!", client.execute("exclaim", "hello"));
            assertEquals("!", client.execute("exclaim", ""));
            DRPCExecutionException e = assertThrows(DRPCExecutionException.class, () -> client.execute("exclaim", "bad"));
            assertEquals("I cannot do bad", e.get_msg());
            assertEquals("ünïcödé \uD83D\uDE00!", client.execute("exclaim", "ünïcödé \uD83D\uDE00"));
        }
    }

    @Test
    void aServerThatStartsAgainGetsResultsAlmostAtOnce() throws Exception {
        start();
        conf.put("drpc.port", server.port());
        conf.put("drpc.invocations.port", server.invocationsPort());
        String call = "{\"id\":\"1\",\"host\":\"localhost\",\"port\":" + server.invocationsPort() + "}";
        try (CallResults results = new CallResults(conf)) {
            assertTrue(results.deliver(call, "result"));
            server.close();
            long begin = System.nanoTime();
            assertFalse(results.deliver(call, "result of a server that is down"));
            long end = System.nanoTime();
            start();
            long leftAlone = end + 10 * (end - begin);
            for (long left = leftAlone - System.nanoTime(); left > 0; left = leftAlone - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            assertTrue(results.deliver(call, "result"));
        }
    }

    @Test
    void httpCallersGetResultsByEachRoute() throws Exception {
        start();
        try (FunctionServer topology = serve("exclaim")) {
            assertEquals("a b!", get("/drpc/exclaim/a%20b").body());
            assertEquals("http://foo.com/blog/1!", get("/drpc/exclaim/http://foo.com/blog/1").body());
            assertEquals("foo/1+2!", get("/drpc/exclaim/foo%2F1+2").body());
            assertEquals("!", get("/drpc/exclaim").body());
            assertEquals("body/with\nlines!", post("/drpc/exclaim", "body/with\nlines").body());
            assertTrue(get("/metrics").body().contains("storm_drpc_http_calls_total 5"), get("/metrics").body());
            assertEquals("text/plain;charset=utf-8", get("/drpc/exclaim").headers().firstValue("Content-Type").orElseThrow());
        }
    }

    @Test
    void badHttpIsAnsweredByOneLine() throws Exception {
        start();
        assertLine(404, get("/nothing"), "there is no /nothing");
        assertLine(400, post("/drpc/exclaim/arguments", "x"), "a POST has its arguments in the body");
        assertLine(413, post("/drpc/exclaim", "x".repeat(100_001)), "drpc.max_buffer_size, which is 100000 bytes");
        for (String malformed : List.of("GET /drpc/f/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "nonsense\r\n\r\n",
            "GET /drpc/f/%c3%28%ff HTTP/9.9\r\n\r\n", "GET /drpc/f HTTP/1.1\r\nContent-Length: -1\r\nHost: x\r\n\r\n")) {
            String answer = raw(malformed);
            assertTrue(answer.startsWith("HTTP/1.1 400 ") || answer.startsWith("HTTP/1.1 505 "), answer);
            String body = answer.substring(answer.indexOf("\r\n\r\n") + 4).strip();
            assertEquals(1, body.lines().count(), answer);
            assertTrue(body.startsWith("{\"error\":\""), answer);
        }
    }

    private static void assertLine(int status, HttpResponse<String> response, String part) {
        assertEquals(status, response.statusCode());
        assertTrue(response.body().contains(part) && response.body().lines().count() == 1, response.body());
    }

    private String raw(String request) throws Exception {
        try (Socket socket = new Socket("localhost", server.httpPort())) {
            socket.setSoTimeout(PATIENCE_SECS * 1000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    void pagesOfOtherSitesMayNotCall() throws Exception {
        start();
        try (FunctionServer topology = serve("exclaim")) {
            HttpResponse<String> refused = http.send(HttpRequest.newBuilder(
                URI.create("http://localhost:" + server.httpPort() + "/drpc/exclaim/x")).header("Origin", "http://evil.example").build(),
                HttpResponse.BodyHandlers.ofString());
            assertLine(403, refused, "another site");
        }
    }

    @Test
    void httpsStandsInForHttpWhereItIsSetUp() throws Exception {
        Path keys = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", "drpc",
            "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "san=dns:localhost", "-storetype", "PKCS12", "-keystore", keys.toString(),
            "-storepass", "secret").redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        assertEquals(0, keytool.waitFor());
        try (ServerSocket free = new ServerSocket(0)) {
            conf.put("drpc.https.port", free.getLocalPort());
        }
        conf.putAll(Map.of("drpc.https.keystore.path", keys.toString(), "drpc.https.keystore.password", "secret",
            "drpc.https.keystore.type", "PKCS12"));
        start();
        KeyStore trusted = KeyStore.getInstance(keys.toFile(), "secret".toCharArray());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        try (FunctionServer topology = serve("exclaim")) {
            HttpResponse<String> answer = HttpClient.newBuilder().sslContext(tls).build().send(HttpRequest.newBuilder(
                URI.create("https://localhost:" + conf.get("drpc.https.port") + "/drpc/exclaim/safe")).build(), HttpResponse.BodyHandlers.ofString());
            assertEquals("safe!", answer.body());
        }
    }

    @Test
    void aCallThatIsNotAnsweredTimesOutForEitherKindOfCaller() throws Exception {
        conf.put("drpc.request.timeout.secs", 1);
        start();
        CompletableFuture<HttpResponse<String>> page = CompletableFuture.supplyAsync(() -> {
            try {
                return get("/drpc/nobody/x");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        try (DRPCClient client = client()) {
            DRPCExecutionException e = assertThrows(DRPCExecutionException.class, () -> client.execute("nobody", "x"));
            assertEquals(DRPCExceptionType.SERVER_TIMEOUT, e.get_type());
            assertTrue(e.get_msg().contains("no topology serves it"), e.get_msg());
        }
        assertLine(504, page.get(PATIENCE_SECS, TimeUnit.SECONDS), "no topology serves it");
    }

    @Test
    void tooLargeACallIsRefusedByTheClientAndTheConnectionStaysGood() throws Exception {
        start();
        try (FunctionServer topology = serve("exclaim"); DRPCClient client = client()) {
            DRPCExecutionException e = assertThrows(DRPCExecutionException.class, () -> client.execute("exclaim", "x".repeat(100_000)));
            assertTrue(e.get_msg().contains("drpc.max_buffer_size"), e.get_msg());
            assertEquals("x!", client.execute("exclaim", "x"));
        }
    }

    @Test
    void farMoreCallersWaitThanThereAreThreads() throws Exception {
        conf.put("drpc.worker.threads", 2);
        start();
        TAsyncClientManager manager = new TAsyncClientManager();
        List<CompletableFuture<String>> answers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            answers.add(callLater(manager, Integer.toString(i)));
        }
        try (FunctionServer topology = serve("exclaim"); DRPCClient client = client()) {
            assertEquals("now!", client.execute("exclaim", "now"));
            for (int i = 0; i < answers.size(); i++) {
                assertEquals(i + "!", answers.get(i).get(PATIENCE_SECS, TimeUnit.SECONDS));
            }
        } finally {
            manager.stop();
        }
    }

    private CompletableFuture<String> callLater(TAsyncClientManager manager, String arguments) throws Exception {
        CompletableFuture<String> answer = new CompletableFuture<>();
        new DistributedRPC.AsyncClient(new TBinaryProtocol.Factory(), manager,
            new org.apache.storm.thrift.transport.TNonblockingSocket("localhost", server.port()))
            .execute("exclaim", arguments, new org.apache.storm.thrift.async.AsyncMethodCallback<>() {
                @Override
                public void onComplete(String result) {
                    answer.complete(result);
                }

                @Override
                public void onError(Exception e) {
                    answer.completeExceptionally(e);
                }
            });
        return answer;
    }

    @Test
    void closingFailsTheCallsThatWait() throws Exception {
        start();
        CompletableFuture<String> call = CompletableFuture.supplyAsync(() -> {
            try (DRPCClient client = client()) {
                return client.execute("nobody", "x");
            } catch (Exception e) {
                throw new java.util.concurrent.CompletionException(e);
            }
        });
        try (DRPCClient other = client()) {
            // The other's call is there once a topology can fetch it; that topology then never answers.
            try (var topology = new org.apache.storm.drpc.DRPCInvocationsClient(conf, "localhost", server.invocationsPort())) {
                long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECS);
                while (topology.fetchRequest("nobody").get_request_id().isEmpty()) {
                    assertTrue(System.nanoTime() - end < 0, "no call");
                }
            }
        }
        server.close();
        ExecutionException e = assertThrows(ExecutionException.class, () -> call.get(PATIENCE_SECS, TimeUnit.SECONDS));
        assertEquals(DRPCExceptionType.SERVER_SHUTDOWN, ((DRPCExecutionException) e.getCause()).get_type());
    }

    @Test
    void theAuthorizerDecidesAndItsRefusalIsReported() throws Exception {
        conf.put("drpc.authorizer", "org.apache.storm.security.auth.authorizer.DRPCSimpleACLAuthorizer");
        conf.put("drpc.authorizer.acl", Map.of("secret", Map.of("client.users", List.of("alice"), "invocation.user", "bob")));
        conf.put("drpc.authorizer.acl.filename", "");
        start();
        try (FunctionServer topology = serve("open"); DRPCClient client = client()) {
            assertEquals("x!", client.execute("open", "x"));
            AuthorizationException e = assertThrows(AuthorizationException.class, () -> client.execute("secret", "x"));
            assertTrue(e.get_msg().contains("not allowed to execute for the function secret"), e.get_msg());
            assertEquals("y!", client.execute("open", "y"));
        }
        assertLine(403, get("/drpc/secret/x"), "not allowed to execute");
        assertLine(401, get("/drpc/secret/x?doAsUser=alice"), "doAsUser is for callers who have authenticated themselves");
        try (var topology = new org.apache.storm.drpc.DRPCInvocationsClient(conf, "localhost", server.invocationsPort())) {
            assertThrows(AuthorizationException.class, () -> topology.fetchRequest("secret"));
        }
    }

    /** Knows the caller by a header. */
    public static final class HeaderCredentials extends DefaultHttpCredentialsPlugin {
        @Override
        public String getUserName(HttpServletRequest request) {
            return request.getHeader("X-User");
        }
    }

    @Test
    void theCredentialsPluginSaysWhoCallsByHttp() throws Exception {
        conf.put("drpc.http.creds.plugin", HeaderCredentials.class.getName());
        conf.put("drpc.authorizer", "org.apache.storm.security.auth.authorizer.DRPCSimpleACLAuthorizer");
        conf.put("drpc.authorizer.acl", Map.of("mine", Map.of("client.users", List.of("alice"), "invocation.user", "bob")));
        conf.put("drpc.authorizer.acl.filename", "");
        conf.put("drpc.request.timeout.secs", 1);
        start();
        for (Map.Entry<String, Integer> caller : Map.of("alice", 504, "eve", 403).entrySet()) {
            HttpResponse<String> answer = http.send(HttpRequest.newBuilder(URI.create("http://localhost:" + server.httpPort() + "/drpc/mine/x"))
                .header("X-User", caller.getKey()).build(), HttpResponse.BodyHandlers.ofString());
            assertEquals(caller.getValue(), answer.statusCode(), "alice is let in, though no topology answers: " + answer.body());
        }
    }

    @Test
    void aTakenPortAndABadSettingAreReportedWithTheirKey() {
        start();
        conf.put("drpc.invocations.port", server.invocationsPort());
        assertTrue(assertThrows(IllegalStateException.class, () -> new DrpcServer(conf)).getMessage().contains("drpc.invocations.port"));
        conf.put("drpc.invocations.port", 0);
        conf.put("drpc.request.timeout.secs", "soon");
        assertTrue(assertThrows(IllegalArgumentException.class, () -> new DrpcServer(conf)).getMessage().contains("drpc.request.timeout.secs is soon"));
        conf.remove("drpc.request.timeout.secs");
        conf.put("drpc.authorizer", "no.such.Class");
        assertTrue(assertThrows(IllegalArgumentException.class, () -> new DrpcServer(conf)).getMessage().contains("drpc.authorizer is no.such.Class"));
        conf.remove("drpc.authorizer");
        conf.put("drpc.https.port", 1);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> new DrpcServer(conf)).getMessage().contains("drpc.https.keystore.path"));
    }
}
