// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.storm.generated.Assignment;
import org.apache.storm.generated.Bolt;
import org.apache.storm.generated.BoltStats;
import org.apache.storm.generated.ComponentAggregateStats;
import org.apache.storm.generated.ComponentCommon;
import org.apache.storm.generated.ComponentObject;
import org.apache.storm.generated.ComponentPageInfo;
import org.apache.storm.generated.ComponentType;
import org.apache.storm.generated.DebugOptions;
import org.apache.storm.generated.ErrorInfo;
import org.apache.storm.generated.ExecutorInfo;
import org.apache.storm.generated.ExecutorSpecificStats;
import org.apache.storm.generated.ExecutorStats;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.generated.NodeInfo;
import org.apache.storm.generated.NumErrorsChoice;
import org.apache.storm.generated.OwnerResourceSummary;
import org.apache.storm.generated.SpoutSpec;
import org.apache.storm.generated.SpoutStats;
import org.apache.storm.generated.StormBase;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.generated.SupervisorInfo;
import org.apache.storm.generated.SupervisorPageInfo;
import org.apache.storm.generated.SupervisorSummary;
import org.apache.storm.generated.TopologyInfo;
import org.apache.storm.generated.TopologyPageInfo;
import org.apache.storm.generated.TopologyStatus;
import org.apache.storm.generated.WorkerResources;
import org.apache.storm.generated.WorkerSummary;
import org.apache.storm.scheduler.SupervisorResources;
import org.junit.jupiter.api.Test;
import tempest.cluster.Secrets;
import tempest.rpc.WorkerBeat;

/** One topology: a spout and two executors of a bolt on two workers, an acker, and a worker that has moved away. */
class PagesTest {
    private static final String ALL = ":all-time";
    private static final GlobalStreamId INPUT = new GlobalStreamId("spout", "default");
    private static final ExecutorInfo SPOUT = new ExecutorInfo(1, 1);
    private static final ExecutorInfo BOLT_A = new ExecutorInfo(2, 3);
    private static final ExecutorInfo BOLT_B = new ExecutorInfo(4, 4);
    private static final ExecutorInfo ACKER = new ExecutorInfo(5, 5);
    private static final ExecutorInfo SYSTEM = new ExecutorInfo(-1, -1);

    private static <V> Map<String, V> windows(V lately, V ever) {
        return Map.of("600", lately, "10800", ever, "86400", ever, ALL, ever);
    }

    private static ExecutorStats spout() {
        SpoutStats spout = new SpoutStats(windows(Map.of("default", 8L), Map.of("default", 80L, "other", 20L)),
                windows(Map.of(), Map.of("default", 3L)), windows(Map.of("default", 5.0), Map.of("default", 10.0, "other", 20.0)));
        return new ExecutorStats(windows(Map.of("default", 9L), Map.of("default", 90L, "other", 21L, "__metrics", 7L)),
                windows(Map.of("default", 9L), Map.of("default", 180L, "other", 21L, "__metrics", 7L)), ExecutorSpecificStats.spout(spout), 1.0);
    }

    private static ExecutorStats bolt(long executed, double executeMs, long acked, double processMs, long lately, double latelyMs) {
        BoltStats bolt = new BoltStats(windows(Map.of(INPUT, lately), Map.of(INPUT, acked)), windows(Map.of(), Map.of(INPUT, 1L)),
                windows(Map.of(INPUT, latelyMs), Map.of(INPUT, processMs)), windows(Map.of(INPUT, lately), Map.of(INPUT, executed)),
                windows(Map.of(INPUT, latelyMs), Map.of(INPUT, executeMs)));
        return new ExecutorStats(windows(Map.of(), Map.of("default", 4L)), windows(Map.of(), Map.of("default", 0L)),
                ExecutorSpecificStats.bolt(bolt), 1.0);
    }

    private static NodeInfo node(String node, long port) {
        return new NodeInfo(node, Set.of(port));
    }

    private static WorkerBeat beat(String node, int port, int uptime, Map<ExecutorInfo, ExecutorStats> stats) {
        return new WorkerBeat("t-1", node, "host-" + node, port, 1990, uptime, stats);
    }

    private static TopologyView view() {
        ComponentCommon common = new ComponentCommon(Map.of(), Map.of());
        ComponentCommon big = new ComponentCommon(common);
        big.set_json_conf("{\"topology.component.resources.onheap.memory.mb\": 512, \"topology.component.cpu.pcore.percent\": 50}");
        ComponentObject code = ComponentObject.serialized_java(new byte[0]);
        StormTopology topology = new StormTopology(Map.of("spout", new SpoutSpec(code, common)),
                Map.of("bolt", new Bolt(code, big), "__acker", new Bolt(code, common)), Map.of());
        StormBase base = new StormBase("t", TopologyStatus.ACTIVE, 2);
        base.set_launch_time_secs(1000);
        base.set_owner("me");
        DebugOptions debug = new DebugOptions();
        debug.set_enable(true);
        debug.set_samplingpct(10);
        base.set_component_debug(Map.of("bolt", debug));
        Assignment assignment = new Assignment("t-1");
        assignment.set_node_host(Map.of("a", "host-a", "b", "host-b"));
        assignment.set_executor_node_port(Map.of(List.of(1L, 1L), node("a", 6700), List.of(2L, 3L), node("a", 6700),
                List.of(4L, 4L), node("b", 6701), List.of(5L, 5L), node("b", 6701)));
        WorkerResources granted = new WorkerResources();
        granted.set_mem_on_heap(640);
        granted.set_cpu(60);
        assignment.set_worker_resources(Map.of(node("a", 6700), granted));
        List<WorkerBeat> beats = List.of(
                beat("a", 6700, 300, Map.of(SPOUT, spout(), BOLT_A, bolt(100, 2.0, 50, 6.0, 60, 2.5), SYSTEM, bolt(1, 1, 0, 0, 0, 0))),
                beat("b", 6701, 6000, Map.of(BOLT_B, bolt(300, 4.0, 100, 3.0, 60000, 5.0), ACKER, bolt(7, 1.0, 7, 1.0, 7, 1.0))),
                beat("gone", 6700, 9000, Map.of(SPOUT, spout(), BOLT_A, bolt(1000, 2.0, 1000, 6.0, 1000, 2.0), SYSTEM, bolt(9, 1, 0, 0, 0, 0))));
        ErrorInfo older = new ErrorInfo("older", 1500);
        ErrorInfo newer = new ErrorInfo("newer", 1600);
        return new TopologyView("t-1", base, topology, Map.of("topology.name", "t"), assignment,
                Map.of(SPOUT, "spout", BOLT_A, "bolt", BOLT_B, "bolt", ACKER, "__acker"), beats, Map.of("bolt", List.of(older, newer)), null,
                "Fully scheduled", null, 1, 2000);
    }

    @Test
    void aTopologyPageSumsComponentsAndWindows() {
        TopologyPageInfo page = TopologyPages.page(view(), Secrets.usual(), ALL, false);
        assertEquals(5, page.get_num_tasks());
        assertEquals(4, page.get_num_executors());
        assertEquals(2, page.get_num_workers());
        assertEquals(1000, page.get_uptime_secs());
        assertEquals("ACTIVE", page.get_status());
        assertEquals("{\"topology.name\":\"t\"}", page.get_topology_conf());
        assertEquals(119, page.get_topology_stats().get_window_to_emitted().get(ALL));
        assertEquals(201, page.get_topology_stats().get_window_to_transferred().get(ALL));
        assertEquals(100, page.get_topology_stats().get_window_to_acked().get(ALL));
        assertEquals(3, page.get_topology_stats().get_window_to_failed().get(ALL));
        assertEquals(12.0, page.get_topology_stats().get_window_to_complete_latencies_ms().get(ALL), 1e-9);
        assertEquals(9, page.get_topology_stats().get_window_to_emitted().get("600"));
        assertEquals(5.0, page.get_topology_stats().get_window_to_complete_latencies_ms().get("600"), 1e-9);
        assertEquals(Set.of("spout"), page.get_id_to_spout_agg_stats().keySet());
        assertEquals(Set.of("bolt"), page.get_id_to_bolt_agg_stats().keySet());
        assertFalse(page.is_set_debug_options());
    }

    @Test
    void aBoltsLatenciesAreMeansOverWhatTheyWereMeasuredOnAndItsCapacityIsItsBusiestExecutors() {
        ComponentAggregateStats bolt = TopologyPages.page(view(), Secrets.usual(), "no such window", false).get_id_to_bolt_agg_stats().get("bolt");
        assertEquals(2, bolt.get_common_stats().get_num_executors());
        assertEquals(3, bolt.get_common_stats().get_num_tasks());
        assertEquals(150, bolt.get_common_stats().get_acked());
        assertEquals(2, bolt.get_common_stats().get_failed());
        assertEquals(400, bolt.get_specific_stats().get_bolt().get_executed());
        assertEquals(3.5, bolt.get_specific_stats().get_bolt().get_execute_latency_ms(), 1e-9);
        assertEquals(4.0, bolt.get_specific_stats().get_bolt().get_process_latency_ms(), 1e-9);
        assertEquals(60000 * 5.0 / 600_000, bolt.get_specific_stats().get_bolt().get_capacity(), 1e-9);
        assertEquals("newer", bolt.get_last_error().get_error());
        assertEquals(512.0, bolt.get_common_stats().get_resources_map().get("onheap.memory.mb"));
        assertEquals(50.0, bolt.get_common_stats().get_resources_map().get("cpu.pcore.percent"));
    }

    @Test
    void systemComponentsAndStreamsAreSeenOnlyWhenAskedFor() {
        TopologyPageInfo page = TopologyPages.page(view(), Secrets.usual(), ALL, true);
        assertEquals(Set.of("bolt", "__acker", "__system"), page.get_id_to_bolt_agg_stats().keySet());
        assertEquals(1, page.get_id_to_bolt_agg_stats().get("__system").get_specific_stats().get_bolt().get_executed());
        assertEquals(118, page.get_id_to_spout_agg_stats().get("spout").get_common_stats().get_emitted());
        assertEquals(111, TopologyPages.page(view(), Secrets.usual(), ALL, false).get_id_to_spout_agg_stats().get("spout").get_common_stats().get_emitted());
        assertEquals(4, page.get_num_executors());
    }

    @Test
    void aComponentPageShowsStreamsAndExecutorsOfOneWindowAndSumsOfAll() {
        ComponentPageInfo page = ComponentPages.page(view(), "bolt", "600", false);
        assertEquals(ComponentType.BOLT, page.get_component_type());
        assertEquals(Set.of("600", "10800", "86400", ALL), page.get_window_to_stats().keySet());
        assertEquals(400, page.get_window_to_stats().get(ALL).get_specific_stats().get_bolt().get_executed());
        assertEquals(Set.of(INPUT), page.get_gsid_to_input_stats().keySet());
        assertEquals(60060, page.get_gsid_to_input_stats().get(INPUT).get_specific_stats().get_bolt().get_executed());
        assertEquals(2, page.get_exec_stats().size());
        assertEquals(BOLT_A, page.get_exec_stats().get(0).get_exec_summary().get_executor_info());
        assertEquals("host-a", page.get_exec_stats().get(0).get_exec_summary().get_host());
        assertEquals(300, page.get_exec_stats().get(0).get_exec_summary().get_uptime_secs());
        assertEquals(60 * 2.5 / 300_000, page.get_exec_stats().get(0).get_stats().get_specific_stats().get_bolt().get_capacity(), 1e-12);
        assertEquals(List.of("newer", "older"), page.get_errors().stream().map(ErrorInfo::get_error).toList());
        assertEquals(10.0, page.get_debug_options().get_samplingpct());
    }

    @Test
    void aSpoutsPageShowsWhatBecameOfEachStream() {
        ComponentPageInfo page = ComponentPages.page(view(), "spout", ALL, false);
        assertEquals(ComponentType.SPOUT, page.get_component_type());
        assertEquals(Set.of("default", "other"), page.get_sid_to_output_stats().keySet());
        assertEquals(80, page.get_sid_to_output_stats().get("default").get_common_stats().get_acked());
        assertEquals(180, page.get_sid_to_output_stats().get("default").get_common_stats().get_transferred());
        assertEquals(20.0, page.get_sid_to_output_stats().get("other").get_specific_stats().get_spout().get_complete_latency_ms());
        assertTrue(ComponentPages.page(view(), "spout", ALL, true).get_sid_to_output_stats().containsKey("__metrics"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> ComponentPages.page(view(), "none", ALL, false)).getMessage()
                .contains("no component none"));
    }

    @Test
    void topologyInfoHasEachExecutorsStatisticsAndAsManyErrorsAsAskedFor() {
        TopologyInfo all = TopologyPages.info(view(), NumErrorsChoice.ALL);
        assertEquals(4, all.get_executors_size());
        assertEquals(spout(), all.get_executors().get(0).get_stats());
        assertEquals(2, all.get_errors().get("bolt").size());
        assertEquals(List.of(), all.get_errors().get("spout"));
        assertEquals("newer", TopologyPages.info(view(), NumErrorsChoice.ONE).get_errors().get("bolt").get(0).get_error());
        assertEquals(List.of(), TopologyPages.info(view(), NumErrorsChoice.NONE).get_errors().get("bolt"));
    }

    @Test
    void theEndsOfWorkersAreToldOnTheTopologysPageAndAmongItsErrors() {
        assertFalse(TopologyPages.info(view(), NumErrorsChoice.ALL).get_errors().containsKey("__system"));
        assertFalse(TopologyPages.page(view(), Secrets.usual(), ALL, false).get_id_to_bolt_agg_stats().containsKey("__system"));
        TopologyView full = view();
        ErrorInfo end = new ErrorInfo("worker host-a:6700 exited with status 7", 1990);
        TopologyView told = new TopologyView(full.id(), full.base(), full.topology(), full.conf(), full.assignment(), full.components(),
                full.heartbeats(), Map.of("__system", List.of(end)), full.resources(), full.schedStatus(), null, 1, 2000);
        assertEquals(List.of(end), TopologyPages.info(told, NumErrorsChoice.ONE).get_errors().get("__system"));
        assertEquals(end, TopologyPages.page(told, Secrets.usual(), ALL, false).get_id_to_bolt_agg_stats().get("__system").get_last_error());
        assertEquals(end, TopologyPages.page(told, Secrets.usual(), ALL, true).get_id_to_bolt_agg_stats().get("__system").get_last_error());
    }

    @Test
    void beforeItIsScheduledATopologyHasNoExecutorsAndNoSums() {
        TopologyView full = view();
        TopologyView bare = new TopologyView(full.id(), full.base(), full.topology(), full.conf(), null, full.components(), List.of(),
                Map.of(), null, "Not enough slots", null, 1, 2000);
        assertEquals(0, TopologyPages.summary(bare).get_num_workers());
        assertEquals("Not enough slots", TopologyPages.summary(bare).get_sched_status());
        TopologyView unreadable = new TopologyView(full.id(), full.base(), full.topology(), full.conf(), null, full.components(), List.of(),
                Map.of(), null, "Not enough slots", "a blob is missing", 1, 2000);
        assertEquals("UNAVAILABLE", TopologyPages.summary(unreadable).get_status());
        assertEquals("a blob is missing", TopologyPages.summary(unreadable).get_sched_status());
        assertEquals(0, TopologyPages.page(bare, Secrets.usual(), ALL, true).get_topology_stats().get_window_to_acked().get(ALL));
        assertEquals(0, ComponentPages.page(bare, "bolt", ALL, true).get_exec_stats().size());
    }

    @Test
    void workersAreSummedUpWithTheirTasksAndGrants() {
        List<WorkerSummary> workers = WorkerSummaries.of(view(), false);
        assertEquals(2, workers.size());
        assertEquals(Map.of("spout", 1L, "bolt", 2L), workers.get(0).get_component_to_num_tasks());
        assertEquals(2, workers.get(0).get_num_executors());
        assertEquals(640.0, workers.get(0).get_assigned_memonheap());
        assertEquals(Map.of("bolt", 1L), workers.get(1).get_component_to_num_tasks());
        assertEquals(2, workers.get(1).get_num_executors());
        assertEquals(6000, workers.get(1).get_uptime_secs());
        assertEquals(Map.of("bolt", 1L, "__acker", 1L), WorkerSummaries.of(view(), true).get(1).get_component_to_num_tasks());
    }

    @Test
    void aSupervisorsPageHasItsOwnWorkersAndWhatIsLeftOfItsResources() {
        SupervisorInfo info = new SupervisorInfo(1, "host-a");
        info.set_meta(List.of(6700L, 6701L));
        info.set_uptime_secs(77);
        info.set_resources_map(new HashMap<>(Map.of("memory.mb", 4096.0)));
        SupervisorResources used = new SupervisorResources(4096, 100, Map.of(), 640, 95, Map.of());
        SupervisorSummary summary = SupervisorPages.summary("a", info, 1, used, false);
        assertEquals(2, summary.get_num_workers());
        assertEquals(1, summary.get_num_used_workers());
        assertEquals(3456.0, summary.get_fragmented_mem(), "5% of a core is left, which no executor can use");
        SupervisorPageInfo page = SupervisorPages.page(List.of(summary), List.of(view()), false);
        assertEquals(List.of(6700), page.get_worker_summaries().stream().map(WorkerSummary::get_port).toList());
    }

    @Test
    void ownersAreSummedUpWithTheirGuarantees() {
        Map<String, Object> conf = Map.of("resource.aware.scheduler.user.pools", Map.of("me", Map.of("cpu", 200, "memory", 1000.0)),
                "multitenant.scheduler.user.pools", Map.of("you", 3));
        List<OwnerResourceSummary> all = OwnerSummaries.of(List.of(view()), conf, null);
        assertEquals(List.of("me", "you"), all.stream().map(OwnerResourceSummary::get_owner).toList());
        assertEquals(5, all.get(0).get_total_tasks());
        assertEquals(200.0, all.get(0).get_cpu_guarantee_remaining());
        assertEquals(3, all.get(1).get_isolated_node_guarantee());
        assertEquals(0, OwnerSummaries.of(List.of(view()), conf, "nobody").get(0).get_total_topologies());
        assertFalse(OwnerSummaries.of(List.of(view()), conf, "nobody").get(0).is_set_isolated_node_guarantee());
    }
}
