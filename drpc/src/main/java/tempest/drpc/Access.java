// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.drpc;

import java.util.Map;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.security.auth.ReqContext;
import org.apache.storm.security.auth.authorizer.DRPCAuthorizerBase;
import tempest.cluster.CallAuthorizer;

/**
 * Who may call and who may serve a function, as the configured authorizer says. Called by the thread that has the request, whose context it
 * reads; it decides nothing itself.
 */
final class Access {
    private final CallAuthorizer authorizer;

    Access(CallAuthorizer authorizer) {
        this.authorizer = authorizer;
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
        if (function == null || !authorizer.judges()) {
            return;
        }
        try {
            authorizer.permit(ReqContext.context(), operation, Map.of(DRPCAuthorizerBase.FUNCTION_NAME, function));
        } catch (AuthorizationException e) {
            throw new AuthorizationException(e.get_msg() + " for the function " + function);
        }
    }
}
