// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.ui.v2;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.sse.SseClient;
import java.util.List;
import java.util.Map;
import org.apache.storm.generated.SupervisorSummary;
import org.apache.storm.thrift.TException;
import tempest.cluster.Clock;
import tempest.http.CrossSite;
import tempest.http.Refused;
import tempest.ui.query.AuthorizedQueries;
import tempest.ui.query.NimbusCache;
import tempest.ui.v1.Actions;
import tempest.ui.view.StatsWindow;
import tempest.ui.view.UiConfig;

/** Our own routes. Handlers run on request threads. */
public final class V2Routes implements AutoCloseable {
    private static final int HOUR_SECS = 3600;
    private static final int WEEK_SECS = 7 * 24 * HOUR_SECS;
    private static final int MATCHES = 200;
    private static final int MOST_TEXT = 1024;
    private static final String TOPOLOGY = "/api/v2/topologies/{id}";

    private final AuthorizedQueries queries;
    private final Views views;
    private final Events events;
    private final CrossSite crossSite;
    private final LogViewers logViewers;

    public V2Routes(AuthorizedQueries queries, NimbusCache nimbus, UiConfig config, CrossSite crossSite, Clock clock) {
        this.queries = queries;
        this.crossSite = crossSite;
        this.views = new Views(nimbus, config, clock, ConfigOrigins.read());
        this.logViewers = new LogViewers(config.links());
        this.events = new Events(views);
    }

    public void addTo(RoutesConfig routes) {
        routes.get("/api/v2/openapi.json", OpenApi::serve);
        routes.get("/api/v2/cluster", this::cluster);
        routes.get("/api/v2/configuration", context -> {
            queries.permit(context, "getNimbusConf");
            context.json(views.configuration());
        });
        routes.get(TOPOLOGY, this::topology);
        routes.get(TOPOLOGY + "/series", this::series);
        routes.get(TOPOLOGY + "/what-if", context -> context.json(views.whatIf(authorized(context, "getTopologyPageInfo"),
            WhatIfView.WhatIfQuestion.of(context.queryParams("executors"), context.queryParam("workers"), context.queryParam("processors")))));
        routes.get(TOPOLOGY + "/components/{component}", context -> context.json(views.component(authorized(context, "getComponentPageInfo"),
            context.pathParam("component"), StatsWindow.of(context.queryParam("window")))));
        routes.get(TOPOLOGY + "/workers/{worker}", context -> context.json(views.worker(authorized(context, "getTopologyPageInfo"), context.pathParam("worker"))));
        routes.get("/api/v2/ended-topologies", context -> context.json(views.ended(queries.ended(context))));
        routes.get("/api/v2/ended-topologies/{id}", context -> context.json(views.ended(queries.ended(context, context.pathParam("id")))));
        routes.get(TOPOLOGY + "/metrics", context -> context.json(views.metrics(authorized(context, "getTopologyPageInfo"), context.queryParam("component"))));
        routes.get(TOPOLOGY + "/metrics/series", this::metricSeries);
        routes.get(TOPOLOGY + "/failures", context -> context.json(views.failures(authorized(context, "getTopologyPageInfo"))));
        routes.get(TOPOLOGY + "/traces", context -> context.json(views.traced(authorized(context, "getTopologyPageInfo"))));
        routes.post(TOPOLOGY + "/traces/rate", this::trace);
        new DeadLetterRoutes(queries).addTo(routes);
        routes.get(TOPOLOGY + "/configuration", context -> context.json(views.configuration(authorized(context, "getTopologyConf"))));
        routes.get(TOPOLOGY + "/logs", this::logs);
        routes.get(TOPOLOGY + "/logs/search", this::searchLogs);
        routes.get("/api/v2/logs/page", this::logPage);
        routes.before("/api/v2/events", this::authorizeEvents);
        routes.sse("/api/v2/events", this::listen);
    }

    /** The id of the topology in the path, if the caller is authorized to see it. */
    private String authorized(Context context, String operation) throws TException {
        String id = context.pathParam("id");
        queries.permit(context, operation, id);
        return id;
    }

    private void cluster(Context context) throws TException {
        queries.permit(context, "getClusterInfo");
        Map<String, Object> json = views.cluster(queries.visible(context));
        json.put("user", queries.user(context));
        json.put("csrfToken", crossSite.token());
        context.json(json);
    }

    private void topology(Context context) throws TException {
        Map<String, Object> json = views.topology(authorized(context, "getTopologyPageInfo"), Boolean.parseBoolean(context.queryParam("sys")));
        json.put("csrfToken", crossSite.token());
        context.json(json);
    }

    private void series(Context context) throws TException {
        int seconds = seconds(context);
        String component = context.queryParam("component");
        context.json(views.series(authorized(context, "getTopologyPageInfo"), component == null ? "" : component, seconds));
    }

    private static int seconds(Context context) {
        String seconds = context.queryParam("seconds");
        if (seconds != null && !(seconds.matches("[1-9]\\d{0,5}") && Integer.parseInt(seconds) <= WEEK_SECS)) {
            throw Refused.badRequest("seconds is " + seconds + "; it must be from 1 to " + WEEK_SECS);
        }
        return seconds == null ? HOUR_SECS : Integer.parseInt(seconds);
    }

    private void metricSeries(Context context) throws TException {
        String id = authorized(context, "getTopologyPageInfo");
        int seconds = seconds(context);
        String component = context.queryParam("component");
        String name = context.queryParam("name");
        String task = context.queryParam("task");
        if (component == null || name == null) {
            throw Refused.badRequest("the query needs component=COMPONENT and name=METRIC; task=NUMBER and seconds=NUMBER are optional");
        }
        if (task != null && !task.matches("[1-9]\\d{0,8}")) {
            throw Refused.badRequest("task is " + task + "; it must be the number of a task, from 1 on");
        }
        context.json(views.metricSeries(id, component, name, task == null ? 0 : Integer.parseInt(task), seconds));
    }

    private void trace(Context context) throws TException {
        String id = context.pathParam("id");
        queries.permitCommand(context, "debug", id);
        JsonNode percent = Actions.body(context).path("percent");
        if (!percent.isNumber() || !(percent.asDouble() >= 0 && percent.asDouble() <= 100)) {
            throw Refused.badRequest("the body must be {\"percent\": NUMBER} with a number from 0 to 100");
        }
        queries.command(context, "debug", id, n -> n.trace(id, percent.asDouble()));
        context.json(Map.of("percent", percent.asDouble()));
    }

    private void logs(Context context) throws TException {
        String id = context.pathParam("id");
        boolean there = queries.permitEvenKilled(context, "getTopologyPageInfo", id);
        List<String> alive = views.workers().stream().filter(worker -> id.equals(worker.get_topology_id()))
            .map(worker -> worker.get_host() + ":" + worker.get_port()).toList();
        Map<String, Object> json = logViewers.files(id, hosts(context), alive);
        refuseUnknown(id, there, json, "files");
        context.json(json);
    }

    /** A killed topology is known by its logs only. */
    private static void refuseUnknown(String id, boolean there, Map<String, Object> json, String rows) {
        if (!there && ((List<?>) json.get(rows)).isEmpty() && ((List<?>) json.get("unreachable")).isEmpty()) {
            throw Refused.notFound("there is no topology " + id + ", and no log of a killed one");
        }
    }

    private void searchLogs(Context context) throws TException {
        String id = context.pathParam("id");
        String text = context.queryParam("text");
        String limit = context.queryParam("limit");
        if (text == null || text.isEmpty() || text.length() > MOST_TEXT) {
            throw Refused.badRequest("the query needs text=TEXT of 1 to " + MOST_TEXT + " characters");
        }
        if (limit != null && !limit.matches("[1-9]\\d{0,3}")) {
            throw Refused.badRequest("limit is " + limit + "; it must be from 1 to " + LogViewers.MOST_MATCHES);
        }
        queries.permitEvenKilled(context, "getTopologyPageInfo", id);
        context.json(logViewers.search(id, text, limit == null ? MATCHES : Math.min(LogViewers.MOST_MATCHES, Integer.parseInt(limit)), hosts(context)));
    }

    private void logPage(Context context) throws TException {
        String host = context.queryParam("host");
        String file = context.queryParam("file");
        if (host == null || file == null) {
            throw Refused.badRequest("the query needs host=HOST and file=TOPOLOGY/PORT/NAME");
        }
        queries.permitEvenKilled(context, "getTopologyPageInfo", file.split("/", 2)[0]);
        if (!hosts(context).contains(host)) {
            throw Refused.notFound(host + " is no supervisor of this cluster");
        }
        context.json(logViewers.page(host, file, context.queryParam("start"), context.queryParam("length")));
    }

    private List<String> hosts(Context context) throws TException {
        return queries.cluster(context).get_supervisors().stream().map(SupervisorSummary::get_host).distinct().toList();
    }

    private void authorizeEvents(Context context) throws TException {
        if (!String.valueOf(context.header("Accept")).contains("text/event-stream")) {
            throw new Refused(HttpStatus.NOT_ACCEPTABLE, "this is a stream of events; it needs the header Accept: text/event-stream");
        }
        String topology = context.queryParam("topology");
        if (topology == null || topology.isEmpty()) {
            queries.permit(context, "getClusterInfo");
        } else {
            queries.permit(context, "getTopologyPageInfo", topology);
        }
    }

    private void listen(SseClient client) {
        String topology = client.ctx().queryParam("topology");
        boolean sys = Boolean.parseBoolean(client.ctx().queryParam("sys"));
        client.ctx().header("X-Accel-Buffering", "no");
        if (!events.add(client, new Events.Subject(topology == null || topology.isEmpty() ? null : topology, sys, queries.visible(client.ctx())))) {
            client.sendEvent("error", "{\"errorMessage\":\"too many pages are open\"}");
            client.close();
        }
    }

    @Override
    public void close() {
        events.close();
    }
}
