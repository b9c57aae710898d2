// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.ui.v1;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.storm.generated.ExecutorSummary;
import org.apache.storm.generated.KillOptions;
import org.apache.storm.generated.LogConfig;
import org.apache.storm.generated.NodeInfo;
import org.apache.storm.generated.ProfileAction;
import org.apache.storm.generated.ProfileRequest;
import org.apache.storm.generated.RebalanceOptions;
import org.apache.storm.generated.TopologyInfo;
import org.apache.storm.thrift.TException;
import tempest.cluster.Clock;
import tempest.http.Refused;
import tempest.ui.query.AuthorizedQueries;
import tempest.ui.view.LogLinks;

/** What Storm's REST API can change about topologies. Its handlers run on request threads; they validate everything before they call Nimbus. */
public final class Actions {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long MILLIS_A_MINUTE = 60_000;
    private static final int MOST_MINUTES = 24 * 60;

    private final AuthorizedQueries queries;
    private final LogLinks links;
    private final Clock clock;

    public Actions(AuthorizedQueries queries, LogLinks links, Clock clock) {
        this.queries = queries;
        this.links = links;
        this.clock = clock;
    }

    /** The paths whose GET changes something, as Storm has them. */
    public static final String CHANGING_GETS = "^/api/v1/topology/[^/]+/profiling/";

    public void addTo(RoutesConfig routes) {
        String topology = "/api/v1/topology/{id}";
        routes.post(topology + "/activate", context -> simple(context, "activate"));
        routes.post(topology + "/deactivate", context -> simple(context, "deactivate"));
        routes.post(topology + "/kill/{wait}", this::kill);
        routes.post(topology + "/rebalance/{wait}", this::rebalance);
        routes.post(topology + "/debug/{switch}/{percent}", this::debug);
        routes.post(topology + "/component/{component}/debug/{switch}/{percent}", this::debug);
        routes.post(topology + "/logconfig", this::logLevels);
        for (String path : new String[] {"/profiling/start/{worker}/{minutes}", "/profiling/stop/{worker}", "/profiling/dumpprofile/{worker}",
            "/profiling/jstack/{worker}", "/profiling/dumpjstack/{worker}", "/profiling/restartworker/{worker}", "/profiling/dumpheap/{worker}"}) {
            ProfileAction action = action(path.split("/")[2]);
            routes.get(topology + path, context -> profile(context, action));
            routes.post(topology + path, context -> profile(context, action));
        }
    }

    private static ProfileAction action(String name) {
        return switch (name) {
            case "dumpprofile" -> ProfileAction.JPROFILE_DUMP;
            case "jstack", "dumpjstack" -> ProfileAction.JSTACK_DUMP;
            case "restartworker" -> ProfileAction.JVM_RESTART;
            case "dumpheap" -> ProfileAction.JMAP_DUMP;
            // A recording is requested as one that stops at a later time.
            default -> ProfileAction.JPROFILE_STOP;
        };
    }

    /** The topology, if the caller may change it so: who may not is told nothing else, not even what is wrong with the request. */
    private String permitted(Context context, String operation) throws TException {
        String id = context.pathParam("id");
        queries.permitCommand(context, operation, id);
        return id;
    }

    private void simple(Context context, String operation) throws TException {
        String id = permitted(context, operation);
        String name = queries.name(id);
        queries.command(context, operation, id, n -> {
            if (operation.equals("activate")) {
                n.activate(name);
            } else {
                n.deactivate(name);
            }
        });
        done(context, operation, id);
    }

    private void kill(Context context) throws TException {
        String id = permitted(context, "killTopology");
        KillOptions options = new KillOptions();
        options.set_wait_secs(wait(context));
        String name = queries.name(id);
        queries.command(context, "killTopology", id, n -> n.killTopologyWithOpts(name, options));
        done(context, "kill", id);
    }

    private void rebalance(Context context) throws TException {
        String id = permitted(context, "rebalance");
        RebalanceOptions options = new RebalanceOptions();
        options.set_wait_secs(wait(context));
        JsonNode wanted = body(context).path("rebalanceOptions");
        if (!wanted.isMissingNode() && !wanted.isNull() && !wanted.isObject()) {
            throw Refused.badRequest("rebalanceOptions must be an object such as {\"numWorkers\": 2, \"executors\": {\"split\": 4}}");
        }
        if (wanted.hasNonNull("numWorkers")) {
            options.set_num_workers(count(wanted.get("numWorkers"), "numWorkers"));
        }
        Map<String, Integer> executors = new HashMap<>();
        wanted.path("executors").properties().forEach(entry -> executors.put(entry.getKey(), count(entry.getValue(), "executors of " + entry.getKey())));
        if (!executors.isEmpty()) {
            options.set_num_executors(executors);
        }
        String name = queries.name(id);
        queries.command(context, "rebalance", id, n -> n.rebalance(name, options));
        done(context, "rebalance", id);
    }

    private static int count(JsonNode value, String what) {
        if (!value.asText().matches("[1-9]\\d{0,5}")) {
            throw Refused.badRequest(what + " is " + value + "; it must be a number from 1 up");
        }
        return Integer.parseInt(value.asText());
    }

    private void debug(Context context) throws TException {
        String id = permitted(context, "debug");
        String state = context.pathParam("switch");
        if (!Set.of("enable", "disable").contains(state)) {
            throw Refused.badRequest("debug can be enabled or disabled, not " + state);
        }
        double percent = percent(context.pathParam("percent"));
        String component = context.pathParamMap().getOrDefault("component", "");
        if (!component.isEmpty() && !queries.query(context, "getTopology", id, "layout", n -> n.topologyLayout(id)).get_spouts().containsKey(component)
            && !queries.query(context, "getTopology", id, "layout", n -> n.topologyLayout(id)).get_bolts().containsKey(component)) {
            throw Refused.notFound("topology " + id + " has no component " + component);
        }
        String name = queries.name(id);
        queries.command(context, "debug", id, n -> n.debug(name, component, state.equals("enable"), percent));
        done(context, "debug/" + state, id);
    }

    private static double percent(String text) {
        if (!text.matches("\\d{1,3}(\\.\\d{1,6})?") || Double.parseDouble(text) > 100) {
            throw Refused.badRequest("the sampling percentage is " + text + "; it must be from 0 to 100");
        }
        return Double.parseDouble(text);
    }

    private void logLevels(Context context) throws TException {
        String id = permitted(context, "setLogConfig");
        LogConfig config = LogLevelsJson.parse(body(context));
        queries.name(id);
        queries.command(context, "setLogConfig", id, n -> n.setLogConfig(id, config));
        context.json(LogLevelsJson.of(queries.query(context, "getLogConfig", id, "", n -> n.getLogConfig(id))));
    }

    private void profile(Context context, ProfileAction action) throws TException {
        String id = permitted(context, "setWorkerProfiler");
        String worker = context.pathParam("worker");
        int colon = worker.lastIndexOf(':');
        if (colon < 1 || !worker.substring(colon + 1).matches("\\d{1,5}")) {
            throw Refused.badRequest("worker " + worker + " is not HOST:PORT");
        }
        String host = worker.substring(0, colon);
        int port = Integer.parseInt(worker.substring(colon + 1));
        TopologyInfo info = queries.query(context, "getTopologyInfo", id, "", n -> n.getTopologyInfo(id));
        boolean runsThere = info.get_executors().stream().anyMatch(e -> isAt(e, host, port));
        if (!runsThere) {
            throw Refused.notFound("topology " + id + " has no worker at " + worker);
        }
        ProfileRequest request = new ProfileRequest(new NodeInfo(host, Set.of((long) port)), action);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("status", "ok");
        json.put("id", worker);
        String minutes = context.pathParamMap().get("minutes");
        if (minutes != null) {
            if (!minutes.matches("\\d{1,6}") || Integer.parseInt(minutes) < 1 || Integer.parseInt(minutes) > MOST_MINUTES) {
                throw Refused.badRequest("a recording takes 1 to " + MOST_MINUTES + " minutes, not " + minutes);
            }
            request.set_time_stamp(clock.millis() + Integer.parseInt(minutes) * MILLIS_A_MINUTE);
            json.put("timeout", minutes);
            json.put("dumplink", links.dumps(host, id, port));
        } else {
            request.set_time_stamp(0);
        }
        queries.command(context, "setWorkerProfiler", id, n -> n.setWorkerProfiler(id, request));
        context.json(json);
    }

    private static boolean isAt(ExecutorSummary executor, String host, int port) {
        return executor.get_host().equals(host) && executor.get_port() == port;
    }

    private static int wait(Context context) {
        String text = context.pathParam("wait");
        if (!text.matches("\\d{1,9}")) {
            throw Refused.badRequest("the wait is " + text + "; it must be seconds, 0 or more");
        }
        return Integer.parseInt(text);
    }

    /** The body as JSON; an empty one is an empty object. */
    public static JsonNode body(Context context) {
        String text = context.body();
        if (text.isBlank()) {
            return JSON.createObjectNode();
        }
        try {
            JsonNode body = JSON.readTree(text);
            if (!body.isObject()) {
                throw Refused.badRequest("the body must be a JSON object");
            }
            return body;
        } catch (JsonProcessingException e) {
            throw Refused.badRequest("the body is not JSON: " + e.getOriginalMessage());
        }
    }

    private static void done(Context context, String operation, String topology) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("topologyOperation", operation);
        json.put("topologyId", topology);
        json.put("status", "success");
        context.json(json);
    }
}
