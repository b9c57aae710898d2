// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor;

import java.io.IOException;
import java.util.Map;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.security.auth.IAuthorizer;
import org.apache.storm.security.auth.ReqContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.ConfigReader;
import tempest.cluster.LocalLayout;
import tempest.supervisor.localizer.TopologyBlobs;

/** Who may call a supervisor's service: asks {@code supervisor.authorizer}, if there is one, about each call. Called by the service's threads. */
final class ServiceAccess {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceAccess.class);
    private static final String KEY = "supervisor.authorizer";

    private static final String IMPERSONATION = "nimbus.impersonation.authorizer";

    private final IAuthorizer authorizer;
    private final IAuthorizer impersonation;
    private final LocalLayout layout;

    private ServiceAccess(IAuthorizer authorizer, IAuthorizer impersonation, LocalLayout layout) {
        this.authorizer = authorizer;
        this.impersonation = impersonation;
        this.layout = layout;
    }

    static ServiceAccess of(Map<String, Object> conf, LocalLayout layout) {
        return new ServiceAccess(plugIn(conf, KEY), plugIn(conf, IMPERSONATION), layout);
    }

    private static IAuthorizer plugIn(Map<String, Object> conf, String key) {
        String name = new ConfigReader(conf).text(key, "");
        if (name.isBlank()) {
            return null;
        }
        try {
            IAuthorizer authorizer = (IAuthorizer) Class.forName(name).getDeclaredConstructor().newInstance();
            authorizer.prepare(conf);
            return authorizer;
        } catch (ReflectiveOperationException | ClassCastException | LinkageError e) {
            throw new IllegalArgumentException("configuration " + key + " is " + name + "; it must be a class on the supervisor's class path that implements "
                + IAuthorizer.class.getName() + " and has a constructor without arguments (" + e + ")", e);
        }
    }

    /** For a call about no topology that is here. */
    void permit(String operation) throws AuthorizationException {
        permit(operation, Map.of());
    }

    /** For a call about a topology that is here; one whose configuration cannot be read has no users. */
    void permit(String operation, String topologyId) throws AuthorizationException {
        if (authorizer == null) {
            return;
        }
        Map<String, Object> conf = Map.of();
        try {
            conf = TopologyBlobs.conf(layout.stormConf(topologyId));
        } catch (IOException e) {
            LOG.debug("The configuration of {} is not here yet", topologyId, e);
        }
        permit(operation, conf);
    }

    private void permit(String operation, Map<String, Object> topologyConf) throws AuthorizationException {
        ReqContext caller = ReqContext.context();
        if (authorizer != null && caller.isImpersonating() && (impersonation == null || !impersonation.permit(caller, operation, topologyConf))) {
            throw new AuthorizationException("user " + caller.realPrincipal().getName() + " may not act as " + caller.principal().getName());
        }
        if (authorizer != null && !authorizer.permit(caller, operation, topologyConf)) {
            throw new AuthorizationException("user " + (caller.principal() == null ? "(unknown)" : caller.principal().getName())
                + " is not allowed to " + operation);
        }
    }
}
