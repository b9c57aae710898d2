// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.storm.generated.ExecutorInfo;
import org.apache.storm.generated.ExecutorSummary;
import org.apache.storm.generated.ListBlobsResult;
import org.apache.storm.generated.ReadableBlobMeta;
import org.apache.storm.generated.SettableBlobMeta;
import org.apache.storm.generated.TopologyInfo;
import org.apache.storm.generated.TopologySummary;
import org.apache.storm.shade.net.minidev.json.JSONValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tempest.cli.launch.Installation;
import tempest.rpc.EndCause;
import tempest.rpc.WorkerEnd;
import tempest.rpc.WorkerEnds;

/** What commands list, for people and for programs. */
class ListingTest {
    private static final String LONG = "a-topology-whose-name-is-longer-than-any-column";

    @TempDir
    private Path folder;
    private FakeNimbus nimbus;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Map<String, String> env = new HashMap<>();

    @BeforeEach
    void startNimbus() throws Exception {
        nimbus = new FakeNimbus();
        nimbus.answer("workerEnds", a -> Map.of());
    }

    @AfterEach
    void stopNimbus() throws Exception {
        System.clearProperty(Style.TERMINAL);
        nimbus.close();
    }

    private String storm(int exit, String... words) {
        out.reset();
        PrintStream all = new PrintStream(out, true, StandardCharsets.UTF_8);
        Map<String, Object> conf = nimbus.conf();
        CommandEnvironment environment = new CommandEnvironment(new Installation(folder, folder.resolve("conf"), Map.of()), env,
            new CommandEnvironment.Console(all, all), overrides -> conf, command -> 0);
        int code = new Cli(environment).run(words);
        String said = out.toString(StandardCharsets.UTF_8);
        assertEquals(exit, code, said);
        return said;
    }

    private static Object json(String text) {
        return JSONValue.parse(text);
    }

    private void twoTopologies() {
        long now = System.currentTimeMillis();
        List<WorkerEnd> recent = Stream.of(0, 5_000, 9_000).map(ago -> new WorkerEnd(now - ago, EndCause.EXITED, "h", 6700, "exited with status 7")).toList();
        nimbus.answer("getTopologySummaries", a -> List.of(new TopologySummary(LONG + "-12-1700000000", LONG, 28, 27, 3, 61, "ACTIVE"),
            new TopologySummary("a-1-1", "a", 1, 1, 1, 2, "ACTIVE")));
        nimbus.answer("workerEnds", a -> Map.of("a-1-1", new WorkerEnds(Map.of(), recent)));
    }

    @Test
    void columnsAreAsWideAsTheLongestId() {
        twoTopologies();
        List<String> lines = storm(0, "list").lines().toList();
        assertEquals(List.of(LONG, "ACTIVE", "28", "3", "61", LONG + "-12-1700000000"), Arrays.asList(lines.get(3).split(" +")));
        for (String column : List.of("Status", "Num_tasks", "Topology_Id")) {
            int at = lines.get(0).indexOf(column);
            assertTrue(lines.get(2).charAt(at - 1) == ' ' && lines.get(2).charAt(at) != ' ' && lines.get(3).charAt(at - 1) == ' '
                && lines.get(3).charAt(at) != ' ', String.join("\n", lines));
        }
    }

    @Test
    void topologiesAreListedAsJson() {
        twoTopologies();
        List<?> all = (List<?>) json(storm(0, "list", "--json"));
        assertEquals(2, all.size());
        Map<?, ?> first = (Map<?, ?>) all.get(0);
        assertEquals("a", first.get("name"));
        assertEquals(1, ((Number) first.get("workers")).intValue());
        assertTrue(((String) first.get("restarting")).startsWith("workers end again and again: 3 within 5 minutes"), first.toString());
        assertEquals(null, ((Map<?, ?>) all.get(1)).get("restarting"));
        nimbus.answer("getTopologySummaries", a -> List.of());
        assertEquals(List.of(), json(storm(0, "list", "--json")));
    }

    @Test
    void whatIsWrongIsColouredOnTerminalsOnly() {
        twoTopologies();
        assertTrue(!storm(0, "list").contains("\033"));
        System.setProperty(Style.TERMINAL, "80");
        String coloured = storm(0, "list");
        assertTrue(coloured.contains("\033[31ma is RESTARTING") && coloured.stripTrailing().endsWith("\033[0m"), coloured);
        assertTrue(!storm(0, "list", "--json").contains("\033"));
        env.put("NO_COLOR", "1");
        assertTrue(!storm(0, "list").contains("\033"));
        env.clear();
        env.put("TERM", "dumb");
        assertTrue(!storm(0, "list").contains("\033"));
    }

    @Test
    void componentsBlobsHeartbeatsAndFindingsAreListedAsJson() {
        ExecutorSummary one = new ExecutorSummary(new ExecutorInfo(1, 1), "split", "h", 6700, 5);
        ExecutorSummary system = new ExecutorSummary(new ExecutorInfo(-1, -1), "__system", "h", 6700, 5);
        TopologyInfo info = new TopologyInfo("t-1-1", "t", 5, List.of(one, system), "ACTIVE", Map.of());
        nimbus.answer("getTopologyInfoByName", a -> info).answer("getTopologyInfo", a -> info);
        assertEquals(List.of("split"), json(storm(0, "monitor", "t", "--json")));
        assertEquals(List.of("h-6700"), json(storm(0, "heartbeats", "list", "/workerbeats/t-1-1", "--json")));
        nimbus.answer("listBlobs", a -> new ListBlobsResult(a[0].equals("") ? List.of("one") : List.of(), "s"))
            .answer("getBlobMeta", a -> new ReadableBlobMeta(new SettableBlobMeta(BlobCommands.acl("u:joe:r-a")), 3));
        Map<?, ?> blob = (Map<?, ?>) ((List<?>) json(storm(0, "blobstore", "list", "--json"))).get(0);
        assertEquals("one", blob.get("key"));
        assertEquals(List.of("u:joe:r-a"), blob.get("acl"));
        List<?> findings = (List<?>) json(storm(1, "secure", "check", "--json"));
        assertTrue(!findings.isEmpty() && ((Map<?, ?>) findings.get(0)).get("kind") instanceof String, findings.toString());
    }
}
