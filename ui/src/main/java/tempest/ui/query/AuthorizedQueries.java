// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.ui.query;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.storm.generated.ClusterSummary;
import org.apache.storm.generated.NotAliveException;
import org.apache.storm.generated.SupervisorPageInfo;
import org.apache.storm.security.auth.ReqContext;
import org.apache.storm.thrift.TException;
import tempest.cluster.Json;
import tempest.cluster.NimbusRpc;
import tempest.http.Callers;
import tempest.http.Refused;
import tempest.rpc.EndedTopology;

/**
 * Queries and commands to Nimbus on behalf of a caller, each authorized here first, because Nimbus sees only the UI's own user. Any thread.
 */
public final class AuthorizedQueries {
    private static final Predicate<String> ALL = topology -> true;

    private final NimbusCache nimbus;
    private final Callers callers;
    private final boolean actions;

    /** @param actions whether commands are allowed at all */
    public AuthorizedQueries(NimbusCache nimbus, Callers callers, boolean actions) {
        this.nimbus = nimbus;
        this.callers = callers;
        this.actions = actions;
    }

    /** The caller's name, or null. */
    public String user(Context context) {
        return callers.user(context.req());
    }

    /** Refuses a caller who is not authorized for an operation on the cluster. */
    public void permit(Context context, String operation) throws TException {
        callers.permit(context.req(), operation, Map.of());
    }

    /** Refuses a caller who is not authorized for an operation on a topology. */
    public void permit(Context context, String operation, String topology) throws TException {
        callers.permit(context.req(), operation, authorizerConf(topology));
    }

    /**
     * The same for a topology that may be killed already. Its configuration is gone then, so the caller must be authorized for the cluster.
     *
     * @return whether it still runs
     */
    public boolean permitEvenKilled(Context context, String operation, String topology) throws TException {
        try {
            permit(context, operation, topology);
            name(topology);
            return true;
        } catch (NotAliveException e) {
            callers.permit(context.req(), operation, Map.of());
            return false;
        }
    }

    /** What is left of topologies that were killed, of those that the caller may see. */
    public List<EndedTopology> ended(Context context) throws TException {
        List<EndedTopology> all = query(context, "getTopologyHistory", " ended", n -> n.endedTopologies());
        return all.stream().filter(ended -> {
            try {
                callers.permit(context.req(), "getTopologyInfo", authorizerConf(ended));
                return true;
            } catch (TException e) {
                return false;
            }
        }).toList();
    }

    /**
     * What is left of one, if the caller was authorized to see it.
     *
     * @throws NotAliveException if nothing is
     */
    public EndedTopology ended(Context context, String topology) throws TException {
        EndedTopology ended;
        try {
            ended = nimbus.cached("endedTopology " + topology, n -> n.endedTopology(topology));
        } catch (NotAliveException e) {
            permitEvenKilled(context, "getTopologyPageInfo", topology);
            throw e;
        }
        callers.permit(context.req(), "getTopologyPageInfo", authorizerConf(ended));
        return ended;
    }

    private Map<String, Object> authorizerConf(EndedTopology ended) {
        return callers.judges() && !ended.get_conf().isEmpty() ? Json.parse(ended.get_conf()) : Map.of();
    }

    /** Queries the cluster. */
    public <T> T query(Context context, String operation, String key, NimbusRpc.Call<T> call) throws TException {
        permit(context, operation);
        return nimbus.cached(operation + key, call);
    }

    /** Queries one topology. */
    public <T> T query(Context context, String operation, String topology, String key, NimbusRpc.Call<T> call) throws TException {
        permit(context, operation, topology);
        return nimbus.cached(operation + " " + topology + " " + key, call);
    }

    /**
     * Which topologies the caller may see, by id; the same object for all where nobody judges. Nimbus shows the UI all of them. It may be asked after the
     * request has ended.
     */
    public Predicate<String> visible(Context context) {
        if (!callers.judges()) {
            return ALL;
        }
        ReqContext caller = callers.context(context.req());
        return topology -> {
            try {
                callers.permit(caller, "getTopologyInfo", authorizerConf(topology));
                return true;
            } catch (TException e) {
                // Not allowed, or ended meanwhile, or Nimbus does not say.
                return false;
            }
        };
    }

    /** The cluster, with those of its topologies that the caller may see. */
    public ClusterSummary cluster(Context context) throws TException {
        ClusterSummary all = query(context, "getClusterInfo", "", n -> n.getClusterInfo());
        return only(all, visible(context));
    }

    /** A summary with the topologies that are visible; all of it is shared with others. */
    public static ClusterSummary only(ClusterSummary all, Predicate<String> visible) {
        return visible == ALL ? all : new ClusterSummary(all.get_supervisors(),
            all.get_topologies().stream().filter(topology -> visible.test(topology.get_id())).toList(), all.get_nimbuses());
    }

    /** Supervisors, with those of their workers whose topologies the caller may see. */
    public SupervisorPageInfo supervisors(Context context, String id, String host, boolean system) throws TException {
        SupervisorPageInfo all = query(context, "getSupervisorPageInfo", id + " " + host + " " + system, n -> n.getSupervisorPageInfo(id, host, system));
        Predicate<String> visible = visible(context);
        if (visible == ALL || !all.is_set_worker_summaries()) {
            return all;
        }
        SupervisorPageInfo seen = new SupervisorPageInfo();
        seen.set_supervisor_summaries(all.get_supervisor_summaries());
        seen.set_worker_summaries(all.get_worker_summaries().stream().filter(worker -> visible.test(worker.get_topology_id())).toList());
        return seen;
    }

    /** Nimbus's configuration as JSON. */
    public String configuration(Context context) throws TException {
        return query(context, "getNimbusConf", "", n -> n.getNimbusConf());
    }

    /** A topology's configuration. */
    public Map<String, Object> topologyConf(Context context, String topology) throws TException {
        return Json.parse(query(context, "getTopologyConf", topology, "", n -> n.getTopologyConf(topology)));
    }

    /** The configuration that the authorizer decides by; empty if there is no authorizer. */
    private Map<String, Object> authorizerConf(String topology) throws TException {
        return callers.judges() ? Json.parse(nimbus.cached("getTopologyConf " + topology + " ", n -> n.getTopologyConf(topology))) : Map.of();
    }

    /** The name of a topology. */
    public String name(String topology) throws TException {
        return nimbus.cached("getTopologySummary " + topology, n -> n.getTopologySummary(topology)).get_name();
    }

    /** Refuses a caller who is not authorized to change a topology, and all where the UI only shows. */
    public void permitCommand(Context context, String operation, String topology) throws TException {
        if (!actions) {
            throw new Refused(HttpStatus.FORBIDDEN, "this UI is read-only: ui.actions.enabled is false");
        }
        permit(context, operation, topology);
    }

    /** Has Nimbus change a topology. */
    public void command(Context context, String operation, String topology, NimbusRpc.VoidCall command) throws TException {
        permitCommand(context, operation, topology);
        nimbus.command(command);
    }
}
