// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.logviewer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogViewerTest {

    @TempDir
    private Path logs;
    private LogViewer viewer;
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void open() throws IOException {
        Path folder = Files.createDirectories(logs.resolve("workers-artifacts/words-1-2/6700"));
        Files.writeString(folder.resolve("worker.log"), "0123456789".repeat(10_000));
        Files.writeString(folder.resolve("gc.log"), "");
        Files.createDirectories(logs.resolve("workers-artifacts/other-1-2/6701"));
        Files.writeString(logs.resolve("workers-artifacts/other-1-2/6701/worker.log"), "other");
        Files.writeString(logs.resolve("nimbus.log"), "nimbus says");
        Files.createSymbolicLink(folder.resolve("link.log"), logs.resolve("nimbus.log"));
        viewer = LogViewer.open(0, new LogFiles(logs.resolve("workers-artifacts")), new LogFiles(logs));
    }

    @AfterEach
    void close() {
        viewer.close();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create("http://localhost:" + viewer.port() + path)).build(),
            HttpResponse.BodyHandlers.ofString());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void aPartOfALogIsItsEndOrWhatIsAskedFor() throws Exception {
        String file = "/api/v1/log?file=" + encode("words-1-2/6700/worker.log");
        assertEquals(51_200, get(file).body().length());
        assertTrue(get(file).body().endsWith("789"));
        assertEquals("34567", get(file + "&start=13&length=5").body());
        assertEquals("789", get(file + "&start=99997&length=50").body());
        assertEquals("", get(file + "&start=100000&length=50").body());
        assertEquals(400, get(file + "&start=-1").statusCode());
        assertEquals("", get("/api/v1/log?file=" + encode("words-1-2/6700/gc.log")).body());
    }

    @Test
    void aLogIsDownloadedWholeAndTheDaemonsOwnHaveTheirOwnAddress() throws Exception {
        HttpResponse<String> whole = get("/api/v1/download?file=" + encode("words-1-2/6700/worker.log"));
        assertEquals(100_000, whole.body().length());
        assertEquals("attachment; filename=\"worker.log\"", whole.headers().firstValue("Content-Disposition").orElseThrow());
        assertEquals("nimbus says", get("/api/v1/daemonlog?file=nimbus.log").body());
        assertEquals("nimbus says", get("/api/v1/daemondownload?file=nimbus.log").body());
    }

    @Test
    void logsAreListedByTopologyAndPort() throws Exception {
        assertTrue(get("/api/v1/listLogs").body().contains("words-1-2"));
        assertEquals("[\"other-1-2/6701/worker.log\"]", get("/api/v1/listLogs?topologyId=other-1-2").body().replace("\\/", "/"));
        assertEquals("[]", get("/api/v1/listLogs?topologyId=other-1-2&port=6700").body());
    }

    @Test
    void nothingOutsideOfTheFolderCanBeRead() throws Exception {
        for (String evil : new String[] {"../nimbus.log", "words-1-2/../../nimbus.log", logs.resolve("nimbus.log").toString(),
            "words-1-2/6700/link.log", "/etc/passwd", "words-1-2", "\0", "no-such.log"}) {
            for (String page : new String[] {"log", "download"}) {
                HttpResponse<String> answer = get("/api/v1/" + page + "?file=" + encode(evil));
                assertEquals(404, answer.statusCode(), evil);
                assertFalse(answer.body().contains("nimbus says"), evil);
            }
        }
        assertEquals(400, get("/api/v1/log").statusCode());
        assertEquals(404, get("/elsewhere").statusCode());
    }

    @Test
    void onlyReadingIsAllowed() throws Exception {
        HttpRequest delete = HttpRequest.newBuilder(URI.create("http://localhost:" + viewer.port() + "/api/v1/log?file=x")).DELETE().build();
        assertEquals(405, client.send(delete, HttpResponse.BodyHandlers.ofString()).statusCode());
    }

    @Test
    void aPortInUseIsNamed() {
        IOException e = assertThrows(IOException.class, () -> LogViewer.open(viewer.port(), new LogFiles(logs), new LogFiles(logs)));
        assertTrue(e.getMessage().startsWith("port " + viewer.port() + " is in use") && e.getMessage().contains("logviewer.port"), e.getMessage());
    }
}
