// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.ui.query;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Map;
import org.apache.storm.generated.ClusterSummary;
import org.apache.storm.generated.NotAliveException;
import org.apache.storm.thrift.TException;
import tempest.cluster.Json;
import tempest.cluster.NimbusRpc;
import tempest.http.Callers;
import tempest.http.Refused;

/**
 * Queries and commands to Nimbus on behalf of a caller, each authorized here first, because Nimbus sees only the UI's own user. Any thread.
 */
public final class AuthorizedQueries {
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

    public ClusterSummary cluster(Context context) throws TException {
        return query(context, "getClusterInfo", "", n -> n.getClusterInfo());
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

    /** Has Nimbus change a topology. */
    public void command(Context context, String operation, String topology, NimbusRpc.VoidCall command) throws TException {
        if (!actions) {
            throw new Refused(HttpStatus.FORBIDDEN, "this UI is read-only: ui.actions.enabled is false");
        }
        permit(context, operation, topology);
        nimbus.command(command);
    }
}
