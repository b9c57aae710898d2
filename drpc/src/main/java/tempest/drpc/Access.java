// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.drpc;

import java.util.Map;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.security.auth.IAuthorizer;
import org.apache.storm.security.auth.ReqContext;
import org.apache.storm.security.auth.authorizer.DRPCAuthorizerBase;

/**
 * Who may call and who may serve a function, as the configured authorizer says. Called by the thread that has the request, whose context it
 * reads; it decides nothing itself.
 */
final class Access {
    private final IAuthorizer authorizer;
    private final IAuthorizer impersonation;

    /**
     * @param authorizer    prepared; null allows everything
     * @param impersonation prepared; says who may act as whom, null for nobody
     */
    Access(IAuthorizer authorizer, IAuthorizer impersonation) {
        this.authorizer = authorizer;
        this.impersonation = impersonation;
    }

    /** The class of a plug-in that {@code key} names, made; null if {@code className} is. */
    static <T> T plugIn(String className, String key, Class<T> type) {
        if (className == null || className.isBlank()) {
            return null;
        }
        try {
            return type.cast(Class.forName(className).getDeclaredConstructor().newInstance());
        } catch (ReflectiveOperationException | ClassCastException | LinkageError e) {
            throw new IllegalArgumentException("configuration " + key + " is " + className + "; it must be a class on the DRPC server's class path"
                + " that implements " + type.getName() + " and has a constructor without arguments (" + e + ")", e);
        }
    }

    /** For a request that must name a function. */
    void checkNamed(String operation, String function) throws AuthorizationException {
        if (function == null) {
            throw new AuthorizationException("the request to " + operation + " names no function");
        }
        check(operation, function);
    }

    /** @param function null where the request is about a call that is over: then there is nothing to protect */
    void check(String operation, String function) throws AuthorizationException {
        if (authorizer == null || function == null) {
            return;
        }
        ReqContext caller = ReqContext.context();
        Map<String, Object> named = Map.of(DRPCAuthorizerBase.FUNCTION_NAME, function);
        if (caller.isImpersonating() && (impersonation == null || !impersonation.permit(caller, operation, named))) {
            throw new AuthorizationException("user " + caller.realPrincipal().getName() + " may not act as " + caller.principal().getName());
        }
        if (!authorizer.permit(caller, operation, named)) {
            throw new AuthorizationException("user " + (caller.principal() == null ? "(unknown)" : caller.principal().getName())
                + " is not allowed to " + operation + " for the function " + function);
        }
    }
}
