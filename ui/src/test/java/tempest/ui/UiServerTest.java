// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.storm.generated.BoltAggregateStats;
import org.apache.storm.generated.ClusterSummary;
import org.apache.storm.generated.CommonAggregateStats;
import org.apache.storm.generated.ComponentAggregateStats;
import org.apache.storm.generated.ErrorInfo;
import org.apache.storm.generated.NimbusSummary;
import org.apache.storm.generated.NotAliveException;
import org.apache.storm.generated.SpecificAggregateStats;
import org.apache.storm.generated.SpoutAggregateStats;
import org.apache.storm.generated.SupervisorSummary;
import org.apache.storm.generated.TopologyPageInfo;
import org.apache.storm.generated.TopologyStats;
import org.apache.storm.generated.TopologySummary;
import org.apache.storm.generated.WorkerSummary;
import org.apache.storm.thrift.TException;
import org.apache.storm.thrift.transport.TTransportException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tempest.cluster.NimbusRpc;
import tempest.rpc.TempestNimbus;

class UiServerTest {
    private final FakeNimbus nimbus = new FakeNimbus();
    private final UiServer server = new UiServer(new UiConfig("127.0.0.1", 0, 8000), Map.of(), nimbus);
    private final HttpClient http = HttpClient.newHttpClient();

    /** Answers by method name; without one it is a Nimbus that is away. */
    private static final class FakeNimbus implements NimbusRpc {
        private final Map<String, Answer> answers = new ConcurrentHashMap<>();

        interface Answer {
            Object to(Object[] arguments) throws TException;
        }

        @Override
        public <T> T call(Call<T> call) throws TException {
            return call.on((TempestNimbus.Iface) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {TempestNimbus.Iface.class},
                (proxy, method, arguments) -> {
                    Answer answer = answers.get(method.getName());
                    if (answer == null) {
                        throw new TTransportException("Nimbus at here:6627 does not answer");
                    }
                    return answer.to(arguments);
                }));
        }

        @Override
        public void close() {}
    }

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode json(int status, String path) throws Exception {
        HttpResponse<String> response = get(path);
        assertEquals(status, response.statusCode(), response.body());
        assertTrue(response.headers().firstValue("Content-Type").orElse("").startsWith("application/json"), response.headers().toString());
        return new ObjectMapper().readTree(response.body());
    }

    @Test
    void the_cluster_summary_adds_up_supervisors_and_topologies() throws Exception {
        SupervisorSummary supervisor = new SupervisorSummary("h", 61, 4, 3, "s-id");
        supervisor.set_total_resources(Map.of("memory.mb", 4096.0, "cpu.pcore.percent", 400.0));
        supervisor.set_used_mem(1024);
        ClusterSummary cluster = new ClusterSummary(List.of(supervisor), List.of(new TopologySummary("a-1-1", "a", 10, 9, 3, 5, "ACTIVE")),
            List.of(new NimbusSummary("n", 6627, 3_661, true, "0.1.0")));
        nimbus.answers.put("getClusterInfo", a -> cluster);
        JsonNode summary = json(200, "/api/v1/cluster/summary");
        assertEquals("0.1.0", summary.get("stormVersion").asText());
        assertEquals(List.of(1, 4, 3, 1, 9, 10), List.of(summary.get("supervisors").asInt(), summary.get("slotsTotal").asInt(), summary.get("slotsUsed").asInt(),
            summary.get("slotsFree").asInt(), summary.get("executorsTotal").asInt(), summary.get("tasksTotal").asInt()));
        assertEquals(3072.0, summary.get("availMem").asDouble());
        assertEquals("25.0", summary.get("memAssignedPercentUtil").asText());
        JsonNode leader = json(200, "/api/v1/nimbus/summary").get("nimbuses").get(0);
        assertEquals("Leader", leader.get("status").asText());
        assertEquals("1h 1m 1s", leader.get("nimbusUpTime").asText());
        JsonNode first = json(200, "/api/v1/supervisor/summary").get("supervisors").get(0);
        assertEquals("1m 1s", first.get("uptime").asText());
        assertEquals(1, first.get("slotsFree").asInt());
    }

    @Test
    void topologies_are_listed_with_storms_names() throws Exception {
        nimbus.answers.put("getTopologySummaries", a -> List.of(new TopologySummary("a b-1-1", "a b", 10, 9, 3, 90_061, "ACTIVE")));
        JsonNode topology = json(200, "/api/v1/topology/summary").get("topologies").get(0);
        assertEquals("a+b-1-1", topology.get("encodedId").asText());
        assertEquals("1d 1h 1m 1s", topology.get("uptime").asText());
        assertEquals(List.of(10, 3, 9), List.of(topology.get("tasksTotal").asInt(), topology.get("workersTotal").asInt(), topology.get("executorsTotal").asInt()));
    }

    @Test
    void a_topology_has_windows_spouts_bolts_workers_and_configuration() throws Exception {
        nimbus.answers.put("getTopologyPageInfo", a -> {
            assertEquals(List.of("a-1-1", "600", true), List.of(a));
            return page();
        });
        JsonNode page = json(200, "/api/v1/topology/a-1-1?window=600&sys=true");
        assertEquals("10m 0s", page.get("windowHint").asText());
        assertEquals(30, page.get("msgTimeout").asInt());
        assertEquals(List.of("600", "10800", "86400", ":all-time"), page.get("topologyStats").findValuesAsText("window"));
        assertEquals(70, page.get("topologyStats").get(3).get("emitted").asLong());
        assertEquals("1.500", page.get("spouts").get(0).get("completeLatency").asText());
        JsonNode bolt = page.get("bolts").get(0);
        assertEquals(List.of("split", "5", "0.250"), List.of(bolt.get("boltId").asText(), bolt.get("executed").asText(), bolt.get("executeLatency").asText()));
        assertEquals("<script>", bolt.get("lastError").asText());
        assertTrue(page.get("workers").get(0).get("workerLogLink").asText().endsWith("?file=a-1-1%2F6700%2Fworker.log"));
    }

    private static TopologyPageInfo page() {
        TopologyPageInfo page = new TopologyPageInfo("a-1-1");
        page.set_name("a");
        page.set_topology_conf("{\"topology.message.timeout.secs\": 30}");
        TopologyStats stats = new TopologyStats();
        stats.set_window_to_emitted(Map.of(":all-time", 70L));
        page.set_topology_stats(stats);
        page.set_id_to_spout_agg_stats(Map.of("spout", component(SpecificAggregateStats.spout(spout()))));
        ComponentAggregateStats split = component(SpecificAggregateStats.bolt(bolt()));
        split.set_last_error(new ErrorInfo("<script>", 1));
        page.set_id_to_bolt_agg_stats(Map.of("split", split));
        WorkerSummary worker = new WorkerSummary();
        worker.set_host("h");
        worker.set_port(6700);
        worker.set_topology_id("a-1-1");
        page.set_workers(List.of(worker));
        return page;
    }

    private static SpoutAggregateStats spout() {
        SpoutAggregateStats spout = new SpoutAggregateStats();
        spout.set_complete_latency_ms(1.5);
        return spout;
    }

    private static BoltAggregateStats bolt() {
        BoltAggregateStats bolt = new BoltAggregateStats();
        bolt.set_executed(5);
        bolt.set_execute_latency_ms(0.25);
        return bolt;
    }

    private static ComponentAggregateStats component(SpecificAggregateStats specific) {
        ComponentAggregateStats stats = new ComponentAggregateStats();
        stats.set_common_stats(new CommonAggregateStats());
        stats.set_specific_stats(specific);
        return stats;
    }

    @Test
    void what_is_not_there_is_a_404_in_json() throws Exception {
        nimbus.answers.put("getTopologyPageInfo", a -> {
            throw new NotAliveException("ghost is not alive");
        });
        JsonNode error = json(404, "/api/v1/topology/ghost");
        assertTrue(error.get("errorMessage").asText().contains("ghost"));
        assertTrue(json(404, "/api/v1/nothing").get("errorMessage").asText().contains("/api/v1/nothing"));
        assertEquals(404, get("/nothing.html").statusCode());
    }

    @Test
    void a_window_that_is_none_is_a_400_that_names_the_right_ones() throws Exception {
        assertTrue(json(400, "/api/v1/topology/a?window=7").get("errorMessage").asText().contains("600, 10800, 86400, :all-time"));
    }

    @Test
    void while_nimbus_is_away_requests_say_so_and_the_page_is_still_served() throws Exception {
        assertTrue(json(503, "/api/v1/cluster/summary").get("errorMessage").asText().contains("here:6627 does not answer"));
        HttpResponse<String> page = get("/");
        assertEquals(200, page.statusCode());
        assertTrue(page.body().contains("<title>Tempest</title>"));
        assertEquals("default-src 'self'", page.headers().firstValue("Content-Security-Policy").orElse(""));
        assertEquals(200, get("/page.js").statusCode());
        assertEquals(200, get("/page.css").statusCode());
    }

    @Test
    void the_page_never_makes_markup_out_of_what_users_wrote() throws Exception {
        String script = get("/page.js").body();
        assertFalse(script.contains("innerHTML") || script.contains("outerHTML") || script.contains("insertAdjacentHTML") || script.contains("document.write"));
    }
}
