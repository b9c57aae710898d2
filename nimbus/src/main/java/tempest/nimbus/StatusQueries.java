// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.generated.ClusterSummary;
import org.apache.storm.generated.ComponentPageInfo;
import org.apache.storm.generated.ErrorInfo;
import org.apache.storm.generated.ExecutorInfo;
import org.apache.storm.generated.GetInfoOptions;
import org.apache.storm.generated.InvalidTopologyException;
import org.apache.storm.generated.LogConfig;
import org.apache.storm.generated.NimbusSummary;
import org.apache.storm.generated.NotAliveException;
import org.apache.storm.generated.NumErrorsChoice;
import org.apache.storm.generated.OwnerResourceSummary;
import org.apache.storm.generated.ProfileAction;
import org.apache.storm.generated.ProfileRequest;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.generated.SupervisorAssignments;
import org.apache.storm.generated.SupervisorInfo;
import org.apache.storm.generated.SupervisorPageInfo;
import org.apache.storm.generated.SupervisorSummary;
import org.apache.storm.generated.TopologyEvent;
import org.apache.storm.generated.TopologyEventKind;
import org.apache.storm.generated.TopologyHistoryInfo;
import org.apache.storm.generated.TopologyInfo;
import org.apache.storm.generated.TopologyPageInfo;
import org.apache.storm.generated.TopologySummary;
import org.apache.storm.scheduler.SupervisorResources;
import org.apache.storm.security.auth.NimbusPrincipal;
import org.apache.storm.security.auth.ReqContext;
import org.apache.storm.thrift.TException;
import tempest.cluster.Clock;
import tempest.cluster.ClusterState;
import tempest.cluster.HostPort;
import tempest.cluster.Json;
import tempest.cluster.Secrets;
import tempest.cluster.SystemTopology;
import tempest.nimbus.stats.ComponentPages;
import tempest.nimbus.stats.OwnerSummaries;
import tempest.nimbus.stats.SupervisorPages;
import tempest.nimbus.stats.TopologyPages;
import tempest.nimbus.stats.TopologyView;
import tempest.rpc.EndedTopology;
import tempest.rpc.ExecutorSight;
import tempest.rpc.FailureGroup;
import tempest.rpc.MetricSights;
import tempest.rpc.Series;
import tempest.rpc.Traces;
import tempest.rpc.WorkerEnds;
import tempest.rpc.WorkerSight;

/**
 * What Nimbus tells. Called by RPC threads: a view is taken on Nimbus's thread, all counting and formatting happens on the
 * caller's.
 */
final class StatusQueries {
    private final Map<String, Object> conf;
    private final RpcGate gate;
    private final ClusterState state;
    private final StoredTopologies stored;
    private final KilledTopologies killed;
    private final TopologyVisibility audience;
    private final Clock clock;
    private final Replicas replicas;
    private final Secrets secrets;

    StatusQueries(Map<String, Object> conf, RpcGate gate, ClusterState state, StoredTopologies stored, KilledTopologies killed,
          TopologyVisibility audience, Clock clock) {
        this.conf = conf;
        this.gate = gate;
        this.state = state;
        this.stored = stored;
        this.killed = killed;
        this.audience = audience;
        this.clock = clock;
        this.secrets = Secrets.of(conf);
        this.replicas = new Replicas(state, clock);
    }

    /** Which topology a caller means. */
    @FunctionalInterface
    interface Which {
        Topology in(Leader leader) throws TException;
    }

    static Which id(String id) {
        return leader -> leader.withId(id);
    }

    static Which name(String name) {
        return leader -> leader.named(name);
    }

    // One topology

    TopologyInfo info(Which which, GetInfoOptions options) throws TException {
        NumErrorsChoice errors = options != null && options.is_set_num_err_choice() ? options.get_num_err_choice() : NumErrorsChoice.ALL;
        return TopologyPages.info(view(which, "getTopologyInfo", errors), errors);
    }

    TopologySummary summary(Which which) throws TException {
        return TopologyPages.summary(view(which, "getTopologySummary", NumErrorsChoice.NONE));
    }

    TopologyPageInfo page(String id, String window, boolean includeSys) throws TException {
        return TopologyPages.page(view(id(id), "getTopologyPageInfo", NumErrorsChoice.ONE), secrets, window, includeSys);
    }

    ComponentPageInfo component(String id, String component, String window, boolean includeSys) throws TException {
        TopologyView view = view(id(id), "getComponentPageInfo", NumErrorsChoice.ALL);
        try {
            return ComponentPages.page(view, component, window, includeSys);
        } catch (IllegalArgumentException e) {
            throw new NotAliveException(e.getMessage());
        }
    }

    String conf(String id) throws TException {
        return with(id(id), "getTopologyConf", (leader, topology) -> Json.write(secrets.mask(topology.conf())));
    }

    StormTopology userTopology(String id) throws TException {
        with(id(id), "getUserTopology", (leader, topology) -> null);
        return RpcGate.answer(() -> stored.code(id));
    }

    StormTopology systemTopology(String id) throws TException {
        Map<String, Object> topologyConf = with(id(id), "getTopology", (leader, topology) -> topology.conf());
        return RpcGate.answer(() -> SystemTopology.of(topologyConf, stored.code(id)));
    }

    StormTopology layout(String id) throws TException {
        return with(id(id), "getTopology", (leader, topology) -> topology.layout());
    }

    // Its last hour

    Series series(String id, String component, long sinceSecs) throws TException {
        return with(id(id), "getTopologyPageInfo", (leader, topology) -> leader.metrics().series(id, component, sinceSecs, clock.secs()));
    }

    List<Series> latest(String id) throws TException {
        return with(id(id), "getTopologyPageInfo", (leader, topology) -> leader.metrics().latest(id, clock.secs()));
    }

    List<ExecutorSight> executors(String id, String component) throws TException {
        return with(id(id), "getComponentPageInfo", (leader, topology) -> leader.metrics().executors(id, component, clock.secs()));
    }

    List<WorkerSight> workers(String id) throws TException {
        return with(id(id), "getTopologyPageInfo", (leader, topology) -> leader.metrics().workers(id, clock.secs()));
    }

    MetricSights metrics(String id) throws TException {
        return with(id(id), "getTopologyPageInfo", (leader, topology) -> leader.metrics().readings(id, clock.secs()));
    }

    Series metricSeries(String id, String component, String name, int task, long sinceSecs) throws TException {
        return with(id(id), "getTopologyPageInfo", (leader, topology) -> leader.metrics().readingSeries(id, component, name, task, sinceSecs, clock.secs()));
    }

    List<FailureGroup> failures(String id) throws TException {
        return with(id(id), "getTopologyPageInfo", (leader, topology) -> leader.metrics().failures(id, clock.millis()));
    }

    Traces traces(String id) throws TException {
        return with(id(id), "getTopologyPageInfo", (leader, topology) -> new Traces(topology.base().get_trace_percent(), leader.metrics().recentTrees(id),
            leader.metrics().slowestTrees(id, clock.millis())));
    }

    /** What was done to it, and that the present leader began after it was submitted. */
    List<TopologyEvent> events(String id) throws TException {
        AtomicLong begun = new AtomicLong();
        List<TopologyEvent> events = new ArrayList<>(with(id(id), "getTopologyPageInfo", (leader, topology) -> {
            begun.set(leader.begunMillis());
            return TopologyEvents.of(topology.base());
        }));
        if (!events.isEmpty() && begun.get() > events.get(0).get_time_millis()) {
            String who = RpcGate.answer(() -> state.latestLeader().map(HostPort::toString).orElse("another"));
            events.add(TopologyEvents.of(begun.get(), TopologyEventKind.LED, "Nimbus " + who + " began to lead", null));
            events.sort(Comparator.comparingLong(TopologyEvent::get_time_millis));
        }
        return events;
    }

    /** Those that were killed, of those the caller may see. */
    List<EndedTopology> ended() throws TException {
        ReqContext caller = ReqContext.context();
        return gate.lead(leader -> leader.killed().all().stream().filter(ended -> mayLook(caller, conf(ended))).map(EndedTopologies::withoutFigures).toList());
    }

    EndedTopology ended(String id) throws TException {
        ReqContext caller = ReqContext.context();
        return gate.lead(leader -> {
            Optional<EndedTopology> ended = leader.killed().of(id);
            gate.permit(caller, "getTopologyPageInfo", ended.map(StatusQueries::conf).orElse(Map.of()));
            return ended.orElseThrow(() -> new NotAliveException("of a topology " + id + " that ended nothing is kept")).deepCopy();
        });
    }

    private static Map<String, Object> conf(EndedTopology ended) {
        return ended.get_conf().isEmpty() ? Map.of() : Json.parse(ended.get_conf());
    }

    /** Of those the caller may see. */
    List<Series> overview(long sinceSecs) throws TException {
        ReqContext caller = ReqContext.context();
        return gate.lead(leader -> {
            Set<String> seen = new HashSet<>();
            leader.topologies().stream().filter(topology -> mayLook(caller, topology)).forEach(topology -> seen.add(topology.id));
            return leader.metrics().overview(sinceSecs, clock.secs()).stream().filter(series -> seen.contains(series.get_topology())).toList();
        });
    }

    /** Of those of these topologies, or of all if none are named, that the caller may see and whose workers have ended. */
    Map<String, WorkerEnds> workerEnds(List<String> ids) throws TException {
        ReqContext caller = ReqContext.context();
        return gate.lead(leader -> {
            Map<String, WorkerEnds> all = new HashMap<>();
            leader.topologies().stream().filter(topology -> (ids.isEmpty() || ids.contains(topology.id)) && mayLook(caller, topology))
                .filter(topology -> !leader.ends().of(topology.id).get_recent().isEmpty())
                .forEach(topology -> all.put(topology.id, leader.ends().of(topology.id)));
            return all;
        });
    }

    LogConfig logLevels(String idOrName) throws TException {
        String id = with(leader -> leader.topologies().stream().filter(t -> t.id.equals(idOrName)).findFirst()
            .orElse(leader.byName(idOrName).orElse(null)), "getLogConfig", (leader, topology) -> topology == null ? null : topology.id);
        return id == null ? new LogConfig() : state.logConfigs().get(id).orElseGet(LogConfig::new);
    }

    List<ProfileRequest> profileRequests(String id, String component, ProfileAction action) throws TException {
        TopologyView view = view(id(id), "getComponentPendingProfileActions", NumErrorsChoice.NONE);
        Set<String> places = new HashSet<>();
        if (view.assignment() != null) {
            view.assignment().get_executor_node_port().forEach((tasks, node) -> {
                String owner = view.components().get(
                    new ExecutorInfo(tasks.get(0).intValue(), tasks.get(1).intValue()));
                long port = node.get_port().iterator().next();
                if (component.isEmpty() || component.equals(owner)) {
                    places.add(node.get_node() + " " + port);
                    places.add(view.assignment().get_node_host().get(node.get_node()) + " " + port);
                }
            });
        }
        return state.profileRequests(id).all().values().stream()
            .filter(request -> action == null || request.get_action() == action)
            .filter(request -> places.contains(request.get_nodeInfo().get_node() + " "
                + request.get_nodeInfo().get_port().stream().findFirst().orElse(0L)))
            .toList();
    }

    // The cluster

    ClusterSummary cluster() throws TException {
        return new ClusterSummary(supervisors(), summaries(), RpcGate.answer(() -> List.copyOf(nimbuses())));
    }

    /** A leader that hangs stays announced for a while after another has begun to lead: only the latest counts. */
    private List<NimbusSummary> nimbuses() {
        List<NimbusSummary> all = new ArrayList<>(state.nimbuses().all().values());
        Optional<HostPort> latest = state.latestLeader();
        all.stream().filter(one -> latest.isPresent() && !latest.get().equals(new HostPort(one.get_host(), one.get_port())))
            .forEach(one -> one.set_isLeader(false));
        return all;
    }

    List<TopologySummary> summaries() throws TException {
        return views().stream().map(TopologyPages::summary).toList();
    }

    private List<SupervisorSummary> supervisors() throws TException {
        return gate.lead(leader -> {
            Map<String, Integer> usedSlots = new HashMap<>();
            for (Topology topology : leader.topologies()) {
                if (topology.assignment != null) {
                    AssignedSlots.of(topology.assignment).keySet().forEach(slot -> usedSlots.merge(slot.getNodeId(), 1, Integer::sum));
                }
            }
            Map<String, SupervisorResources> used = leader.lastDecision().used();
            List<SupervisorSummary> summaries = new ArrayList<>();
            for (Map.Entry<String, SupervisorInfo> one : leader.supervisors().entrySet()) {
                summaries.add(SupervisorPages.summary(one.getKey(), one.getValue(), usedSlots.getOrDefault(one.getKey(), 0),
                    used.get(one.getKey()), leader.lastDecision().blacklist().contains(one.getKey())));
            }
            return summaries;
        });
    }

    SupervisorPageInfo supervisorPage(String id, String host, boolean includeSys) throws TException {
        List<SupervisorSummary> matching = supervisors().stream()
            .filter(s -> id != null && !id.isEmpty() ? s.get_supervisor_id().equals(id) : host == null || s.get_host().equals(host))
            .toList();
        return SupervisorPages.page(matching, views(), includeSys);
    }

    List<OwnerResourceSummary> owners(String owner) throws TException {
        return OwnerSummaries.of(views(), conf, owner);
    }

    SupervisorAssignments assignmentsOf(String node) throws TException {
        return gate.lead(leader -> {
            SupervisorAssignments all = new SupervisorAssignments();
            all.set_storm_assignment(new HashMap<>());
            for (Topology topology : leader.topologies()) {
                if (topology.assignment != null && topology.assignment.get_node_host().containsKey(node)) {
                    all.put_to_storm_assignment(topology.id, topology.assignment);
                }
            }
            return all;
        });
    }

    /** Of another user's topologies only administrators are told. */
    TopologyHistoryInfo history(String user) throws TException {
        String caller = gate.user();
        Set<String> names = audience.namesOf(!gate.judges() || caller == null || audience.isAdmin(caller) ? user : caller);
        List<String> ids = new ArrayList<>(killed.ids(names));
        ids.addAll(gate.lead(leader -> leader.topologies().stream()
            .filter(t -> names == null || !Collections.disjoint(names, TopologyVisibility.of(t.base().get_owner(), t.conf()))).map(t -> t.id)
            .filter(id -> !ids.contains(id)).toList()));
        return new TopologyHistoryInfo(ids);
    }

    NimbusSummary leaderSummary() throws TException {
        return RpcGate.answer(() -> nimbuses().stream().filter(NimbusSummary::is_isLeader).findFirst().orElseThrow(() ->
            new IllegalStateException("no Nimbus leads at the moment; one of " + state.nimbuses().keys() + " will")));
    }

    boolean isNameAllowed(String name) throws TException {
        try {
            Submission.checkName(name);
        } catch (InvalidTopologyException e) {
            return false;
        }
        return gate.lead(leader -> leader.byName(name).isEmpty());
    }

    // Views

    private <T> T with(Which which, String operation, BiFunction<Leader, Topology, T> read) throws TException {
        ReqContext caller = ReqContext.context();
        return gate.lead(leader -> {
            Topology topology = which.in(leader);
            if (topology != null) {
                gate.permit(caller, operation, topology.conf());
            }
            return read.apply(leader, topology);
        });
    }

    private TopologyView view(Which which, String operation, NumErrorsChoice errors) throws TException {
        return withErrors(with(which, operation, this::view), errors);
    }

    /** Those the caller may see. */
    private List<TopologyView> views() throws TException {
        ReqContext caller = ReqContext.context();
        List<TopologyView> views = gate.lead(leader -> leader.topologies().stream()
            .filter(topology -> mayLook(caller, topology)).map(topology -> view(leader, topology)).toList());
        List<TopologyView> complete = new ArrayList<>(views.size());
        Map<String, Integer> counts = RpcGate.answer(() -> replicas.all(views.stream().map(TopologyView::id).toList()));
        for (TopologyView view : views) {
            complete.add(with(view, Map.of(), counts.get(view.id())));
        }
        return complete;
    }

    private boolean mayLook(ReqContext caller, Topology topology) {
        return mayLook(caller, topology.conf());
    }

    private boolean mayLook(ReqContext caller, Map<String, Object> topologyConf) {
        if (caller.principal() instanceof NimbusPrincipal) {
            return true;
        }
        try {
            gate.permit(caller, "getTopologyInfo", topologyConf);
            return true;
        } catch (AuthorizationException e) {
            return false;
        }
    }

    private TopologyView view(Leader leader, Topology topology) {
        return new TopologyView(topology.id, topology.base(), topology.layout(), topology.conf(), topology.assignment,
            topology.components(), leader.heartbeats(topology.id), Map.of(), leader.lastDecision().resources().get(topology.id),
            leader.ends().remarked(topology.id, topology.scheduleStatus),
            topology.unavailable(), 1, clock.secs());
    }

    /** The view with what only the shared state knows. */
    private TopologyView withErrors(TopologyView view, NumErrorsChoice choice) throws TException {
        return RpcGate.answer(() -> {
            Map<String, List<ErrorInfo>> errors = new HashMap<>();
            if (choice != NumErrorsChoice.NONE) {
                for (String component : state.errors().components(view.id())) {
                    errors.put(component, choice == NumErrorsChoice.ONE
                        ? state.errors().last(view.id(), component).map(List::of).orElse(List.of())
                        : state.errors().list(view.id(), component));
                }
            }
            return with(view, errors, replicas.of(view.id()));
        });
    }

    private static TopologyView with(TopologyView view, Map<String, List<ErrorInfo>> errors, int replicas) {
        return new TopologyView(view.id(), view.base(), view.topology(), view.conf(), view.assignment(), view.components(),
            view.heartbeats(), errors, view.resources(), view.schedStatus(), view.unavailable(), replicas, view.nowSecs());
    }
}
