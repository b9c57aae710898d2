// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor;

import java.io.IOException;
import java.util.Map;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.security.auth.ReqContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.CallAuthorizer;
import tempest.cluster.LocalLayout;
import tempest.supervisor.localizer.TopologyBlobs;

/** Who may call a supervisor's service: asks {@code supervisor.authorizer}, if there is one, about each call. Called by the service's threads. */
final class ServiceAccess {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceAccess.class);

    private final CallAuthorizer authorizer;
    private final LocalLayout layout;

    private ServiceAccess(CallAuthorizer authorizer, LocalLayout layout) {
        this.authorizer = authorizer;
        this.layout = layout;
    }

    static ServiceAccess of(Map<String, Object> conf, LocalLayout layout) {
        return new ServiceAccess(CallAuthorizer.of(conf, "supervisor.authorizer"), layout);
    }

    /** For a call about no topology that is here. */
    void permit(String operation) throws AuthorizationException {
        if (authorizer.judges()) {
            authorizer.permit(ReqContext.context(), operation, Map.of());
        }
    }

    /** For a call about a topology that is here; one whose configuration cannot be read has no users. */
    void permit(String operation, String topologyId) throws AuthorizationException {
        if (!authorizer.judges()) {
            return;
        }
        Map<String, Object> conf = Map.of();
        try {
            conf = TopologyBlobs.conf(layout.stormConf(topologyId));
        } catch (IOException e) {
            LOG.debug("The configuration of {} is not here yet", topologyId, e);
        }
        authorizer.permit(ReqContext.context(), operation, conf);
    }
}
