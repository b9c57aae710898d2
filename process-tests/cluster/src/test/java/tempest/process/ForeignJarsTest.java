// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Jars and clients that were made for Apache Storm 2.8.3 and know nothing of us. */
class ForeignJarsTest {
    private static final String SUM = 1000 * 1001 / 2 + "\n";
    private static TestCluster cluster;

    @BeforeAll
    static void startTheCluster() throws Exception {
        cluster = TestCluster.start();
    }

    @AfterAll
    static void stopTheCluster() throws Exception {
        cluster.close();
    }

    @Test
    void aJarCompiledAgainstApacheStormRunsUnchanged() throws Exception {
        Path result = cluster.file("ours.txt");
        cluster.storm("jar", cluster.foreignJar().toString(), "foreign.ForeignTopology", "ours", result.toString()).ok();
        cluster.await("the sum", () -> Files.exists(result) && Files.readString(result).endsWith("\n"));
        assertEquals(SUM, Files.readString(result));
        cluster.storm("kill", "ours", "-w", "0").ok();
    }

    @Test
    void apachesOwnClientSubmitsReadsRebalancesAndKills() throws Exception {
        Path result = cluster.file("apache.txt");
        cluster.apacheClient("foreign.ForeignTopology", "apache", result.toString()).ok();
        cluster.await("the sum", () -> Files.exists(result) && Files.readString(result).endsWith("\n"));
        assertEquals(SUM, Files.readString(result));
        cluster.await("all acks on the page", () -> client("page", "apache").contains("acked=1000"));
        String page = client("page", "apache");
        assertTrue(page.contains("spouts=[numbers]") && page.contains("bolts=[check, sum, wrap]") && page.contains("workers=2"), page);
        assertTrue(client("component", "apache", "check").contains("type=BOLT"));
        client("rebalance", "apache", "1");
        cluster.await("one worker", () -> client("list").contains("topology=apache ACTIVE 1"));
        client("kill", "apache");
        cluster.await("its end", () -> !client("list").contains("topology=apache "));
    }

    @Test
    void aJarThatBundlesOtherVersionsOfOurLibrariesSeesItsOwn() throws Exception {
        Path result = cluster.file("bundled.txt");
        cluster.storm("jar", cluster.bundledJar().toString(), "bundled.BundledTopology", "bundled", result.toString()).ok();
        cluster.await("the bolt's report", () -> Files.exists(result));
        List<String> lines = Files.readAllLines(result);
        assertEquals(List.of(), lines.stream().limit(7).filter(l -> !l.endsWith(" stormjar.jar")).toList());
        assertEquals(List.of("guava 19{}", "yaml [1, 2]", "netty 2"), lines.subList(7, lines.size()));
        cluster.storm("kill", "bundled", "-w", "0").ok();
    }

    @Test
    void functionsAreServedAndCalledByThriftHttpTheCommandAndApachesOwnClient() throws Exception {
        Process drpc = cluster.startDaemon("drpc");
        cluster.storm("jar", cluster.foreignJar().toString(), "foreign.ForeignFunction", "function").ok();
        cluster.await("the function", () -> drpc.isAlive() && get("/drpc/upper/there").equals("200 THERE"));
        assertEquals("ONE\nTWO\nTHREE\n", cluster.storm("drpc-client", "-f", "upper", "one", "two", "three").ok().out());
        String apache = cluster.apacheClient("foreign.ForeignCaller", "upper", "hello", "bad", "again").ok().out();
        assertTrue(apache.startsWith("HELLO\nfailed FAILED_REQUEST: ") && apache.endsWith("\nAGAIN\n"), apache);
        TestCluster.Ended failed = cluster.storm("drpc-client", "upper", "bad");
        assertTrue(failed.exit() == 1 && failed.err().startsWith("storm drpc-client: the call of upper failed: "), failed.err());
        assertTrue(get("/drpc/upper/bad").startsWith("500 {"), get("/drpc/upper/bad"));
        cluster.storm("kill", "function", "-w", "0").ok();
        drpc.destroy();
        assertEquals(0, drpc.waitFor());
    }

    private static String get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + cluster.drpcHttpPort() + path)).build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        return response.statusCode() + " " + response.body();
    }

    private static String client(String... arguments) throws Exception {
        return cluster.apacheClient("foreign.ForeignClient", arguments).ok().out();
    }
}
