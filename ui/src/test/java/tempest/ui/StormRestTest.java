// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Every route of Storm's REST API on a live cluster, against the field names and types of its documentation. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StormRestTest {
    private static final String REQUESTS = " requestedMemOnHeap:number requestedMemOffHeap:number requestedCpu:number";
    private static final String TOPOLOGY = "id:string encodedId:string name:string owner:string status:string uptime:string uptimeSeconds:int tasksTotal:int "
        + "workersTotal:int executorsTotal:int replicationCount:int requestedTotalMem:number assignedMemOnHeap:number assignedMemOffHeap:number "
        + "assignedTotalMem:number assignedCpu:number" + REQUESTS;
    private static final String COUNTS = " emitted:int transferred:int acked:int failed:int";
    private static final String BOLT = " executed:int executeLatency:string processLatency:string capacity:string";
    private static final String WORKER = "supervisorId:string host:string port:int topologyId:string topologyName:string executorsTotal:int assignedMemOnHeap:number "
        + "assignedMemOffHeap:number assignedCpu:number componentNumTasks:object uptime:string uptimeSeconds:int workerLogLink:string";
    private static LiveCluster live;
    private static String topology;

    @BeforeAll
    static void start() throws Exception {
        live = new LiveCluster();
        topology = "/api/v1/topology/" + live.id;
        live.await(topology + "/component/split", c -> !c.get("componentErrors").isEmpty() && c.get("boltStats").get(0).get("acked").asLong() > 0);
        live.await(topology, t -> t.get("topologyStats").get(3).get("failed").asLong() > 0 && t.get("topologyStats").get(3).get("acked").asLong() > 0);
    }

    @AfterAll
    static void stop() throws Exception {
        live.close();
    }

    @Test
    void theClusterHasConfigurationAndSummary() throws Exception {
        Shape.has(live.get("/api/v1/cluster/configuration"), "topology.workers:int storm.zookeeper.servers:array nimbus.seeds:array");
        Shape.has(live.get("/api/v1/cluster/summary"), "stormVersion:string supervisors:int topologies:int slotsTotal:int slotsUsed:int slotsFree:int executorsTotal:int "
            + "tasksTotal:int schedulerDisplayResource:bool totalMem:number totalCpu:number availMem:number availCpu:number memAssignedPercentUtil:number "
            + "cpuAssignedPercentUtil:number user:string? bugtracker-url:string? central-log-url:string?");
        JsonNode scheduler = live.get("/api/v1/cluster/schedulerConf");
        scheduler.fieldNames().forEachRemaining(key -> assertTrue(key.contains("scheduler"), key));
        Shape.has(scheduler, "scheduler.display.resource:bool topology.scheduler.strategy:string");
    }

    @Test
    void nimbusesHistoryAndSupervisorsAreListed() throws Exception {
        Shape.has(live.get("/api/v1/nimbus/summary").get("nimbuses").get(0), "host:string port:int status:string nimbusUpTime:string nimbusUpTimeSeconds:string "
            + "nimbusLogLink:string version:string");
        assertTrue(live.get("/api/v1/history/summary").get("topo-history").toString().contains(live.id));
        JsonNode supervisors = live.get("/api/v1/supervisor/summary");
        String fields = "id:string host:string uptime:string uptimeSeconds:int slotsTotal:int slotsUsed:int totalMem:number totalCpu:number usedMem:number usedCpu:number "
            + "logLink:string version:string blacklisted:bool";
        Shape.has(supervisors, "supervisors:array schedulerDisplayResource:bool");
        JsonNode first = supervisors.get("supervisors").get(0);
        Shape.has(first, fields);
        for (String which : new String[] {"id=" + encoded(first.get("id").asText()), "host=" + encoded(first.get("host").asText())}) {
            JsonNode page = live.get("/api/v1/supervisor?sys=true&" + which);
            Shape.has(page.get("supervisors").get(0), fields);
            Shape.has(page.get("workers").get(0), WORKER);
        }
        assertEquals(404, live.send(live.request("/api/v1/supervisor?id=nobody")).statusCode());
        assertEquals(400, live.send(live.request("/api/v1/supervisor")).statusCode());
    }

    @Test
    void ownersAreListedWithTheirTopologies() throws Exception {
        String fields = "owner:string totalTopologies:int totalExecutors:int totalWorkers:int totalTasks:int totalMemoryUsage:number totalCpuUsage:number "
            + "totalReqOnHeapMem:number totalReqOffHeapMem:number totalReqMem:number totalReqCpu:number totalAssignedOnHeapMem:number "
            + "totalAssignedOffHeapMem:number memoryGuarantee:any cpuGuarantee:any isolatedNodes:any memoryGuaranteeRemaining:any cpuGuaranteeRemaining:any";
        JsonNode owners = live.get("/api/v1/owner-resources");
        Shape.has(owners, "owners:array schedulerDisplayResource:bool");
        Shape.has(owners.get("owners").get(0), fields);
        JsonNode owner = live.get("/api/v1/owner-resources/" + encoded(owners.get("owners").get(0).get("owner").asText()));
        Shape.has(owner, fields + " topologies:array schedulerDisplayResource:bool");
        Shape.has(owner.get("topologies").get(0), TOPOLOGY);
    }

    @Test
    void topologiesAreListed() throws Exception {
        JsonNode summaries = live.get("/api/v1/topology/summary");
        Shape.has(summaries, "topologies:array schedulerDisplayResource:bool");
        Shape.has(summaries.get("topologies").get(0), TOPOLOGY + " schedulerInfo:string?");
        JsonNode workers = live.get("/api/v1/topology-workers/" + live.id);
        Shape.has(workers, "hostPortList:array logviewerPort:int");
        Shape.has(workers.get("hostPortList").get(0), "host:string port:int");
    }

    @Test
    void aTopologyHasItsWindowsComponentsAndWorkers() throws Exception {
        JsonNode page = live.get(topology + "?window=600&sys=false");
        Shape.has(page, TOPOLOGY + " window:string windowHint:string msgTimeout:int debug:bool samplingPct:number schedulerDisplayResource:bool topologyStats:array "
            + "spouts:array bolts:array workers:array configuration:object antiForgeryToken:string user:string?");
        assertEquals("10m 0s", page.get("windowHint").asText());
        assertEquals(List.of("600", "10800", "86400", ":all-time"), page.get("topologyStats").findValuesAsText("window"));
        page.get("topologyStats").forEach(row -> Shape.has(row, "windowPretty:string window:string completeLatency:string" + COUNTS));
        String errors = " lastError:string errorTime:int? errorHost:string errorPort:any errorLapsedSecs:int? errorWorkerLogLink:string";
        Shape.has(page.get("spouts").get(0), "spoutId:string encodedSpoutId:string executors:int tasks:int completeLatency:string" + COUNTS + errors + REQUESTS);
        page.get("bolts").forEach(bolt -> Shape.has(bolt, "boltId:string encodedBoltId:string executors:int tasks:int" + COUNTS + BOLT + errors + REQUESTS));
        Shape.has(page.get("workers").get(0), WORKER);
        assertEquals(List.of("count", "split"), page.get("bolts").findValuesAsText("boltId"));
        assertTrue(live.get(topology + "?sys=true").get("bolts").findValuesAsText("boltId").contains("__acker"));
    }

    @Test
    void aTopologysMetricsAreListedByStream() throws Exception {
        JsonNode metrics = live.get(topology + "/metrics?window=:all-time");
        Shape.has(metrics, "window:string window-hint:string spouts:array bolts:array");
        JsonNode spout = metrics.get("spouts").get(0);
        Shape.has(spout, "id:string emitted:array transferred:array acked:array failed:array complete_ms_avg:array");
        Shape.has(spout.get("emitted").get(0), "stream_id:string value:int");
        Shape.has(spout.get("complete_ms_avg").get(0), "stream_id:string value:string");
        JsonNode bolt = metrics.get("bolts").get(0);
        Shape.has(bolt, "id:string emitted:array transferred:array acked:array failed:array process_ms_avg:array executed:array executed_ms_avg:array");
        Shape.has(bolt.get("executed").get(0), "component_id:string stream_id:string value:int");
    }

    @Test
    void theGraphAndTheLagAreShown() throws Exception {
        JsonNode cell = live.get(topology + "/visualization-init").get("visualizationTable").get(0).get(0);
        Shape.has(cell, ":stream:string :sani-stream:string :checked:bool");
        JsonNode graph = live.get(topology + "/visualization?window=600");
        Shape.has(graph.get("split"), ":type:string :capacity:string :latency:string :transferred:int :stats:array :inputs:array :link:string");
        Shape.has(graph.get("split").get(":inputs").get(0), ":component:string :stream:string :sani-stream:string :grouping:string");
        Shape.has(graph.get("split").get(":stats").get(0), ":host:string :port:int :uptime_secs:int :transferred:object");
        assertEquals("{}", live.get(topology + "/lag").toString());
    }

    @Test
    void componentsHaveExecutorsStreamsAndErrors() throws Exception {
        String common = "id:string encodedId:string name:string executors:int tasks:int topologyId:string encodedTopologyId:string topologyStatus:string window:string "
            + "componentType:string windowHint:string debug:bool samplingPct:number eventLogLink:string profilingAndDebuggingCapable:bool "
            + "profileActionEnabled:bool profilerActive:array outputStats:array executorStats:array componentErrors:array user:string? schedulerDisplayResource:bool";
        JsonNode spout = live.get(topology + "/component/sentences?window=:all-time");
        Shape.has(spout, common + " spoutSummary:array");
        spout.get("spoutSummary").forEach(row -> Shape.has(row, "windowPretty:string window:string completeLatency:string" + COUNTS));
        String executor = "id:string encodedId:string host:string port:int uptime:string uptimeSeconds:int workerLogLink:string" + COUNTS;
        Shape.has(spout.get("executorStats").get(0), executor + " completeLatency:string");
        Shape.has(spout.get("outputStats").get(0), "stream:string completeLatency:string" + COUNTS);
        JsonNode bolt = live.get(topology + "/component/split");
        Shape.has(bolt, common + " boltStats:array inputStats:array");
        Shape.has(bolt.get("boltStats").get(0), "windowPretty:string window:string" + COUNTS + BOLT);
        Shape.has(bolt.get("inputStats").get(0), "component:string encodedComponentId:string stream:string executed:int acked:int failed:int executeLatency:string "
            + "processLatency:string");
        Shape.has(bolt.get("outputStats").get(0), "stream:string emitted:int transferred:int");
        Shape.has(bolt.get("executorStats").get(0), executor + BOLT);
        JsonNode error = bolt.get("componentErrors").get(0);
        Shape.has(error, "errorTime:int errorHost:string errorPort:int errorWorkerLogLink:string errorLapsedSecs:int error:string");
        assertTrue(error.get("error").asText().contains("<script>alert('bad sentence')</script>"), "told as it is; pages show it as text");
    }

    @Test
    void aCallbackMakesItAScriptForPagesOfNamedOriginsAndOnlyAFunctionsNameDoes() throws Exception {
        String page = "http://dashboard.example/all";
        HttpResponse<String> script = live.send(live.request("/api/v1/topology/summary?callback=my.show").header("Referer", page));
        assertTrue(script.headers().firstValue("Content-Type").orElse("").startsWith("application/javascript"), script.headers().toString());
        assertTrue(script.body().startsWith("my.show({") && script.body().endsWith("});"), script.body());
        assertEquals(400, live.send(live.request("/api/v1/topology/summary?callback=" + encoded("alert(1);x")).header("Referer", page)).statusCode());
        assertEquals(403, live.send(live.request("/api/v1/topology/summary?callback=my.show")).statusCode());
        assertEquals(403, live.send(live.request("/api/v1/topology/summary?callback=my.show").header("Referer", "http://evil.example/")).statusCode());
    }

    @Test
    void logLevelsAreSetAndShown() throws Exception {
        JsonNode levels = post(200, topology + "/logconfig", "{\"namedLoggerLevels\": {\"com.example\": {\"target_level\": \"DEBUG\", \"reset_level\": \"WARN\", \"timeout\": 60}}}");
        Shape.has(levels.get("namedLoggerLevels").get("com.example"), "target_level:string reset_level:string timeout:int timeout_epoch:int");
        assertEquals("DEBUG", live.get(topology + "/logconfig").get("namedLoggerLevels").get("com.example").get("target_level").asText());
        post(200, topology + "/logconfig", "{\"namedLoggerLevels\": {\"com.example\": {\"target_level\": \"\"}}}");
        assertTrue(live.get(topology + "/logconfig").get("namedLoggerLevels").isEmpty());
        post(400, topology + "/logconfig", "{\"namedLoggerLevels\": {\"com.example\": {\"target_level\": \"LOUD\"}}}");
        post(400, topology + "/logconfig", "{\"namedLoggerLevels\": {\"com.example\": \"DEBUG\"}}");
        post(400, topology + "/logconfig", "not json");
        post(400, topology + "/logconfig", "{}");
    }

    @Test
    void debuggingIsSwitchedForATopologyAndAComponent() throws Exception {
        Shape.has(post(200, topology + "/debug/enable/7.5", ""), "topologyOperation:string topologyId:string status:string");
        JsonNode page = live.await(topology, t -> t.get("debug").asBoolean());
        assertEquals(7.5, page.get("samplingPct").asDouble());
        post(200, topology + "/component/split/debug/enable/3", "");
        live.await(topology + "/component/split", c -> c.get("debug").asBoolean());
        post(200, topology + "/debug/disable/0", "");
        post(200, topology + "/component/split/debug/disable/0", "");
        post(404, topology + "/component/nothing/debug/enable/3", "");
        post(400, topology + "/debug/enable/101", "");
        post(400, topology + "/debug/perhaps/1", "");
    }

    @Test
    void profilingIsRequestedOfARunningWorker() throws Exception {
        JsonNode worker = live.get("/api/v1/topology-workers/" + live.id).get("hostPortList").get(0);
        String place = encoded(worker.get("host").asText() + ":" + worker.get("port").asInt());
        Shape.has(live.get(topology + "/profiling/jstack/" + place), "status:string id:string");
        Shape.has(live.get(topology + "/profiling/dumpjstack/" + place), "status:string id:string");
        assertEquals(404, live.send(live.request(topology + "/profiling/jstack/nowhere%3A6700")).statusCode());
        assertEquals(400, live.send(live.request(topology + "/profiling/jstack/nowhere")).statusCode());
        assertEquals(400, live.send(live.request(topology + "/profiling/start/" + place + "/0")).statusCode());
        assertEquals(403, live.send(live.request(topology + "/profiling/restartworker/" + place).header("Sec-Fetch-Site", "cross-site")).statusCode());
    }

    /** Last, for it restarts workers. */
    @Test
    @Order(Integer.MAX_VALUE)
    void aTopologyIsPausedRebalancedAndKilled() throws Exception {
        assertEquals("deactivate", post(200, topology + "/deactivate", "").get("topologyOperation").asText());
        live.await(topology, t -> t.get("status").asText().equals("INACTIVE"));
        post(200, topology + "/activate", "");
        live.await(topology, t -> t.get("status").asText().equals("ACTIVE"));
        post(400, topology + "/rebalance/-1", "{}");
        post(400, topology + "/rebalance/0", "{\"rebalanceOptions\": {\"numWorkers\": 0}}");
        post(400, topology + "/rebalance/0", "{\"rebalanceOptions\": {\"executors\": {\"nothing\": 2}}}");
        post(400, topology + "/rebalance/0", "{\"rebalanceOptions\"");
        JsonNode done = post(200, topology + "/rebalance/0", "{\"rebalanceOptions\": {\"numWorkers\": 1, \"executors\": {\"count\": \"4\"}}, \"callback\": \"foo\"}");
        Shape.has(done, "topologyOperation:string topologyId:string status:string");
        live.await(topology + "/component/count", c -> c.get("executors").asInt() == 4);
        post(400, topology + "/kill/-1", "");
        post(400, topology + "/kill/soon", "");
        post(404, "/api/v1/topology/ghost/kill/0", "");
    }

    @Test
    void aRequestOfAnotherSiteIsRefused() throws Exception {
        String own = "http://127.0.0.1:" + live.server.port();
        assertEquals(403, status("Origin", "http://evil.example"));
        assertEquals(403, status("Origin", "null"));
        assertEquals(403, status("Sec-Fetch-Site", "cross-site"));
        assertEquals(403, status("Sec-Fetch-Site", "same-site"));
        assertEquals(403, status("Referer", "http://evil.example/page"));
        assertEquals(403, status("Origin", "http://evil.example", "x-csrf-token", "guessed"));
        assertEquals(200, status("Origin", own));
        assertEquals(200, status("Sec-Fetch-Site", "same-origin"));
        assertEquals(200, status());
        assertEquals(200, status("Origin", "http://evil.example", "x-csrf-token", live.get(topology).get("antiForgeryToken").asText()));
        HttpResponse<String> preflight = live.send(live.request(topology + "/activate").method("OPTIONS", BodyPublishers.noBody())
            .header("Origin", "http://evil.example").header("Access-Control-Request-Method", "POST"));
        assertFalse(preflight.headers().firstValue("Access-Control-Allow-Methods").orElse("").contains("POST"));
        assertTrue(preflight.headers().firstValue("Access-Control-Allow-Headers").isEmpty(), "no other site may send the token");
    }

    private static int status(String... headers) throws Exception {
        var request = live.request(topology + "/activate").POST(BodyPublishers.noBody());
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return live.send(request).statusCode();
    }

    @Test
    void whatIsNotThereIsA404InJson() throws Exception {
        for (String path : List.of("/api/v1/topology/ghost", "/api/v1/topology/ghost/metrics", "/api/v1/topology/ghost/component/split", "/api/v1/topology/ghost/lag",
            "/api/v1/topology/ghost/visualization", "/api/v1/topology/ghost/logconfig", "/api/v1/topology-workers/ghost", "/api/v1/nothing",
            topology + "/component/nothing", "/api/v2/topologies/ghost", "/api/v2/topologies/ghost/series", "/api/v2/topologies/" + live.id + "/components/nothing",
            "/api/v2/topologies/" + live.id + "/series?component=nothing", "/api/v2/topologies/ghost/traces", "/api/v2/topologies/ghost/failures")) {
            HttpResponse<String> response = live.send(live.request(path));
            assertEquals(404, response.statusCode(), path + ": " + response.body());
            Shape.has(new ObjectMapper().readTree(response.body()), "error:string errorMessage:string");
        }
        assertEquals(404, live.send(live.request("/nothing.html")).statusCode());
    }

    private static JsonNode post(int status, String path, String body) throws Exception {
        HttpResponse<String> response = live.send(live.request(path).POST(BodyPublishers.ofString(body)));
        assertEquals(status, response.statusCode(), path + ": " + response.body());
        JsonNode json = new ObjectMapper().readTree(response.body());
        if (status >= 400) {
            Shape.has(json, "error:string errorMessage:string");
        }
        return json;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
