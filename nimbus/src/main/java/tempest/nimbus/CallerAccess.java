// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import java.util.Map;
import org.apache.storm.security.auth.ClientAuthUtils;
import org.apache.storm.security.auth.IPrincipalToLocal;
import org.apache.storm.security.auth.ReqContext;
import tempest.cluster.CallAuthorizer;

/**
 * Who a caller of Nimbus is and what they may do, as {@code nimbus.authorizer} says. A caller whom the transport does not know has no name, not even
 * "null". Immutable; asked by RPC threads and by Nimbus's own.
 */
final class CallerAccess {
    private final CallAuthorizer authorizer;
    private final IPrincipalToLocal toLocal;

    private CallerAccess(CallAuthorizer authorizer, IPrincipalToLocal toLocal) {
        this.authorizer = authorizer;
        this.toLocal = toLocal;
    }

    /** Makes the plug-ins that the configuration names. */
    static CallerAccess of(Map<String, Object> conf) {
        return new CallerAccess(CallAuthorizer.of(conf, "nimbus.authorizer"), ClientAuthUtils.getPrincipalToLocalPlugin(conf));
    }

    /** By what calls are judged. */
    CallAuthorizer authorizer() {
        return authorizer;
    }

    /** The caller's full name, or null if the transport does not know it. */
    static String principal(ReqContext caller) {
        return caller.principal() == null ? null : caller.principal().getName();
    }

    /** The caller's name on this cluster, or null if the transport does not know it. */
    String user(ReqContext caller) {
        return principal(caller) == null ? null : toLocal.toLocal(caller.principal());
    }
}
