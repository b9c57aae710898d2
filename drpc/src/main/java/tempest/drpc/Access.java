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

    /** @param authorizer prepared; null allows everything */
    Access(IAuthorizer authorizer) {
        this.authorizer = authorizer;
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

    /** @param function null where the request names none that is known: then there is nothing to protect */
    void check(String operation, String function) throws AuthorizationException {
        if (authorizer == null || function == null) {
            return;
        }
        ReqContext caller = ReqContext.context();
        if (!authorizer.permit(caller, operation, Map.of(DRPCAuthorizerBase.FUNCTION_NAME, function))) {
            throw new AuthorizationException("user " + (caller.principal() == null ? "(unknown)" : caller.principal().getName())
                + " is not allowed to " + operation + " for the function " + function);
        }
    }
}
