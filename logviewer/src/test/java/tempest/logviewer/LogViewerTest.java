// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.logviewer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Principal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.FileAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.storm.security.auth.FixedGroupsMapping;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tempest.cluster.LocalLayout;

class LogViewerTest {
    private static final String WORKER = "words-1-2/6700/worker.log";
    private static final String SECRET = "nobody may read this";

    @TempDir
    private Path home;
    private Path logs;
    private LogViewer viewer;
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void open() throws IOException {
        logs = home.resolve("logs");
        Path folder = Files.createDirectories(logs.resolve("workers-artifacts/words-1-2/6700"));
        Files.writeString(folder.resolve("worker.log"), "0123456789".repeat(10_000));
        Files.writeString(folder.resolve("gc.log"), "");
        Files.writeString(folder.resolve("html.log"), "<script>alert(1)</script> & more");
        Files.writeString(folder.resolve("jstack-1.txt"), "stacks");
        Files.writeString(folder.resolve("worker.yaml"), "topology.submitter.user: ann\nlogs.users: [bob]\nlogs.groups: []\n");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("worker.log.1.gz")))) {
            out.write("an older needle".getBytes(StandardCharsets.UTF_8));
        }
        Files.createDirectories(logs.resolve("workers-artifacts/other-1-2/6701"));
        Files.writeString(logs.resolve("workers-artifacts/other-1-2/6701/worker.log"), "other needle");
        Files.writeString(logs.resolve("nimbus.log"), "nimbus says");
        Files.writeString(home.resolve("storm.yaml"), SECRET);
        Files.createSymbolicLink(folder.resolve("link.log"), home.resolve("storm.yaml"));
        Files.createSymbolicLink(folder.resolve("up"), home);
        Files.createSymbolicLink(logs.resolve("link.log"), home.resolve("storm.yaml"));
        start(Map.of());
    }

    private void start(Map<String, Object> settings) {
        Map<String, Object> conf = new HashMap<>(settings);
        conf.put("logviewer.host", "127.0.0.1");
        conf.putIfAbsent("logviewer.port", 0);
        viewer = new LogViewer(conf, LocalLayout.of(conf, home));
        viewer.start();
    }

    @AfterEach
    void close() {
        viewer.close();
    }

    private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + viewer.port() + path));
        return client.send((headers.length == 0 ? request : request.headers(headers)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode json(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = get(path, "Accept", "application/json");
        assertEquals(200, response.statusCode(), response.body());
        return new ObjectMapper().readTree(response.body());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void aPartOfALogIsItsEndOrTheRequestedPart() throws Exception {
        String file = "/api/v1/log?file=" + encode(WORKER);
        assertEquals(51_200, get(file).body().length());
        assertTrue(get(file).body().endsWith("789"));
        assertEquals("34567", get(file + "&start=13&length=5").body());
        assertEquals("789", get(file + "&start=99997&length=50").body());
        assertEquals("", get(file + "&start=100000&length=50").body());
        assertEquals(400, get(file + "&start=-1").statusCode());
        assertEquals("", get("/api/v1/log?file=" + encode("words-1-2/6700/gc.log")).body());
        assertEquals("needle", get("/api/v1/log?start=9&file=" + encode(WORKER + ".1.gz")).body());
        JsonNode part = json(file + "&start=13&length=5");
        assertEquals(List.of(13L, 5L, 100_000L), List.of(part.get("start").asLong(), part.get("length").asLong(), part.get("size").asLong()));
        assertEquals(51_200, get("/log?file=" + encode(WORKER)).body().length(), "the address of older releases");
    }

    @Test
    void peopleGetAPageOnWhichMarkupInLogsIsText() throws Exception {
        HttpResponse<String> page = get("/api/v1/log?file=" + encode("words-1-2/6700/html.log"), "Accept", "text/html");
        assertTrue(page.body().contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; more") && !page.body().contains("<script"), page.body());
        assertTrue(page.headers().firstValue("Content-Security-Policy").isPresent());
        assertEquals("nosniff", page.headers().firstValue("X-Content-Type-Options").orElse(""));
        String evil = get("/api/v1/log?file=" + encode("words-1-2/6700/html.log") + "&grep=" + encode("\"><script>"), "Accept", "text/html").body();
        assertFalse(evil.contains("<script"), evil);
    }

    @Test
    void aLogIsDownloadedCompletelyAndDaemonLogsHaveTheirOwnAddress() throws Exception {
        HttpResponse<String> whole = get("/api/v1/download?file=" + encode(WORKER));
        assertEquals(100_000, whole.body().length());
        assertEquals("attachment; filename=\"worker.log\"", whole.headers().firstValue("Content-Disposition").orElseThrow());
        assertEquals("nimbus says", get("/api/v1/daemonlog?file=nimbus.log").body());
        assertEquals("nimbus says", get("/api/v1/daemondownload?file=nimbus.log").body());
    }

    @Test
    void logsAreListedByTopologyAndPort() throws Exception {
        assertTrue(get("/api/v1/listLogs").body().contains("words-1-2"));
        assertEquals("[\"other-1-2/6701/worker.log\"]", get("/api/v1/listLogs?topologyId=other-1-2").body());
        assertEquals("[\"other-1-2/6701/worker.log\"]", get("/api/v1/listLogs?topoId=other-1-2").body());
        assertEquals("[\"other-1-2/6701/worker.log\"]", get("/api/v1/searchLogs?topologyId=other-1-2&port=6701").body());
        assertEquals("[]", get("/api/v1/listLogs?topologyId=other-1-2&port=6700").body());
        assertFalse(get("/api/v1/listLogs").body().contains("link.log"), "links are not listed");
        assertEquals(100_000, json("/api/v2/logs?topologyId=words-1-2").findParents("file").stream()
            .filter(row -> row.get("file").asText().equals(WORKER)).findFirst().orElseThrow().get("bytes").asLong());
    }

    @Test
    void aTextIsFoundWithItsPlaceAndSurroundings() throws Exception {
        Files.writeString(logs.resolve("workers-artifacts/words-1-2/6700/worker.log"), "x".repeat(300_000) + "needle<b>" + "y".repeat(300_000) + "needle" + "z");
        JsonNode found = json("/api/v1/search?file=" + encode(WORKER) + "&search-string=needle&num-matches=1");
        assertEquals(300_000, found.get("matches").get(0).get("byteOffset").asLong());
        assertEquals("needle", found.get("matches").get(0).get("matchString").asText());
        assertTrue(found.get("matches").get(0).get("afterString").asText().startsWith("<b>yyy"), found.toString());
        assertTrue(found.get("matches").get(0).get("logviewerURL").asText().startsWith("/api/v1/log?file="));
        long next = found.get("nextByteOffset").asLong();
        JsonNode second = json("/api/v1/search?file=" + encode(WORKER) + "&search-string=needle&start-byte-offset=" + next);
        assertEquals(600_009, second.get("matches").get(0).get("byteOffset").asLong());
        assertFalse(second.has("nextByteOffset"));
        assertEquals(1, json("/api/v1/search?is-daemon=yes&file=nimbus.log&search-string=says").get("matches").size());
        assertEquals(400, get("/api/v1/search?file=" + encode(WORKER)).statusCode());
    }

    @Test
    void aTopologysLogsAreSearchedArchivedOnesOnRequest() throws Exception {
        assertEquals(0, json("/api/v1/deepSearch/words-1-2?search-string=needle").get("matches").size());
        JsonNode found = json("/api/v1/deepSearch/words-1-2?search-string=needle&search-archived=on&port=*");
        assertEquals(WORKER + ".1.gz", found.get("matches").get(0).get("fileName").asText());
        assertEquals("6700", found.get("matches").get(0).get("port").asText());
        assertEquals(9, found.get("matches").get(0).get("matches").get(0).get("byteOffset").asLong());
        // The page's own: whole lines.
        JsonNode latest = json("/api/v2/logs/search?topologyId=words-1-2&search-string=needle");
        JsonNode archived = java.util.stream.StreamSupport.stream(latest.spliterator(), false).filter(file -> file.get("file").asText().equals(WORKER + ".1.gz")).findFirst().orElseThrow();
        assertEquals(9, archived.get("matches").get(0).get("byteOffset").asLong());
        assertTrue(archived.get("matches").get(0).get("line").asText().contains("needle"), latest.toString());
        assertEquals(400, get("/api/v2/logs/search?search-string=needle").statusCode());
        assertEquals(400, get("/api/v2/logs/search?topologyId=words-1-2").statusCode());
    }

    @Test
    void aWorkersDumpsAreListedAndDownloaded() throws Exception {
        assertEquals("[\"jstack-1.txt\"]", get("/api/v1/dumps/words-1-2/" + encode("localhost:6700")).body());
        assertEquals("stacks", get("/api/v1/dumps/words-1-2/" + encode("localhost:6700") + "/jstack-1.txt").body());
        assertEquals(404, get("/api/v1/dumps/words-1-2/" + encode("localhost:6700") + "/worker.yaml").statusCode());
        assertEquals(404, get("/api/v1/dumps/words-1-2/localhost%3A9").statusCode());
    }

    @Test
    void nothingOutsideOfTheFolderCanBeReadHoweverItIsSpelled() throws Exception {
        String secret = home.resolve("storm.yaml").toString();
        for (String evil : new String[] {"../../storm.yaml", "words-1-2/../../../storm.yaml", "words-1-2/6700/../../../../storm.yaml", secret, "/" + secret, "//etc/passwd",
            "words-1-2/6700/link.log", "words-1-2/6700/up/storm.yaml", "link.log", "..\\..\\storm.yaml", "words-1-2\\..\\..\\storm.yaml", "words-1-2", "", "\0",
            "nimbus.log\0.txt", "../../storm.yaml\0.log", "%2e%2e/%2e%2e/storm.yaml", "..%2f..%2fstorm.yaml", "%252e%252e%252fstorm.yaml", "..%c0%af..%c0%afstorm.yaml",
            "....//....//storm.yaml", "./../../storm.yaml", "workers-artifacts/words-1-2/6700/worker.log", "file://" + secret, "~/storm.yaml", "no-such.log"}) {
            for (String route : new String[] {"log", "download", "daemonlog", "daemondownload", "search"}) {
                for (String spelled : new String[] {encode(evil), encode(evil).replace("+", "%20").replace(".", "%2e"), encode(encode(evil))}) {
                    HttpResponse<String> answer = get("/api/v1/" + route + "?search-string=may&file=" + spelled);
                    assertTrue(answer.statusCode() == 404 || answer.statusCode() == 400, route + " " + evil + ": " + answer.statusCode());
                    assertFalse(answer.body().contains(SECRET), evil);
                }
            }
        }
        assertEquals(400, get("/api/v1/log").statusCode());
        assertEquals(404, get("/elsewhere").statusCode());
    }

    @Test
    void aLinkAmongTheLogsLeadsToNoOtherWorkersLog() throws Exception {
        Path folder = logs.resolve("workers-artifacts/words-1-2/6700");
        Files.createSymbolicLink(folder.resolve("theirs.log"), logs.resolve("workers-artifacts/other-1-2/6701/worker.log"));
        Files.createSymbolicLink(folder.resolve("own.log"), folder.resolve("worker.log"));
        Files.createDirectories(folder.getParent().resolve("6799"));
        Files.createSymbolicLink(folder.getParent().resolve("6799/port.log"), folder.resolve("worker.log"));
        for (String route : new String[] {"log", "download", "search"}) {
            assertEquals(404, get("/api/v1/" + route + "?search-string=needle&file=" + encode("words-1-2/6700/theirs.log")).statusCode(), route);
            assertEquals(404, get("/api/v1/" + route + "?search-string=needle&file=" + encode("words-1-2/6799/port.log")).statusCode(), route);
            assertEquals(200, get("/api/v1/" + route + "?search-string=0&file=" + encode("words-1-2/6700/own.log")).statusCode(), route);
        }
    }

    @Test
    void pathsOfDumpsLeadNowhereElseEither() throws Exception {
        for (String path : new String[] {"/api/v1/dumps/words-1-2/localhost:6700/../../../../storm.yaml", "/api/v1/dumps/words-1-2/6700/%2e%2e%2f%2e%2e%2fstorm.yaml",
            "/api/v1/dumps/%2e%2e/%2e%2e/storm.yaml", "/api/v1/dumps/..%2f..%2f/6700/storm.yaml", "/api/v1/dumps/words-1-2/6700/..%5c..%5cstorm.txt",
            "/api/v1/dumps/words-1-2/6700/up%2fstorm.yaml", "/api/v1/dumps/words-1-2/6700/link.log", "/../../storm.yaml", "/%2e%2e/storm.yaml",
            "/api/v1/deepSearch/..%2f..?search-string=may", "/api/v1/dumps/words-1-2/6700/x%00.txt"}) {
            // Raw, because a client of any good would tidy the path up.
            try (Socket socket = new Socket("127.0.0.1", viewer.port()); InputStream in = socket.getInputStream()) {
                socket.getOutputStream().write(("GET " + path + " HTTP/1.0\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
                String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                assertFalse(answer.contains(SECRET), path);
                assertTrue(answer.matches("(?s)HTTP/1.1 (400|404) .*") || answer.endsWith("\"matches\":[]}"), path + ": " + answer);
            }
        }
    }

    @Test
    void aLogOfTwoGigabytesIsShownByParts() throws Exception {
        Path file = logs.resolve("workers-artifacts/words-1-2/6700/worker.log");
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(2L << 30);
            large.seek((2L << 30) - 4);
            large.write("last".getBytes(StandardCharsets.UTF_8));
        }
        String address = "/api/v1/log?file=" + encode(WORKER);
        JsonNode end = json(address + "&length=4");
        assertEquals(2L << 30, end.get("size").asLong());
        assertEquals("last", end.get("text").asText());
        assertEquals(1 << 20, json(address + "&start=1000000000&length=2000000000").get("length").asInt(), "no more than a part at once");
        assertEquals("last", json("/api/v1/search?search-string=last&start-byte-offset=" + ((2L << 30) - 1000) + "&file=" + encode(WORKER)).get("matches").get(0)
            .get("matchString").asText());
    }

    /** Takes the user's name from a header, as a proxy might give it. */
    public static final class HeaderUser implements Filter {
        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) throws IOException, ServletException {
            String user = ((HttpServletRequest) request).getHeader("X-User");
            chain.doFilter(new HttpServletRequestWrapper((HttpServletRequest) request) {
                @Override
                public Principal getUserPrincipal() {
                    return user == null ? null : () -> user;
                }
            }, response);
        }
    }

    @Test
    void withAFilterOnlyThoseReadALogWhomItsWorkerAllows() throws Exception {
        viewer.close();
        start(Map.of("logviewer.filter", HeaderUser.class.getName(), "logs.users", List.of("root")));
        for (String route : new String[] {"log", "download", "search"}) {
            String address = "/api/v1/" + route + "?search-string=1&file=" + encode(WORKER);
            assertEquals(200, get(address, "X-User", "ann").statusCode(), "the owner");
            assertEquals(200, get(address, "X-User", "bob").statusCode(), "a user of the topology");
            assertEquals(200, get(address, "X-User", "root").statusCode(), "an administrator of logs");
            assertEquals(403, get(address, "X-User", "eve").statusCode());
            assertEquals(403, get(address).statusCode());
        }
        assertEquals(403, get("/api/v1/log?file=" + encode("other-1-2/6701/worker.log"), "X-User", "bob").statusCode(), "a worker that says nothing");
        assertEquals(403, get("/api/v1/daemonlog?file=nimbus.log", "X-User", "bob").statusCode());
        assertEquals(200, get("/api/v1/daemonlog?file=nimbus.log", "X-User", "root").statusCode());
        assertEquals(403, get("/api/v1/dumps/words-1-2/x%3A6700", "X-User", "eve").statusCode());
        assertEquals("[]", get("/api/v1/listLogs", "X-User", "eve").body());
        assertFalse(get("/api/v1/listLogs", "X-User", "bob").body().contains("other"));
    }

    @Test
    void membersOfALogGroupReadAllLogs() throws Exception {
        viewer.close();
        start(Map.of("logviewer.filter", HeaderUser.class.getName(), "logs.groups", List.of("operators"), "storm.group.mapping.service",
            FixedGroupsMapping.class.getName(), "storm.group.mapping.service.params", Map.of(FixedGroupsMapping.STORM_FIXED_GROUP_MAPPING,
                Map.of("olga", List.of("operators"), "eve", List.of("others")))));
        assertEquals(200, get("/api/v1/daemonlog?file=nimbus.log", "X-User", "olga").statusCode());
        assertEquals(403, get("/api/v1/daemonlog?file=nimbus.log", "X-User", "eve").statusCode());
    }

    @Test
    void daemonsLogsAreLookedForWhereTheNamedAppenderWrites() throws Exception {
        viewer.close();
        Path elsewhere = Files.createDirectories(home.resolve("elsewhere"));
        Configuration logging = ((LoggerContext) LogManager.getContext(false)).getConfiguration();
        FileAppender appender = FileAppender.newBuilder().setName("OPS").withFileName(elsewhere.resolve("nimbus.log").toString()).build();
        appender.start();
        logging.addAppender(appender);
        try {
            Files.writeString(elsewhere.resolve("nimbus.log"), "from elsewhere");
            start(Map.of("logviewer.appender.name", "OPS"));
            assertEquals("from elsewhere", get("/api/v1/daemonlog?file=nimbus.log").body());
        } finally {
            logging.getAppenders().remove("OPS");
            appender.stop();
        }
    }

    @Test
    void onlyReadingIsPossibleAndAPortInUseIsNamed() throws Exception {
        HttpRequest delete = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + viewer.port() + "/api/v1/log?file=x")).DELETE().build();
        assertEquals(405, client.send(delete, HttpResponse.BodyHandlers.ofString()).statusCode());
        LogViewer first = viewer;
        try {
            IllegalStateException e = assertThrows(IllegalStateException.class, () -> start(Map.of("logviewer.port", first.port())));
            assertTrue(e.getMessage().startsWith("port " + first.port() + " is in use") && e.getMessage().contains("logviewer.port"), e.getMessage());
        } finally {
            viewer = first;
        }
        assertTrue(get("/metrics").body().contains("daemon=\"logviewer\""));
    }
}
