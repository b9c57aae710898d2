// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import java.security.Principal;
import java.util.Map;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.security.auth.ClientAuthUtils;
import org.apache.storm.security.auth.IAuthorizer;
import org.apache.storm.security.auth.IPrincipalToLocal;
import org.apache.storm.security.auth.ReqContext;
import tempest.cluster.ConfigReader;

/**
 * Who a caller of Nimbus is and what they may do, as {@code nimbus.authorizer} says; without one everybody may do everything. A caller who acts as
 * another user needs leave from {@code nimbus.impersonation.authorizer}. A caller whom the transport does not know has no name, not even "null".
 * Immutable; asked by RPC threads and by Nimbus's own.
 */
final class CallerAccess {
    private static final String AUTHORIZER = "nimbus.authorizer";
    private static final String IMPERSONATION = "nimbus.impersonation.authorizer";

    private final IAuthorizer authorizer;
    private final IAuthorizer impersonation;
    private final IPrincipalToLocal toLocal;

    private CallerAccess(IAuthorizer authorizer, IAuthorizer impersonation, IPrincipalToLocal toLocal) {
        this.authorizer = authorizer;
        this.impersonation = impersonation;
        this.toLocal = toLocal;
    }

    /** Makes the plug-ins that the configuration names. */
    static CallerAccess of(Map<String, Object> conf) {
        return new CallerAccess(plugIn(conf, AUTHORIZER), plugIn(conf, IMPERSONATION), ClientAuthUtils.getPrincipalToLocalPlugin(conf));
    }

    private static IAuthorizer plugIn(Map<String, Object> conf, String key) {
        IAuthorizer made = Nimbus.plugIn(new ConfigReader(conf).text(key, null), key, IAuthorizer.class);
        if (made != null) {
            made.prepare(conf);
        }
        return made;
    }

    /** Whether calls are judged at all. */
    boolean judges() {
        return authorizer != null;
    }

    /** Refuses a caller who acts as somebody they may not act as. */
    void checkActing(ReqContext caller, String operation, Map<String, Object> topologyConf) throws AuthorizationException {
        if (caller.isImpersonating() && (impersonation == null || !impersonation.permit(caller, operation, topologyConf))) {
            throw new AuthorizationException("user " + name(caller.realPrincipal()) + " may not act as " + name(caller.principal())
                + " (" + IMPERSONATION + ", nimbus.impersonation.acl)");
        }
    }

    /** Refuses a call; {@code topologyConf} is empty if it is about no topology. */
    void permit(ReqContext caller, String operation, Map<String, Object> topologyConf) throws AuthorizationException {
        checkActing(caller, operation, topologyConf);
        if (authorizer != null && !authorizer.permit(caller, operation, topologyConf)) {
            throw new AuthorizationException("user " + name(caller.principal()) + " is not allowed to " + operation);
        }
    }

    private static String name(Principal principal) {
        return principal == null || principal.getName() == null ? "(unknown)" : principal.getName();
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
