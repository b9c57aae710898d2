// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth.authorizer;

import java.util.Map;
import java.util.Set;
import org.apache.storm.security.auth.IAuthorizer;
import org.apache.storm.security.auth.ReqContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** For DRPC servers: tells calls of functions from the requests of topologies that serve them. */
public abstract class DRPCAuthorizerBase implements IAuthorizer {
    public static final Logger LOG = LoggerFactory.getLogger(DRPCAuthorizerBase.class);
    /** The parameter that names the function. */
    public static final String FUNCTION_NAME = "function.name";

    private static final Set<String> INVOCATIONS = Set.of("fetchRequest", "failRequest", "failRequestV2", "result");

    @Override
    public abstract void prepare(Map<String, Object> conf);

    /** Whether a caller may call a function. */
    protected abstract boolean permitClientRequest(ReqContext context, String operation, Map<String, Object> params);

    /** Whether a caller may serve a function. */
    protected abstract boolean permitInvocationRequest(ReqContext context, String operation, Map<String, Object> params);

    @Override
    public boolean permit(ReqContext context, String operation, Map<String, Object> params) {
        if ("execute".equals(operation)) {
            return permitClientRequest(context, operation, params);
        }
        if (INVOCATIONS.contains(operation)) {
            return permitInvocationRequest(context, operation, params);
        }
        LOG.warn("Refusing the unknown DRPC operation \"{}\"", operation);
        return false;
    }
}
