// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import java.security.Principal;
import java.util.Map;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.security.auth.IAuthorizer;
import org.apache.storm.security.auth.ReqContext;

/**
 * Judges the calls of one daemon: by the authorizer that its configuration names, and whoever acts as another user needs leave from
 * {@code nimbus.impersonation.authorizer}, too. Without an authorizer everybody may do everything as themselves. Any thread.
 */
public final class CallAuthorizer {
    private static final String IMPERSONATION = "nimbus.impersonation.authorizer";

    private final IAuthorizer authorizer;
    private final IAuthorizer impersonation;

    /**
     * Of plug-ins that are prepared.
     *
     * @param authorizer    null if everything is allowed
     * @param impersonation null if nobody may act as another
     */
    public CallAuthorizer(IAuthorizer authorizer, IAuthorizer impersonation) {
        this.authorizer = authorizer;
        this.impersonation = impersonation;
    }

    /**
     * Makes the plug-ins that a configuration names.
     *
     * @param key the setting of the daemon's authorizer, or null if it has none
     * @throws IllegalArgumentException if one cannot be made
     */
    public static CallAuthorizer of(Map<String, Object> conf, String key) {
        return new CallAuthorizer(key == null ? null : plugIn(conf, key), plugIn(conf, IMPERSONATION));
    }

    private static IAuthorizer plugIn(Map<String, Object> conf, String key) {
        IAuthorizer made = PlugIn.of(new ConfigReader(conf).text(key, null), key, IAuthorizer.class);
        if (made != null) {
            made.prepare(conf);
        }
        return made;
    }

    /** Whether calls are judged at all. */
    public boolean judges() {
        return authorizer != null;
    }

    /** Whether there is no plug-in to ask about anything. */
    public boolean asksNobody() {
        return authorizer == null && impersonation == null;
    }

    /** Refuses a caller who acts as somebody they may not act as. */
    public void checkActing(ReqContext caller, String operation, Map<String, Object> conf) throws AuthorizationException {
        if (caller.isImpersonating() && (impersonation == null || !impersonation.permit(caller, operation, conf))) {
            throw new AuthorizationException("user " + name(caller.realPrincipal()) + " may not act as " + name(caller.principal())
                + " (" + IMPERSONATION + ", nimbus.impersonation.acl)");
        }
    }

    /**
     * Refuses a call.
     *
     * @param conf what the call is about: a topology's configuration, say; empty if it is about none
     */
    public void permit(ReqContext caller, String operation, Map<String, Object> conf) throws AuthorizationException {
        checkActing(caller, operation, conf);
        if (authorizer != null && !authorizer.permit(caller, operation, conf)) {
            throw new AuthorizationException("user " + name(caller.principal()) + " is not allowed to " + operation);
        }
    }

    private static String name(Principal principal) {
        return principal == null || principal.getName() == null ? "(unknown)" : principal.getName();
    }
}
