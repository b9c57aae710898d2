// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.Principal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.storm.generated.ClusterSummary;
import org.apache.storm.generated.ComponentCommon;
import org.apache.storm.generated.ComponentObject;
import org.apache.storm.generated.ErrorInfo;
import org.apache.storm.generated.NimbusSummary;
import org.apache.storm.generated.NotAliveException;
import org.apache.storm.generated.SpoutSpec;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.generated.SupervisorPageInfo;
import org.apache.storm.generated.SupervisorSummary;
import org.apache.storm.generated.TopologyEvent;
import org.apache.storm.generated.TopologyEventKind;
import org.apache.storm.generated.TopologyInfo;
import org.apache.storm.generated.TopologyPageInfo;
import org.apache.storm.generated.TopologySummary;
import org.apache.storm.generated.WorkerSummary;
import org.apache.storm.thrift.TException;
import org.apache.storm.thrift.transport.TTransportException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tempest.cluster.Clock;
import tempest.cluster.NimbusRpc;
import tempest.rpc.EndCause;
import tempest.rpc.EndedTopology;
import tempest.rpc.FailureGroup;
import tempest.rpc.FailureReason;
import tempest.rpc.MetricSights;
import tempest.rpc.Series;
import tempest.rpc.TempestNimbus;
import tempest.rpc.Traces;
import tempest.rpc.TupleFailure;
import tempest.rpc.WorkerEnd;
import tempest.rpc.WorkerEnds;

/** The server around the routes: settings, who may do what, a Nimbus that is away. */
class UiServerTest {
    private final FakeNimbus nimbus = new FakeNimbus();
    private final HttpClient http = HttpClient.newHttpClient();
    private UiServer server;

    /** Answers by method name; without one it is a Nimbus that is away. */
    private static final class FakeNimbus implements NimbusRpc {
        private final Map<String, Answer> answers = new ConcurrentHashMap<>();
        private final AtomicInteger calls = new AtomicInteger();

        interface Answer {
            Object to(Object[] arguments) throws TException;
        }

        @Override
        public <T> T call(Call<T> call) throws TException {
            calls.incrementAndGet();
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

    private void start(Map<String, Object> settings) {
        start(settings, Clock.system());
    }

    private void start(Map<String, Object> settings, Clock clock) {
        Map<String, Object> conf = new HashMap<>(settings);
        conf.put("ui.host", "127.0.0.1");
        conf.putIfAbsent("ui.port", 0);
        server = new UiServer(conf, nimbus, clock);
        server.start();
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = request(path);
        return http.send((headers.length == 0 ? request : request.headers(headers)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode json(int status, String path, String... headers) throws Exception {
        HttpResponse<String> response = get(path, headers);
        assertEquals(status, response.statusCode(), response.body());
        assertTrue(response.headers().firstValue("Content-Type").orElse("").startsWith("application/json"), response.headers().toString());
        return new ObjectMapper().readTree(response.body());
    }

    private static ClusterSummary cluster() {
        SupervisorSummary supervisor = new SupervisorSummary("h", 61, 4, 3, "s-id");
        supervisor.set_total_resources(Map.of("memory.mb", 4096.0, "cpu.pcore.percent", 400.0));
        supervisor.set_used_mem(1024);
        TopologySummary topology = new TopologySummary("a b-1-1", "a b", 10, 9, 3, 90_061, "ACTIVE");
        return new ClusterSummary(List.of(supervisor), List.of(topology), List.of(new NimbusSummary("n", 6627, 3_661, true, "0.1.0")));
    }

    /** A clock that never advances, so that no answer becomes stale. */
    private static final class Still implements Clock {
        @Override
        public long nanoTime() {
            return 0;
        }

        @Override
        public long millis() {
            return 0;
        }
    }

    @Test
    void theClusterSummaryAddsUpSupervisorsAndTopologies() throws Exception {
        start(Map.of(), new Still());
        nimbus.answers.put("getClusterInfo", a -> cluster());
        JsonNode summary = json(200, "/api/v1/cluster/summary");
        assertEquals("0.1.0", summary.get("stormVersion").asText());
        assertEquals(List.of(1, 4, 3, 1, 9, 10), List.of(summary.get("supervisors").asInt(), summary.get("slotsTotal").asInt(), summary.get("slotsUsed").asInt(),
            summary.get("slotsFree").asInt(), summary.get("executorsTotal").asInt(), summary.get("tasksTotal").asInt()));
        assertEquals(3072.0, summary.get("availMem").asDouble());
        assertEquals(25.0, summary.get("memAssignedPercentUtil").asDouble());
        assertEquals("1h 1m 1s", json(200, "/api/v1/nimbus/summary").get("nimbuses").get(0).get("nimbusUpTime").asText());
        assertEquals("1m 1s", json(200, "/api/v1/supervisor/summary").get("supervisors").get(0).get("uptime").asText());
        JsonNode topology = json(200, "/api/v1/topology/summary").get("topologies").get(0);
        assertEquals("a+b-1-1", topology.get("encodedId").asText());
        assertEquals("1d 1h 1m 1s", topology.get("uptime").asText());
        assertEquals(1, nimbus.calls.get(), "an answer serves everybody for a second");
    }

    @Test
    void aWindowThatIsNoneIsA400ThatNamesTheRightOnes() throws Exception {
        start(Map.of());
        assertTrue(json(400, "/api/v1/topology/a?window=7").get("errorMessage").asText().contains("600, 10800, 86400, :all-time"));
    }

    @Test
    void whileNimbusIsAwayRequestsSaySoAndAfterwardsAllIsWell() throws Exception {
        start(Map.of());
        assertTrue(json(503, "/api/v1/cluster/summary").get("errorMessage").asText().contains("here:6627 does not answer"));
        assertEquals(503, get("/api/v2/cluster").statusCode());
        HttpResponse<String> page = get("/");
        assertEquals(200, page.statusCode());
        assertTrue(page.headers().firstValue("Content-Security-Policy").orElse("").startsWith("default-src 'self'"));
        nimbus.answers.put("getClusterInfo", a -> cluster());
        long end = System.nanoTime() + 20_000_000_000L;
        while (get("/api/v1/cluster/summary").statusCode() != 200) {
            assertTrue(System.nanoTime() < end, "it recovers by itself");
            LockSupport.parkNanos(20_000_000);
        }
    }

    @Test
    void aUiThatOnlyShowsRefusesEveryChange() throws Exception {
        start(Map.of("ui.actions.enabled", false));
        nimbus.answers.put("getTopologySummary", a -> new TopologySummary("a-1-1", "a", 1, 1, 1, 1, "ACTIVE"));
        HttpRequest kill = request("/api/v1/topology/a-1-1/kill/0").POST(BodyPublishers.noBody()).build();
        HttpResponse<String> refused = http.send(kill, HttpResponse.BodyHandlers.ofString());
        assertEquals(403, refused.statusCode());
        assertTrue(refused.body().contains("ui.actions.enabled"), refused.body());
    }

    /** Takes the user's name from a header, as a proxy might give it. */
    public static final class HeaderUser implements Filter {
        private String header;

        @Override
        public void init(FilterConfig config) {
            header = config.getInitParameter("header");
        }

        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) throws IOException, ServletException {
            String user = ((HttpServletRequest) request).getHeader(header);
            chain.doFilter(new HttpServletRequestWrapper((HttpServletRequest) request) {
                @Override
                public Principal getUserPrincipal() {
                    return user == null ? null : () -> user;
                }
            }, response);
        }
    }

    @Test
    void aFilterAuthenticatesAndOnlyListedUsersGetIn() throws Exception {
        start(Map.of("ui.filter", HeaderUser.class.getName(), "ui.filter.params", Map.of("header", "X-User"), "ui.users", List.of("ann"),
            "nimbus.admins", List.of("root")));
        nimbus.answers.put("getClusterInfo", a -> cluster());
        assertEquals("ann", json(200, "/api/v1/cluster/summary", "X-User", "ann").get("user").asText());
        assertEquals(200, get("/api/v1/cluster/summary", "X-User", "root").statusCode());
        assertTrue(json(403, "/api/v1/cluster/summary", "X-User", "bob").get("errorMessage").asText().contains("bob"));
        assertEquals(403, get("/api/v1/cluster/summary").statusCode());
    }

    @Test
    void anAuthorizerJudgesTheUserByTheTopologysSettings() throws Exception {
        start(Map.of("ui.filter", HeaderUser.class.getName(), "ui.filter.params", Map.of("header", "X-User"),
            "nimbus.authorizer", "org.apache.storm.security.auth.authorizer.SimpleACLAuthorizer"));
        nimbus.answers.put("getTopologyConf", a -> "{\"topology.users\": [\"ann\"]}");
        nimbus.answers.put("getTopologySummary", a -> new TopologySummary("a-1-1", "a", 1, 1, 1, 1, "ACTIVE"));
        nimbus.answers.put("activate", a -> null);
        HttpRequest.Builder activate = request("/api/v1/topology/a-1-1/activate").POST(BodyPublishers.noBody());
        assertEquals(200, http.send(activate.copy().header("X-User", "ann").build(), HttpResponse.BodyHandlers.ofString()).statusCode());
        assertEquals(403, http.send(activate.copy().header("X-User", "bob").build(), HttpResponse.BodyHandlers.ofString()).statusCode());
        assertEquals(403, get("/api/v2/events?topology=a-1-1", "X-User", "bob", "Accept", "text/event-stream").statusCode());
    }

    @Test
    void listsAndASupervisorsPageShowWhatTheCallerMaySee() throws Exception {
        start(Map.of("ui.filter", HeaderUser.class.getName(), "ui.filter.params", Map.of("header", "X-User"),
            "nimbus.authorizer", "org.apache.storm.security.auth.authorizer.SimpleACLAuthorizer"));
        nimbus.answers.put("getClusterInfo", a -> cluster());
        nimbus.answers.put("clusterSeries", a -> List.of());
        nimbus.answers.put("workerEnds", a -> Map.of());
        nimbus.answers.put("getTopologyConf", a -> "{\"topology.users\": [\"ann\"]}");
        nimbus.answers.put("getSupervisorPageInfo", a -> {
            WorkerSummary worker = new WorkerSummary();
            worker.set_supervisor_id("s-id");
            worker.set_host("h");
            worker.set_port(6700);
            worker.set_topology_id("a b-1-1");
            worker.set_topology_name("a b");
            SupervisorPageInfo page = new SupervisorPageInfo();
            page.set_supervisor_summaries(cluster().get_supervisors());
            page.set_worker_summaries(List.of(worker));
            return page;
        });
        for (Map.Entry<String, Integer> seen : Map.of("ann", 1, "bob", 0).entrySet()) {
            String user = seen.getKey();
            assertEquals(seen.getValue(), json(200, "/api/v1/topology/summary", "X-User", user).get("topologies").size(), user);
            assertEquals(seen.getValue(), json(200, "/api/v1/supervisor?id=s-id", "X-User", user).get("workers").size(), user);
            JsonNode cluster = json(200, "/api/v2/cluster", "X-User", user);
            assertEquals(seen.getValue(), cluster.get("topologies").size(), user);
            assertEquals(seen.getValue() == 1, cluster.toString().contains("a b"), user);
        }
        assertEquals(401, get("/api/v1/topology/summary?doAsUser=ann").statusCode());
    }

    @Test
    void titleAndLinksAreTheOperators() throws Exception {
        start(Map.of("ui.title", "Our cluster", "ui.project.bugtracker.url", "https://bugs.example", "ui.central.logging.url", "https://logs.example"), new Still());
        nimbus.answers.put("getClusterInfo", a -> cluster());
        nimbus.answers.put("clusterSeries", a -> List.of());
        nimbus.answers.put("workerEnds", a -> Map.of());
        nimbus.answers.put("getSupervisorPageInfo", a -> {
            SupervisorPageInfo page = new SupervisorPageInfo();
            page.set_worker_summaries(List.of());
            return page;
        });
        JsonNode summary = json(200, "/api/v1/cluster/summary");
        assertEquals(List.of("https://bugs.example", "https://logs.example"), List.of(summary.get("bugtracker-url").asText(), summary.get("central-log-url").asText()));
        assertEquals("Our cluster", json(200, "/api/v2/cluster").get("title").asText());
    }

    @Test
    void linksToLogsGoWhereTheLogViewerListens() throws Exception {
        nimbus.answers.put("getClusterInfo", a -> cluster());
        for (Map.Entry<Map<String, Object>, String> expected : Map.of(Map.<String, Object>of("logviewer.port", 8001), "http://n:8001",
            Map.<String, Object>of("logviewer.port", 8001, "logviewer.https.port", 8444), "https://n:8444",
            Map.<String, Object>of("logviewer.port", 8001, "logviewer.https.port", 8444, "logviewer.disable.http.binding", false), "http://n:8001").entrySet()) {
            start(expected.getKey());
            String link = json(200, "/api/v1/nimbus/summary").get("nimbuses").get(0).get("nimbusLogLink").asText();
            assertTrue(link.startsWith(expected.getValue() + "/"), link);
            stop();
        }
    }

    @Test
    void theLagOfSpoutsIsQueriedOnlyIfThatIsNotDisabled() throws Exception {
        ComponentCommon common = new ComponentCommon(Map.of(), Map.of());
        common.set_json_conf("{\"config.topics\": \"orders\", \"config.groupid\": \"g\", \"config.bootstrap.servers\": \"nowhere:1\"}");
        StormTopology topology = new StormTopology(Map.of("orders", new SpoutSpec(new ComponentObject(), common)), Map.of(), Map.of());
        nimbus.answers.put("topologyLayout", a -> topology);
        nimbus.answers.put("getTopologyConf", a -> "{}");
        nimbus.answers.put("getTopologySummary", a -> new TopologySummary("a-1-1", "a", 1, 1, 1, 1, "ACTIVE"));
        start(Map.of());
        assertEquals("{}", json(200, "/api/v1/topology/a-1-1/lag").toString());
        stop();
        start(Map.of("ui.disable.spout.lag.monitoring", false));
        assertEquals("KAFKA", json(200, "/api/v1/topology/a-1-1/lag").get("orders").get("spoutType").asText());
    }

    @Test
    void aTopologySaysThatItsStateIsLostWithItsWorkers() throws Exception {
        String memory = "org.apache.storm.state.InMemoryKeyValueStateProvider";
        for (Map.Entry<String, Boolean> lost : Map.of(memory, true, "org.apache.storm.redis.state.RedisKeyValueStateProvider", false).entrySet()) {
            ComponentCommon common = new ComponentCommon(Map.of(), Map.of());
            nimbus.answers.put("topologyLayout", a -> new StormTopology(Map.of("$checkpointspout", new SpoutSpec(new ComponentObject(), common)), Map.of(), Map.of()));
            nimbus.answers.put("getTopologyPageInfo", a -> {
                TopologyPageInfo page = new TopologyPageInfo("a-1-1");
                page.set_name("a");
                page.set_status("ACTIVE");
                page.set_sched_status("");
                page.set_topology_conf("{\"topology.state.provider\": \"" + lost.getKey() + "\"}");
                page.set_id_to_spout_agg_stats(Map.of());
                page.set_id_to_bolt_agg_stats(Map.of());
                return page;
            });
            nimbus.answers.put("getTopologyInfo", a -> new TopologyInfo("a-1-1", "a", 1, List.of(), "ACTIVE", Map.of()));
            nimbus.answers.put("getTopologySummary", a -> new TopologySummary("a-1-1", "a", 1, 1, 1, 1, "ACTIVE"));
            nimbus.answers.put("getTopologyConf", a -> "{}");
            nimbus.answers.put("latest", a -> List.of());
            nimbus.answers.put("workers", a -> List.of());
            nimbus.answers.put("metrics", a -> new MetricSights(List.of(), List.of(), 0));
            nimbus.answers.put("workerEnds", a -> Map.of());
            nimbus.answers.put("getComponentPendingProfileActions", a -> List.of());
            nimbus.answers.put("series", a -> new Series("a-1-1", "", 0, 1, Map.of()));
            nimbus.answers.put("events", a -> List.of());
        nimbus.answers.put("traces", a -> new Traces(0, List.of(), List.of()));
            start(Map.of());
            assertEquals(lost.getValue(), json(200, "/api/v2/topologies/a-1-1").get("findings").findValuesAsText("kind").contains("state-in-memory"));
            stop();
        }
    }

    @Test
    void prometheusReadsMetrics() throws Exception {
        start(Map.of());
        HttpResponse<String> metrics = get("/metrics");
        assertTrue(metrics.headers().firstValue("Content-Type").orElse("").startsWith("text/plain"));
        assertTrue(metrics.body().contains("storm_jvm_heap_used_bytes{daemon=\"ui\"}"), metrics.body());
    }

    @Test
    void wrongSettingsAndAPortInUseAreNamed() {
        start(Map.of());
        assertFalse(assertThrows(IllegalStateException.class, () -> new UiServerTest().start(Map.of("ui.port", server.port()))).getMessage().isBlank());
        IllegalArgumentException filter = assertThrows(IllegalArgumentException.class, () -> new UiServerTest().start(Map.of("ui.http.creds.plugin", "no.Such")));
        assertTrue(filter.getMessage().contains("ui.http.creds.plugin is no.Such"), filter.getMessage());
    }

    @Test
    void requestsWithHugeHeadersOrBodiesAreRefused() throws Exception {
        start(Map.of());
        // Little enough to be sent at once.
        assertEquals(431, get("/api/v1/cluster/summary", "X-Long", "x".repeat(9_000)).statusCode());
        // One byte too many, so that all is read before it is refused: who still sends may find the connection reset before he reads the answer.
        HttpRequest post = request("/api/v1/topology/a/logconfig").POST(BodyPublishers.ofString("x".repeat(1_000_001))).build();
        HttpResponse<String> large = http.send(post, HttpResponse.BodyHandlers.ofString());
        assertEquals(413, large.statusCode());
        assertTrue(large.body().contains("\"errorMessage\":\"the body is larger than "), large.body());
    }

    private static TopologyEvent killedBy(String user) {
        TopologyEvent event = new TopologyEvent(60_000, TopologyEventKind.KILLED, "killed, wait 1 s");
        event.set_user(user);
        return event;
    }

    @Test
    void ofAnEndedTopologyAllThatIsKeptIsToldAsDescribed() throws Exception {
        EndedTopology ended = new EndedTopology("words-1-7", "words", "ann", 1_000, 61_000, List.of(new TopologyEvent(1_000, TopologyEventKind.SUBMITTED, "submitted"),
            killedBy("bob")), 2, 5, "{\"topology.workers\": 2, \"topology.message.timeout.secs\": 30}",
            new WorkerEnds(Map.of(EndCause.EXITED, 1L), List.of(new WorkerEnd(9_000, EndCause.EXITED, "h", 6700, "exited with status 7"))));
        ended.set_last(List.of(new Series("words-1-7", "", 30, 30, Map.of("acked", List.of(90.0))), new Series("words-1-7", "split", 30, 30, Map.of("executed", List.of(80.0)))));
        ended.set_hour(new Series("words-1-7", "", 0, 10, Map.of("acked", List.of(80.0, Double.NaN, 90.0))));
        ended.set_errors(Map.of("split", List.of(new ErrorInfo("java.lang.IllegalStateException: broken", 8))));
        FailureGroup group = new FailureGroup("spout", FailureReason.TIMED_OUT, 3, 5_000, 9_000, 30, 31, List.of(
            new TupleFailure(5_000, FailureReason.TIMED_OUT, "spout", 3, "default", "message 7", 30)));
        ended.set_failures(List.of(group));
        nimbus.answers.put("endedTopologies", a -> List.of(ended));
        nimbus.answers.put("endedTopology", a -> ended);
        nimbus.answers.put("getNimbusConf", a -> "{\"topology.message.timeout.secs\": 30}");
        start(Map.of());
        JsonNode document = json(200, "/api/v2/openapi.json");
        JsonNode list = json(200, "/api/v2/ended-topologies");
        OwnRestTest.described(document, document.at("/components/schemas/EndedTopologies"), list, "list");
        assertEquals(List.of("words-1-7", "bob", "1"), Stream.of("id", "endedBy", "workerEndCount").map(key -> list.at("/topologies/0/" + key).asText()).toList());
        JsonNode told = json(200, "/api/v2/ended-topologies/words-1-7");
        OwnRestTest.described(document, document.at("/components/schemas/EndedTopology"), told, "ended");
        assertEquals(90, told.at("/now/ackedPerSecond").asDouble());
        assertEquals("split", told.at("/components/0/id").asText());
        assertEquals("[0,10,20]", told.at("/series/t").toString());
        assertEquals("[80.0,null,90.0]", told.at("/series/acked").toString());
        assertEquals("message 7", told.at("/failures/groups/0/samples/0/messageId").asText());
        assertEquals("split java.lang.IllegalStateException: broken", told.at("/errors/0/component").asText() + " " + told.at("/errors/0/stack").asText());
        assertEquals("topology.message.timeout.secs default, topology.workers topology", told.at("/configuration").findValuesAsText("key").get(0) + " "
            + told.at("/configuration/0/origin").asText() + ", " + told.at("/configuration/1/key").asText() + " " + told.at("/configuration/1/origin").asText());
        nimbus.answers.put("endedTopology", a -> { throw new NotAliveException("of a topology x that ended nothing is kept"); });
        nimbus.answers.put("getTopologySummary", a -> { throw new NotAliveException("no topology x"); });
        assertEquals("of a topology x that ended nothing is kept", json(404, "/api/v2/ended-topologies/x").get("errorMessage").asText());
    }
}
