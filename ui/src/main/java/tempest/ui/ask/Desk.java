// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.ui.ask;

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
 * What handlers ask Nimbus, after the caller was found to be allowed to know: Nimbus itself sees only the UI's own user. Any thread.
 */
public final class Desk {
    private final AskNimbus nimbus;
    private final Callers callers;
    private final boolean actions;

    /** @param actions whether anything may be changed from here */
    public Desk(AskNimbus nimbus, Callers callers, boolean actions) {
        this.nimbus = nimbus;
        this.callers = callers;
        this.actions = actions;
    }

    /** The caller's name, or null. */
    public String user(Context context) {
        return callers.user(context.req());
    }

    /** Refuses who may not ask this about the cluster. */
    public void permit(Context context, String operation) throws TException {
        callers.permit(context.req(), operation, Map.of());
    }

    /** Refuses who may not ask this about a topology. */
    public void permit(Context context, String operation, String topology) throws TException {
        callers.permit(context.req(), operation, judged(topology));
    }

    /**
     * The same about a topology that may have ended: of one whose configuration is gone, only those may know who may of all.
     *
     * @return whether it is there still
     */
    public boolean permitEvenEnded(Context context, String operation, String topology) throws TException {
        try {
            permit(context, operation, topology);
            name(topology);
            return true;
        } catch (NotAliveException e) {
            callers.permit(context.req(), operation, Map.of());
            return false;
        }
    }

    /** Asks about the cluster. */
    public <T> T ask(Context context, String operation, String question, NimbusRpc.Call<T> call) throws TException {
        permit(context, operation);
        return nimbus.cached(operation + question, call);
    }

    /** Asks about one topology. */
    public <T> T ask(Context context, String operation, String topology, String question, NimbusRpc.Call<T> call) throws TException {
        permit(context, operation, topology);
        return nimbus.cached(operation + " " + topology + " " + question, call);
    }

    public ClusterSummary cluster(Context context) throws TException {
        return ask(context, "getClusterInfo", "", n -> n.getClusterInfo());
    }

    /** Nimbus's configuration as JSON. */
    public String configuration(Context context) throws TException {
        return ask(context, "getNimbusConf", "", n -> n.getNimbusConf());
    }

    /** A topology's configuration. */
    public Map<String, Object> topologyConf(Context context, String topology) throws TException {
        return Json.parse(ask(context, "getTopologyConf", topology, "", n -> n.getTopologyConf(topology)));
    }

    /** The configuration that an authorizer judges by; empty if there is no authorizer. */
    private Map<String, Object> judged(String topology) throws TException {
        return callers.judges() ? Json.parse(nimbus.cached("getTopologyConf " + topology + " ", n -> n.getTopologyConf(topology))) : Map.of();
    }

    /** The name of a topology. */
    public String name(String topology) throws TException {
        return nimbus.cached("getTopologySummary " + topology, n -> n.getTopologySummary(topology)).get_name();
    }

    /** Has Nimbus change something about a topology. */
    public void order(Context context, String operation, String topology, NimbusRpc.Order order) throws TException {
        if (!actions) {
            throw new Refused(HttpStatus.FORBIDDEN, "this UI only shows: ui.actions.enabled is false");
        }
        permit(context, operation, topology);
        nimbus.order(order);
    }
}
