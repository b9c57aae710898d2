// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.ui.v1;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.storm.generated.ComponentPageInfo;
import org.apache.storm.generated.GetInfoOptions;
import org.apache.storm.generated.NumErrorsChoice;
import org.apache.storm.generated.OwnerResourceSummary;
import org.apache.storm.generated.ProfileAction;
import org.apache.storm.generated.ProfileRequest;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.generated.SupervisorPageInfo;
import org.apache.storm.generated.TopologyInfo;
import org.apache.storm.generated.TopologyPageInfo;
import org.apache.storm.thrift.TException;
import tempest.cluster.Json;
import tempest.http.CrossSite;
import tempest.http.Refused;
import tempest.ui.query.AuthorizedQueries;
import tempest.ui.view.StatsWindow;
import tempest.ui.view.UiConfig;

/** The read-only part of Storm's REST API. Its handlers run on request threads; each makes a fixed number of calls to Nimbus. */
public final class V1Routes {
    private static final String TOPOLOGY = "/api/v1/topology/{id}";

    private final AuthorizedQueries queries;
    private final UiConfig config;
    private final CrossSite crossSite;
    private final SpoutLag lag;

    /** @param home the folder that {@code bin/} lies in */
    public V1Routes(AuthorizedQueries queries, UiConfig config, CrossSite crossSite, Path home) {
        this.queries = queries;
        this.config = config;
        this.crossSite = crossSite;
        this.lag = new SpoutLag(home.resolve("bin").resolve("storm-kafka-monitor"), config.lag());
    }

    public void addTo(RoutesConfig routes) {
        routes.get("/api/v1/cluster/configuration", context ->
            context.contentType("application/json;charset=utf-8").result(queries.configuration(context)));
        routes.get("/api/v1/cluster/schedulerConf", this::scheduler);
        routes.get("/api/v1/cluster/summary", context -> context.json(ClusterJson.summary(queries.cluster(context), config, queries.user(context))));
        routes.get("/api/v1/nimbus/summary", context -> context.json(ClusterJson.nimbuses(queries.cluster(context).get_nimbuses(), config.links())));
        routes.get("/api/v1/history/summary", this::history);
        routes.get("/api/v1/supervisor/summary", context -> context.json(ClusterJson.supervisors(queries.cluster(context).get_supervisors(), config)));
        routes.get("/api/v1/supervisor", this::supervisor);
        routes.get("/api/v1/owner-resources", context -> context.json(ClusterJson.owners(owners(context, ""), config)));
        routes.get("/api/v1/owner-resources/{owner}", this::owner);
        routes.get("/api/v1/topology/summary", context -> context.json(TopologyJson.summaries(queries.cluster(context).get_topologies(), config)));
        routes.get("/api/v1/topology-workers/{id}", this::workers);
        routes.get(TOPOLOGY, this::topology);
        routes.get(TOPOLOGY + "/metrics", context ->
            context.json(MetricsJson.of(info(context), window(context), system(context))));
        routes.get(TOPOLOGY + "/lag", context -> context.json(lag.of(layout(context))));
        routes.get(TOPOLOGY + "/visualization-init", context -> context.json(VisualizationJson.streams(layout(context), system(context))));
        routes.get(TOPOLOGY + "/visualization", context -> context.json(
            VisualizationJson.graph(layout(context), page(context), info(context), window(context), system(context))));
        routes.get(TOPOLOGY + "/component/{component}", this::component);
        routes.get(TOPOLOGY + "/logconfig", this::logLevels);
    }

    private static StatsWindow window(Context context) {
        return StatsWindow.of(context.queryParam("window"));
    }

    private static boolean system(Context context) {
        return Boolean.parseBoolean(context.queryParam("sys"));
    }

    private void scheduler(Context context) throws TException {
        Map<String, Object> keys = new TreeMap<>(Json.parse(queries.configuration(context)));
        keys.keySet().removeIf(key -> !key.contains("scheduler"));
        context.json(keys);
    }

    private void history(Context context) throws TException {
        String user = queries.user(context);
        context.json(Map.of("topo-history",
            queries.query(context, "getTopologyHistory", String.valueOf(user), n -> n.getTopologyHistory(user == null ? "" : user)).get_topo_ids()));
    }

    private void supervisor(Context context) throws TException {
        String id = context.queryParam("id");
        String host = context.queryParam("host");
        if (id == null && host == null) {
            throw Refused.badRequest("which supervisor? Add ?id=ID or ?host=HOST");
        }
        boolean system = system(context);
        SupervisorPageInfo page = queries.supervisors(context, id, host, system);
        if (page.get_supervisor_summaries().isEmpty()) {
            throw Refused.notFound(id != null ? "there is no supervisor " + id : "there is no supervisor on " + host);
        }
        context.json(ClusterJson.supervisorPage(page, config));
    }

    private List<OwnerResourceSummary> owners(Context context, String owner) throws TException {
        return queries.query(context, "getOwnerResourceSummaries", owner, n -> n.getOwnerResourceSummaries(owner));
    }

    private void owner(Context context) throws TException {
        String owner = context.pathParam("owner");
        List<OwnerResourceSummary> found = owners(context, owner);
        Map<String, Object> json = new LinkedHashMap<>();
        if (!found.isEmpty()) {
            json.putAll(ClusterJson.owner(found.get(0)));
        }
        json.put("topologies", queries.cluster(context).get_topologies().stream().filter(t -> owner.equals(t.get_owner())).map(TopologyJson::summary).toList());
        json.put("schedulerDisplayResource", config.displayResource());
        context.json(json);
    }

    private void workers(Context context) throws TException {
        List<Map<String, Object>> places = info(context).get_executors().stream().map(e -> {
            Map<String, Object> place = new LinkedHashMap<String, Object>();
            place.put("host", e.get_host());
            place.put("port", e.get_port());
            return place;
        }).distinct().toList();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("hostPortList", places);
        json.put("logviewerPort", config.links().port());
        json.put("logviewerScheme", config.links().scheme());
        context.json(json);
    }

    private TopologyPageInfo page(Context context) throws TException {
        String id = context.pathParam("id");
        StatsWindow window = window(context);
        boolean system = system(context);
        return queries.query(context, "getTopologyPageInfo", id, window.key() + " " + system, n -> n.getTopologyPageInfo(id, window.key(), system));
    }

    private TopologyInfo info(Context context) throws TException {
        String id = context.pathParam("id");
        GetInfoOptions options = new GetInfoOptions();
        options.set_num_err_choice(NumErrorsChoice.NONE);
        return queries.query(context, "getTopologyInfo", id, "no errors", n -> n.getTopologyInfoWithOpts(id, options));
    }

    private StormTopology layout(Context context) throws TException {
        String id = context.pathParam("id");
        return queries.query(context, "getTopology", id, "layout", n -> n.topologyLayout(id));
    }

    private void topology(Context context) throws TException {
        Map<String, Object> json = TopologyJson.page(page(context), window(context), config, queries.user(context));
        json.put("antiForgeryToken", crossSite.token());
        context.json(json);
    }

    private void component(Context context) throws TException {
        String id = context.pathParam("id");
        String component = context.pathParam("component");
        StatsWindow window = window(context);
        boolean system = system(context);
        ComponentPageInfo page = queries.query(context, "getComponentPageInfo", id, component + " " + window.key() + " " + system,
            n -> n.getComponentPageInfo(id, component, window.key(), system));
        List<ProfileRequest> profiled = queries.query(context, "getComponentPendingProfileActions", id, component,
            n -> n.getComponentPendingProfileActions(id, component, ProfileAction.JPROFILE_STOP));
        context.json(ComponentJson.page(page, profiled, window, config, queries.user(context)));
    }

    private void logLevels(Context context) throws TException {
        String id = context.pathParam("id");
        queries.name(id);
        context.json(LogLevelsJson.of(queries.query(context, "getLogConfig", id, "", n -> n.getLogConfig(id))));
    }
}
