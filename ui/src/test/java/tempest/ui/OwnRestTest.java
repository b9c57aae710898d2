// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** /api/v2 on a live cluster: answers agree with what runs and with the document that describes them. */
class OwnRestTest {
    private static LiveCluster live;
    private static String topology;

    @BeforeAll
    static void start() throws Exception {
        live = new LiveCluster();
        topology = "/api/v2/topologies/" + live.id;
        live.await(topology + "/series", s -> s.get("t").size() > 1 && s.get("acked").get(s.get("acked").size() - 1).asDouble() > 0);
    }

    @AfterAll
    static void stop() throws Exception {
        live.close();
    }

    @Test
    void theClusterIsOneAnswer() throws Exception {
        JsonNode cluster = live.await("/api/v2/cluster", c -> c.get("topologies").path(0).path("ackedPerSecond").asDouble() > 0);
        Shape.has(cluster, "title:string tempestVersion:string version:string tableRows:int user:string? actionsEnabled:bool csrfToken:string logviewerPort:int nowMillis:int topologies:array "
            + "supervisors:array nimbuses:array");
        JsonNode words = cluster.get("topologies").get(0);
        Shape.has(words, "id:string name:string owner:string status:string uptimeSeconds:int workers:int executors:int tasks:int ackedPerSecond:number "
            + "failedPerSecond:number completeP50Ms:number? completeP99Ms:number? spark:object");
        assertEquals(words.get("spark").get("t").size(), words.get("spark").get("acked").size());
        JsonNode supervisor = cluster.get("supervisors").get(0);
        Shape.has(supervisor, "id:string host:string uptimeSeconds:int version:string? slots:array used:int total:int");
        assertEquals(3, supervisor.get("slots").size());
        assertEquals(live.id, supervisor.get("slots").get(0).get("topologyId").asText());
        assertTrue(supervisor.get("slots").get(2).get("topologyId").isNull());
        assertEquals(3, supervisor.get("slots").findValues("port").stream().mapToInt(JsonNode::asInt).filter(port -> port > 0).distinct().count(), supervisor.toString());
        Shape.has(cluster.get("nimbuses").get(0), "host:string port:int leader:bool status:string uptimeSeconds:int version:string");
    }

    @Test
    void aTopologyHasItsGraphWithLiveFigures() throws Exception {
        // Six words a sentence, once both rates are of whole seconds; and one bad sentence was reported.
        JsonNode answer = live.await(topology, t -> {
            double sentences = node(t, "split").get("executedPerSecond").asDouble();
            double words = node(t, "count").get("executedPerSecond").asDouble();
            return words > 0 && Math.abs(6 * sentences - words) <= 2 * sentences && node(t, "split").get("errors").asInt() > 0;
        });
        Shape.has(answer, "id:string name:string status:string now:object graph:object bottleneck:any findings:array workerEnds:object point:any workerList:array workerErrors:array debug:object tracePercent:number numWorkers:int "
            + "messageTimeoutSeconds:int maxSpoutPending:int actionsEnabled:bool csrfToken:string");
        assertEquals(List.of("count", "sentences", "split"), answer.get("graph").get("nodes").findValuesAsText("id").stream().sorted().toList());
        assertEquals("spout", node(answer, "sentences").get("type").asText());
        assertEquals(4, node(answer, "count").get("tasks").asInt());
        assertEquals(2, answer.get("graph").get("edges").size());
        for (JsonNode edge : answer.get("graph").get("edges")) {
            Shape.has(edge, "from:string to:string stream:string grouping:string tuplesPerSecond:number");
        }
        assertTrue(live.get(topology + "?sys=true").get("graph").get("nodes").findValuesAsText("id").contains("__acker"));
    }

    @Test
    void workersHaveAnAgeAndTheVerdictIsThere() throws Exception {
        JsonNode answer = live.await(topology, t -> !t.get("workerList").path(0).path("silentSeconds").isNull());
        Shape.has(answer.get("workerList").get(0), "host:string port:int silentSeconds:int heapBytes:int heapMaxBytes:int gc:number? cpu:number?");
        Shape.has(answer.get("workerEnds"), "restarting:bool unplanned:int totals:object recent:array");
        Shape.has(answer.get("findings").get(0), "level:string kind:string sentence:string component:string?");
    }

    @Test
    void aWorkerSaysUntilWhenItIsRecorded() throws Exception {
        JsonNode worker = live.await(topology, t -> t.get("workerList").size() > 0).get("workerList").get(0);
        assertTrue(worker.get("recordingUntilMillis").isNull(), worker.toString());
        String start = "/api/v1/topology/" + live.id + "/profiling/start/" + worker.get("host").asText() + ":" + worker.get("port").asInt() + "/10";
        Shape.has(live.get(start), "status:string id:string timeout:string dumplink:string");
        long now = live.get(topology).get("nowMillis").asLong();
        live.await(topology, t -> t.get("workerList").get(0).get("recordingUntilMillis").asLong() > now);
    }

    private static JsonNode node(JsonNode topology, String id) {
        for (JsonNode node : topology.get("graph").get("nodes")) {
            if (node.get("id").asText().equals(id)) {
                return node;
            }
        }
        throw new AssertionError("no node " + id + " in " + topology);
    }

    @Test
    void seriesOfAComponentAndOfTheTopologyHaveEqualLengths() throws Exception {
        for (String query : List.of("", "?component=split&seconds=600")) {
            JsonNode series = live.get(topology + "/series" + query);
            Shape.has(series, "component:string stepSeconds:int t:array emitted:array acked:array failed:array timedOut:array completeP50:array completeP99:array "
                + "executed:array executeP50:array executeP99:array processP50:array processP99:array queueFill:array blocked:array capacity:array pending:array");
            series.fields().forEachRemaining(field -> {
                if (field.getValue().isArray()) {
                    assertEquals(series.get("t").size(), field.getValue().size(), field.getKey());
                }
            });
        }
        assertEquals(400, live.send(live.request(topology + "/series?seconds=-1")).statusCode());
        assertEquals(400, live.send(live.request(topology + "/series?seconds=604801")).statusCode());
        assertEquals(200, live.send(live.request(topology + "/series?seconds=604800")).statusCode());
    }

    @Test
    void whatIfSaysWhyItCannotTellOrWhatItPredictsAndRefusesNonsense() throws Exception {
        JsonNode young = live.get(topology + "/what-if?executors=split:3&workers=2");
        Shape.has(young, "known:bool sentence:string measuredSeconds:int workers:int wantedWorkers:int processors:number processorsUsed:number? remarks:array components:array");
        assertEquals(2, young.get("wantedWorkers").asInt());
        assertEquals(List.of("count", "sentences", "split"), young.get("components").findValuesAsText("id"));
        for (Map.Entry<String, Integer> wrong : Map.of("executors=none:2", 404, "executors=split", 400, "executors=split:0", 400, "workers=-1", 400, "workers=many", 400,
            "processors=0", 400, "processors=1e9", 400).entrySet()) {
            assertEquals(wrong.getValue(), live.send(live.request(topology + "/what-if?" + wrong.getKey())).statusCode(), wrong.getKey());
        }
        assertEquals(404, live.send(live.request("/api/v2/topologies/ghost/what-if")).statusCode());
    }

    @Test
    void metricsOfTasksAreListedAndHaveSeriesByComponentAndTask() throws Exception {
        JsonNode metrics = live.await(topology + "/metrics?component=count", m -> m.get("metrics").size() == 2 && m.at("/metrics/0/tasks").size() == 4 && m.get("eventTime").size() == 4);
        Shape.has(metrics, "metrics:array eventTime:array leftOut:int tableRows:int");
        Shape.has(metrics.get("metrics").get(1), "component:string name:string kind:string tasks:array");
        assertEquals(List.of("event.time.behind.ms", LiveCluster.METRIC), metrics.get("metrics").findValuesAsText("name"));
        assertEquals("total", metrics.at("/metrics/1/kind").asText());
        Shape.has(metrics.get("eventTime").get(0), "component:string task:int watermarkMillis:int behindMillis:int heldBy:string standsSeconds:int?");
        assertEquals("split/default", metrics.at("/eventTime/0/heldBy").asText());
        assertEquals(0, live.get(topology + "/metrics?component=split").get("metrics").size());
        String series = topology + "/metrics/series?component=count&seconds=600&name=" + URLEncoder.encode(LiveCluster.METRIC, StandardCharsets.UTF_8);
        JsonNode all = live.await(series, one -> one.get("t").size() > 0);
        Shape.has(all, "component:string name:string kind:string task:int? stepSeconds:int t:array mean:array min:array max:array sum:array");
        assertEquals(all.get("t").size(), all.get("sum").size());
        int task = metrics.at("/metrics/1/tasks/2/task").asInt();
        JsonNode one = live.get(series + "&task=" + task);
        assertEquals(task, one.get("task").asInt());
        assertEquals(one.get("t").size(), one.get("value").size());
        JsonNode document = live.get("/api/v2/openapi.json");
        described(document, document.at("/components/schemas/MetricSeries"), all, series);
        described(document, document.at("/components/schemas/MetricSeries"), one, series);
        for (Map.Entry<String, Integer> wrong : Map.of("/metrics?component=none", 404, "/metrics/series?component=count&name=none", 404, "/metrics/series?name=none", 400,
            "/metrics/series?component=count&name=event.time.behind.ms&task=999", 404, "/metrics/series?component=count&name=x&task=-1", 400,
            "/metrics/series?component=count&name=x&seconds=0", 400).entrySet()) {
            assertEquals(wrong.getValue(), live.send(live.request(topology + wrong.getKey())).statusCode(), wrong.getKey());
        }
    }

    @Test
    void percentilesOfLatenciesAreMeasured() throws Exception {
        JsonNode sentences = live.await(topology, t -> !t.get("now").get("completeP99Ms").isNull());
        double p50 = sentences.get("now").get("completeP50Ms").asDouble();
        double p99 = sentences.get("now").get("completeP99Ms").asDouble();
        assertTrue(p50 > 0 && p50 <= p99 && p99 < 30_000, p50 + " " + p99);
        JsonNode split = live.get(topology + "/components/split").get("now");
        assertTrue(split.get("executeP50Ms").asDouble() < 100 && split.get("processP99Ms").asDouble() < 30_000, split.toString());
    }

    @Test
    void aComponentHasExecutorsStreamsAndFullStacks() throws Exception {
        JsonNode split = live.await(topology + "/components/split", c -> !c.get("errors").isEmpty());
        Shape.has(split, "id:string type:string topologyId:string now:object executors:array inputs:array outputs:array errors:array debug:object");
        assertEquals(2, split.get("executors").size());
        Shape.has(split.get("executors").get(0), "id:string host:string port:int uptimeSeconds:int workerLogLink:string executedPerSecond:number emitted:int acked:int "
            + "failed:int executed:int capacity:number queueFill:number? executeP50Ms:number? processP99Ms:number?");
        Shape.has(split.get("errors").get(0), "timeSeconds:int host:string port:int count:int stack:string logLink:string");
        assertTrue(split.get("errors").get(0).get("stack").asText().contains("LiveCluster$Split.execute"), split.toString());
    }

    @Test
    void failuresAreCountedByReason() throws Exception {
        JsonNode failures = live.await(topology + "/failures", f -> !f.get("groups").isEmpty());
        Shape.has(failures, "topologyName:string messageTimeoutSeconds:int groups:array");
        JsonNode group = failures.get("groups").get(0);
        Shape.has(group, "spout:string component:string? reason:string count:int medianAfterMs:number? samples:array");
        assertEquals("sentences", group.get("spout").asText());
        assertEquals("FAILED", group.get("reason").asText());
        JsonNode sampled = live.await(topology + "/failures", f -> !f.get("groups").isEmpty() && !f.get("groups").get(0).get("samples").isEmpty());
        Shape.has(sampled.get("groups").get(0).get("samples").get(0), "messageId:string timeMillis:int afterMs:int task:int? spoutTask:int host:string port:int logFile:string stream:string component:string?");
        JsonNode sample = sampled.get("groups").get(0).get("samples").get(0);
        live.await(topology + "/failures", f -> StreamSupport.stream(f.at("/groups/0/samples").spliterator(), false)
            .anyMatch(one -> one.get("values").asText().equals("[bad]")));
        String spout = "[" + sample.get("spoutTask").asInt() + "-" + sample.get("spoutTask").asInt() + "]";
        assertEquals(List.of(spout), live.get(topology + "/components/sentences").get("executors").findValuesAsText("id"));
        assertTrue(sample.get("logFile").asText().equals(live.id + "/" + sample.get("port").asInt() + "/worker.log"), sample.toString());
        assertTrue(sampled.get("groups").get(0).get("samples").get(0).get("messageId").asText().startsWith("message-"), sampled.toString());
    }

    @Test
    void aTopologyWithoutDeadLettersSaysSoAndHasNoneToReplayOrDrop() throws Exception {
        JsonNode letters = live.get(topology + "/dead-letters");
        Shape.has(letters, "after:int totals:array letters:array");
        assertEquals(0, letters.get("after").asInt());
        assertEquals(404, live.send(live.request(topology + "/dead-letters/5")).statusCode());
        for (String verb : List.of("/dead-letters/replay", "/dead-letters/drop")) {
            var refused = live.send(live.request(topology + verb).POST(BodyPublishers.ofString("{\"all\": true}")));
            assertEquals(400, refused.statusCode());
            assertTrue(refused.body().contains("topology.dead.letter.after is not set"), refused.body());
            for (String wrong : List.of("{}", "{\"ids\": []}", "{\"ids\": [\"five\"]}", "{\"ids\": [1], \"all\": true}", "no json")) {
                assertEquals(400, live.send(live.request(topology + verb).POST(BodyPublishers.ofString(wrong))).statusCode(), wrong);
            }
        }
        assertEquals(404, live.send(live.request("/api/v2/topologies/ghost/dead-letters")).statusCode());
    }

    @Test
    void theTraceRateIsSetLive() throws Exception {
        assertEquals(0, live.get(topology + "/traces").get("percent").asDouble());
        String path = topology + "/traces/rate";
        assertEquals(200, live.send(live.request(path).POST(BodyPublishers.ofString("{\"percent\": 2.5}"))).statusCode());
        live.await(topology + "/traces", t -> t.get("percent").asDouble() == 2.5);
        // Few enough for a worker to report every hop: the number per heartbeat is limited.
        assertEquals(200, live.send(live.request(path).POST(BodyPublishers.ofString("{\"percent\": 0.1}"))).statusCode());
        JsonNode traced = live.await(topology + "/traces", t -> !t.get("slowest").isEmpty() && whole(t) != null);
        Shape.has(traced, "percent:number recent:array slowest:array");
        JsonNode tree = whole(traced);
        Shape.has(tree, "root:string spout:string task:int stream:string messageId:string emittedMillis:int totalMs:number outcome:string hops:array");
        assertEquals("COMPLETE", tree.get("outcome").asText());
        for (JsonNode hop : tree.get("hops")) {
            Shape.has(hop, "component:string task:int host:string port:int source:string sourceTask:int stream:string parent:int startMs:number queuedMs:number? "
                + "executeMs:number ackMs:number? outcome:string");
            assertTrue(hop.get("component").asText().equals("split") == (hop.get("parent").asInt() == -1), "words come from the sentence: " + tree);
        }
        for (String wrong : List.of("{\"percent\": 101}", "{\"percent\": -1}", "{}", "{\"percent\": \"much\"}", "no json")) {
            assertEquals(400, live.send(live.request(path).POST(BodyPublishers.ofString(wrong))).statusCode(), wrong);
        }
        assertEquals(403, live.send(live.request(path).POST(BodyPublishers.ofString("{\"percent\": 1}")).header("Origin", "http://evil.example")).statusCode());
        assertEquals(200, live.send(live.request(path).POST(BodyPublishers.ofString("{\"percent\": 0}"))).statusCode());
    }

    /** A tree whose sentence and six words were all reported, or null. */
    private static JsonNode whole(JsonNode traces) {
        for (JsonNode tree : traces.get("recent")) {
            if (tree.get("hops").size() == 7) {
                return tree;
            }
        }
        return null;
    }

    @Test
    void eachValueOfAConfigurationHasAnOrigin() throws Exception {
        assertEquals("default", entry(live.get("/api/v2/configuration"), "topology.tuple.serializer").get("origin").asText());
        JsonNode own = live.get(topology + "/configuration");
        assertEquals("topology", entry(own, "topology.max.spout.pending").get("origin").asText());
        assertEquals(200, entry(own, "topology.max.spout.pending").get("value").asInt());
    }

    private static JsonNode entry(JsonNode configuration, String key) {
        for (JsonNode entry : configuration.get("entries")) {
            if (entry.get("key").asText().equals(key)) {
                return entry;
            }
        }
        throw new AssertionError("no " + key);
    }

    @Test
    void aWorkerHasItsProcessAndItsExecutors() throws Exception {
        JsonNode row = live.await(topology, t -> !t.get("workerList").path(0).path("threads").isNull() && t.get("workerList").size() > 0).get("workerList").get(0);
        String path = topology + "/workers/" + row.get("host").asText() + ":" + row.get("port").asInt();
        JsonNode worker = live.await(path, w -> w.get("executors").size() > 4);
        Shape.has(worker, "topologyId:string topologyName:string process:object executors:array workerEnds:object nowMillis:int actionsEnabled:bool");
        Shape.has(worker.get("process"), "host:string port:int uptimeSeconds:int heapBytes:int heapMaxBytes:int threads:int pid:int? memMb:number");
        Shape.has(worker.get("executors").get(0), "id:string component:string executedPerSecond:number? capacity:number?");
        JsonNode document = live.get("/api/v2/openapi.json");
        described(document, document.at("/components/schemas/Worker"), worker, path);
        assertEquals(404, live.send(live.request(topology + "/workers/nowhere:1")).statusCode());
    }

    @Test
    void whatWasDoneToATopologyIsTold() throws Exception {
        JsonNode events = live.get(topology).get("events");
        Shape.has(events.get(0), "timeMillis:int kind:string text:string user:string?");
        assertEquals("submitted", events.get(0).get("kind").asText());
        assertEquals(0, live.get("/api/v2/ended-topologies").get("topologies").size());
        assertEquals(404, live.send(live.request("/api/v2/ended-topologies/" + live.id)).statusCode());
    }

    @Test
    void eventsFollowTheClusterAndATopology() throws Exception {
        assertEquals("cluster", event("/api/v2/events", 1));
        assertEquals("topology", event("/api/v2/events?topology=" + live.id, 2));
        assertEquals("gone", event("/api/v2/events?topology=ghost", 1));
        assertEquals(406, live.send(live.request("/api/v2/events")).statusCode(), "a client that would wait for an end is told");
    }

    /** The name of the last of so many events. */
    private static String event(String path, int count) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + live.server.port() + path)).header("Accept", "text/event-stream").build();
        HttpResponse<InputStream> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
        assertTrue(response.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream"), response.headers().toString());
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            List<String> names = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event:")) {
                    names.add(line.substring("event:".length()).strip());
                } else if (line.startsWith("data:")) {
                    new ObjectMapper().readTree(line.substring("data:".length()));
                    if (names.size() == count) {
                        return names.get(count - 1);
                    }
                }
            }
        }
        throw new AssertionError("the stream ended");
    }

    @Test
    void theDocumentDescribesEveryRouteAndItsFields() throws Exception {
        JsonNode document = live.get("/api/v2/openapi.json");
        assertTrue(document.get("openapi").asText().startsWith("3."), document.get("openapi").toString());
        JsonNode paths = document.get("paths");
        for (String path : List.of("/api/v2/cluster", "/api/v2/configuration", "/api/v2/events", "/api/v2/topologies/{id}", "/api/v2/topologies/{id}/series", "/api/v2/topologies/{id}/what-if", "/api/v2/topologies/{id}/metrics", "/api/v2/topologies/{id}/metrics/series",
            "/api/v2/topologies/{id}/components/{component}", "/api/v2/topologies/{id}/workers/{worker}", "/api/v2/ended-topologies", "/api/v2/ended-topologies/{id}",
            "/api/v2/topologies/{id}/failures", "/api/v2/topologies/{id}/traces",
            "/api/v2/topologies/{id}/traces/rate", "/api/v2/topologies/{id}/dead-letters", "/api/v2/topologies/{id}/dead-letters/{letter}",
            "/api/v2/topologies/{id}/dead-letters/replay", "/api/v2/topologies/{id}/dead-letters/drop", "/api/v2/topologies/{id}/configuration", "/api/v2/topologies/{id}/logs",
            "/api/v2/topologies/{id}/logs/search", "/api/v2/logs/page")) {
            assertTrue(paths.has(path), path);
        }
        paths.fields().forEachRemaining(path -> path.getValue().fields().forEachRemaining(operation -> {
            JsonNode schema = operation.getValue().at("/responses/200/content/application~1json/schema");
            String url = path.getKey().replace("{id}", live.id).replace("{component}", "split");
            if (operation.getKey().equals("get") && !schema.isMissingNode() && !path.getKey().contains("/logs") && !path.getKey().contains("openapi")
                && !path.getKey().contains("{letter}") && !path.getKey().endsWith("/metrics/series")
                && !List.of("/api/v2/topologies/{id}/workers/{worker}", "/api/v2/ended-topologies/{id}").contains(path.getKey())) {
                try {
                    described(document, schema, live.get(url), url);
                } catch (java.io.IOException | InterruptedException e) {
                    throw new AssertionError(url, e);
                }
            }
        }));
    }

    /** Every field of an answer is described, at any depth. */
    static void described(JsonNode document, JsonNode schema, JsonNode answer, String where) {
        JsonNode resolved = schema.has("$ref") ? document.at(schema.get("$ref").asText().substring(1)) : schema;
        if (answer.isArray()) {
            for (JsonNode one : answer) {
                described(document, resolved.path("items"), one, where + "[]");
            }
        } else if (answer.isObject() && !resolved.path("additionalProperties").isObject() && !resolved.path("additionalProperties").asBoolean()) {
            answer.fields().forEachRemaining(field -> {
                assertTrue(resolved.path("properties").has(field.getKey()), where + "." + field.getKey() + " is not described");
                described(document, resolved.get("properties").get(field.getKey()), field.getValue(), where + "." + field.getKey());
            });
        }
    }
}
