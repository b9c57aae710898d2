// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.storm.generated.Bolt;
import org.apache.storm.generated.ClusterSummary;
import org.apache.storm.generated.ComponentCommon;
import org.apache.storm.generated.ComponentObject;
import org.apache.storm.generated.ExecutorInfo;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.generated.Grouping;
import org.apache.storm.generated.NullStruct;
import org.apache.storm.generated.SpoutSpec;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.generated.SupervisorSummary;
import org.apache.storm.generated.TopologyPageInfo;
import org.apache.storm.generated.TopologySummary;
import org.apache.storm.shade.net.minidev.json.JSONValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tempest.cli.launch.Installation;
import tempest.rpc.EndCause;
import tempest.rpc.ExecutorSight;
import tempest.rpc.Series;
import tempest.rpc.WorkerEnds;
import tempest.rpc.WorkerSight;

class TopCommandTest {
    private static final String ID = "words-1-1700000000";

    @TempDir
    private Path folder;
    private FakeNimbus nimbus;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @BeforeEach
    void startNimbus() throws Exception {
        nimbus = new FakeNimbus();
        TopologySummary words = new TopologySummary(ID, "words", 28, 27, 3, 61, "ACTIVE");
        SupervisorSummary supervisor = new SupervisorSummary("h", 100, 4, 3, "s1");
        nimbus.answer("getTopologySummaries", a -> List.of(words))
            .answer("getClusterInfo", a -> new ClusterSummary(List.of(supervisor), List.of(words), List.of()))
            .answer("clusterSeries", a -> List.of(series("", Map.of("emitted", 40.0, "acked", 20.0, "failed", 1.0, "timed_out", 0.5, "complete_p99_ms", 12.5))))
            .answer("workerEnds", a -> Map.of(ID, new WorkerEnds(Map.of(EndCause.EXITED, 2L, EndCause.PLANNED, 5L), List.of())))
            .answer("topologyLayout", a -> layout())
            .answer("getTopologyPageInfo", a -> {
                TopologyPageInfo page = new TopologyPageInfo(ID);
                page.set_name("words");
                page.set_status("ACTIVE");
                page.set_uptime_secs(3700);
                page.set_num_workers(1);
                page.set_num_executors(3);
                page.set_topology_conf("{}");
                return page;
            })
            .answer("latest", a -> List.of(series("", Map.of("acked", 19.0, "failed", 0.0, "timed_out", 1.0)),
                series("spout", Map.of("emitted", 20.0, "acked", 19.0, "blocked", 0.6, "capacity", 0.1, "pending", 7.0, "complete_p99_ms", 99.9)),
                series("split", Map.of("executed", 20.0, "capacity", 0.99, "busy", 0.99, "queue_fill", 1.0, "execute_p50_ms", 40.0, "execute_p99_ms", 50.0))))
            .answer("workers", a -> List.of(new WorkerSight("h", 6700, 100, 0)))
            .answer("executors", a -> List.of(new ExecutorSight(new ExecutorInfo(4, 5), "split", "h", 6700, Map.of("capacity", 0.99))));
    }

    @AfterEach
    void stopNimbus() throws Exception {
        nimbus.close();
    }

    private static Series series(String component, Map<String, Double> values) {
        Map<String, List<Double>> lists = new java.util.HashMap<>();
        values.forEach((name, value) -> lists.put(name, List.of(value)));
        return new Series(ID, component, 1, 60, lists);
    }

    private static StormTopology layout() {
        ComponentCommon reads = new ComponentCommon(Map.of(new GlobalStreamId("spout", "default"), Grouping.shuffle(new NullStruct())), Map.of());
        ComponentObject none = ComponentObject.serialized_java(new byte[0]);
        return new StormTopology(Map.of("spout", new SpoutSpec(none, new ComponentCommon(Map.of(), Map.of()))),
            Map.of("split", new Bolt(none, reads), "__acker", new Bolt(none, new ComponentCommon(Map.of(), Map.of()))), Map.of());
    }

    private String storm(int exit, String... words) {
        out.reset();
        PrintStream all = new PrintStream(out, true, StandardCharsets.UTF_8);
        Map<String, Object> conf = nimbus.conf();
        int code = new Cli(new CommandEnvironment(new Installation(folder, folder.resolve("conf"), Map.of()), Map.of(), new CommandEnvironment.Console(all, all),
            overrides -> conf, command -> 0)).run(words);
        String said = out.toString(StandardCharsets.UTF_8);
        assertEquals(exit, code, said);
        return said;
    }

    @Test
    void withoutATerminalTheClusterIsPrintedOnce() {
        List<String> lines = storm(0, "top").lines().toList();
        assertTrue(lines.get(0).matches("storm top  \\d\\d:\\d\\d:\\d\\d  topologies 1  supervisors 1  slots 3 of 4 used  Nimbuses 0"), lines.get(0));
        assertEquals(List.of("TOPOLOGY^", "STATE", "UPTIME", "WORKERS", "EXECUTORS", "EMITTED/s", "ACKED/s", "FAILED/s", "P99", "ms", "QUEUE", "ENDS"),
            List.of(lines.get(1).strip().split(" +")));
        // Ends that were planned do not count; nothing is known of the queue.
        assertEquals(List.of("words", "ACTIVE", "1m1s", "3", "27", "40.0", "20.0", "1.5", "12.5", "-", "2"), List.of(lines.get(2).strip().split(" +")));
    }

    @Test
    void aTopologyShowsItsComponentsAndWhatHoldsThemBack() {
        List<String> lines = storm(0, "top", "words", "--once").lines().toList();
        assertTrue(lines.get(0).contains("ACTIVE  up 1h1m  workers 1 of 1  executors 3  unplanned ends of workers 2"), lines.get(0));
        assertEquals("1.0 of 20.0 tuples/s are failing (5.0 %); 1.0/s time out", lines.get(1));
        assertTrue(lines.get(2).startsWith("Bottleneck: split. Its executors are busy 99 % of the time (40.0 ms per tuple) and its queue is full; upstream is blocked 60 %"), lines.get(2));
        assertEquals(List.of("split", "bolt", "1", "-", "20.0", "-", "0", "99%", "50.0", "100%", "-", "-"), List.of(lines.get(4).strip().split(" +")));
        assertEquals(List.of("spout", "spout", "1", "20.0", "-", "19.0", "0", "10%", "99.9", "-", "60%", "7"), List.of(lines.get(5).strip().split(" +")));
        assertEquals(6, lines.size(), lines.toString());
        nimbus.answer("workers", a -> List.of(new WorkerSight("h", 6700, 10, 0)));
        assertEquals("A bottleneck is named once all workers have run for a minute.", storm(0, "top", ID).lines().toList().get(2));
    }

    @Test
    void programsGetJson() {
        Map<?, ?> json = (Map<?, ?>) JSONValue.parse(storm(0, "top", "words", "--json"));
        Map<?, ?> split = (Map<?, ?>) ((List<?>) json.get("rows")).stream().filter(row -> "split".equals(((Map<?, ?>) row).get("component"))).findFirst().orElseThrow();
        assertEquals(0.99, split.get("capacity"));
        assertEquals(null, split.get("pending"));
        assertEquals(2, ((List<?>) json.get("notes")).size());
    }

    @Test
    void aTopologyThatIsNotThereIsOneLine() {
        assertEquals("storm top: there is no topology word; did you mean words?\n", storm(1, "top", "word"));
        assertTrue(storm(2, "top", "a", "b").contains("takes one topology name at most, got: a b"));
    }
}
