// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.process;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Why a worker ended, and with which status, is told wherever its user looks. */
class WorkerEndsTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static TestCluster cluster;

    @BeforeAll
    static void startTheCluster() throws Exception {
        cluster = TestCluster.start();
        cluster.startDaemon("ui");
    }

    @AfterAll
    static void stopTheCluster() throws Exception {
        cluster.close();
    }

    @Test
    void theStatusThatUserCodeGaveToExitIsToldWithItsCaller() throws Exception {
        String words = "exited with status 7: System.exit was called by thread";
        submit("exits", "exit-7");
        cluster.await("the commands to tell it", () -> errors("exits").contains(words));
        assertTrue(errors("exits").contains("foreign.Ending$Last.nextTuple(Ending.java:"), errors("exits"));
        String id = id("exits");
        cluster.await("Storm's REST to tell it", () -> get("/api/v1/topology/" + id).contains(words));
        cluster.await("ours to tell it", () -> get("/api/v2/topologies/" + id).contains(words));
        assertTrue(cluster.tails().contains("exited with status 7"), "the supervisor's log tells it");
        cluster.await("the list to tell that it ends again and again", () -> cluster.storm("list").ok().out()
            .matches("(?s).*\\nexits +ACTIVE .*\\nexits is RESTARTING: workers end again and again: \\d+ within 5 minutes, .*exited with status 7.*"));
        String told = get("/api/v2/topologies/" + id);
        assertTrue(told.contains("\"restarting\":true") && told.contains("\"cause\":\"exited\"") && told.contains("\"status\":7"), told);
        assertTrue(told.contains("\"kind\":\"restarting\"") && told.contains("\"lastLines\":[\""), told);
        cluster.storm("kill", "exits", "-w", "0").ok();
    }

    @Test
    void aHaltIsToldWithItsStatus() throws Exception {
        submit("halts", "halt-255");
        cluster.await("the commands to tell it", () -> errors("halts").contains("exited with status 255"));
        cluster.storm("kill", "halts", "-w", "0").ok();
    }

    @Test
    void aMissingClassOfStormsShadedLibrariesIsToldWithItsArtifact() throws Exception {
        submit("lacks", "class");
        cluster.await("the commands to tell it", () -> errors("lacks").matches("(?s).*exited with status \\d+: [^\\n]*"
            + "org.apache.storm.shade.org.apache.zookeeper.CreateMode is not in the topology's jar[^\\n]* --artifacts org.apache.storm:storm-shaded-deps:.*"));
        cluster.storm("kill", "lacks", "-w", "0").ok();
    }

    @Test
    void aFullHeapEndsItsWorkerAndIsTold() throws Exception {
        submit("full", "memory");
        cluster.await("the commands to tell it", () -> errors("full").matches("(?s).*exited with status 3: .*java.lang.OutOfMemoryError.*"));
        cluster.storm("kill", "full", "-w", "0").ok();
    }

    private static void submit(String name, String how) throws Exception {
        cluster.storm("jar", cluster.foreignJar().toString(), "foreign.Ending", name, how).ok();
    }

    private static String errors(String name) throws Exception {
        return cluster.storm("get-errors", name).ok().out();
    }

    private static String id(String name) throws Exception {
        String[] id = new String[1];
        cluster.await("the UI to know " + name, () -> {
            Matcher matcher = Pattern.compile("\"id\":\"(" + name + "-[^\"]+)\"").matcher(get("/api/v1/topology/summary"));
            if (matcher.find()) {
                id[0] = matcher.group(1);
            }
            return id[0] != null;
        });
        return id[0];
    }

    private static String get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://localhost:" + cluster.uiPort() + path);
        return HTTP.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString()).body();
    }
}
