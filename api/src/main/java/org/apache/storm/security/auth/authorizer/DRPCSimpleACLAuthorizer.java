// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth.authorizer;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.storm.Config;
import org.apache.storm.security.auth.ClientAuthUtils;
import org.apache.storm.security.auth.IPrincipalToLocal;
import org.apache.storm.security.auth.ReqContext;
import org.apache.storm.utils.ObjectReader;
import org.apache.storm.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Allows each function to the users that {@link Config#DRPC_AUTHORIZER_ACL} names for it: {@link #CLIENT_USERS_KEY} may call it,
 * {@link #INVOCATION_USER_KEY} may serve it. The file {@link Config#DRPC_AUTHORIZER_ACL_FILENAME} on the class path, if there is one,
 * is asked first and may be changed while the server runs. Functions without an entry are everyone's, unless
 * {@link Config#DRPC_AUTHORIZER_ACL_STRICT}.
 */
public class DRPCSimpleACLAuthorizer extends DRPCAuthorizerBase {
    public static final Logger LOG = LoggerFactory.getLogger(DRPCSimpleACLAuthorizer.class);
    public static final String CLIENT_USERS_KEY = "client.users";
    public static final String INVOCATION_USER_KEY = "invocation.user";
    public static final String FUNCTION_KEY = "function.name";

    protected String aclFileName = "";
    protected IPrincipalToLocal ptol;
    protected boolean permitWhenMissingFunctionEntry = false;
    private Map<String, Object> conf = Map.of();

    /** Who may call a function, and who may serve it. */
    protected static class AclFunctionEntry {
        private final Set<String> clientUsers;
        private final String invocationUser;

        public AclFunctionEntry(Collection<String> clientUsers, String invocationUser) {
            this.clientUsers = clientUsers == null ? Set.of() : new HashSet<>(clientUsers);
            this.invocationUser = invocationUser;
        }

        public Set<String> getClientUsers() {
            return clientUsers;
        }

        public String getInvocationUser() {
            return invocationUser;
        }
    }

    @Override
    public void prepare(Map<String, Object> conf) {
        this.conf = conf;
        aclFileName = ObjectReader.getString(conf.get(Config.DRPC_AUTHORIZER_ACL_FILENAME), "");
        permitWhenMissingFunctionEntry = !ObjectReader.getBoolean(conf.get(Config.DRPC_AUTHORIZER_ACL_STRICT), false);
        ptol = ClientAuthUtils.getPrincipalToLocalPlugin(conf);
    }

    /** The functions' entries as they are now. */
    protected Map<String, AclFunctionEntry> readAclFromConfig() {
        Map<String, Object> file = aclFileName.isEmpty() ? Map.of() : Utils.findAndReadConfigFile(aclFileName, true);
        if (!aclFileName.isEmpty() && file.isEmpty()) {
            // An empty file is a mistake that would let everybody call everything.
            throw new RuntimeException("The file " + aclFileName + " of " + Config.DRPC_AUTHORIZER_ACL_FILENAME + " is empty, it doesn't have any valid storm configs;"
                + " it must have a map under " + Config.DRPC_AUTHORIZER_ACL);
        }
        Object functions = file.getOrDefault(Config.DRPC_AUTHORIZER_ACL, conf.get(Config.DRPC_AUTHORIZER_ACL));
        Map<String, AclFunctionEntry> entries = new HashMap<>();
        if (functions instanceof Map<?, ?> map) {
            map.forEach((name, value) -> {
                Map<?, ?> entry = (Map<?, ?>) value;
                Object server = entry.get(INVOCATION_USER_KEY);
                entries.put(String.valueOf(name), new AclFunctionEntry(ObjectReader.getStrings(entry.get(CLIENT_USERS_KEY)),
                    server == null ? null : server.toString()));
            });
        }
        return entries;
    }

    private boolean permit(ReqContext context, Map<String, Object> params, Predicate<AclFunctionEntry> isNamed) {
        Object function = params == null ? null : params.get(FUNCTION_KEY);
        if (function == null || function.toString().isEmpty()) {
            LOG.warn("Refusing a DRPC request that names no function");
            return false;
        }
        AclFunctionEntry entry = readAclFromConfig().get(function.toString());
        if (entry == null) {
            return permitWhenMissingFunctionEntry;
        }
        return isNamed.test(entry);
    }

    private boolean isCaller(ReqContext context, String user) {
        return context != null && context.principal() != null && user != null
            && (user.equals(context.principal().getName()) || user.equals(ptol.toLocal(context.principal())));
    }

    @Override
    protected boolean permitClientRequest(ReqContext context, String operation, Map<String, Object> params) {
        return permit(context, params, entry -> entry.getClientUsers().stream().anyMatch(user -> isCaller(context, user)));
    }

    @Override
    protected boolean permitInvocationRequest(ReqContext context, String operation, Map<String, Object> params) {
        return permit(context, params, entry -> isCaller(context, entry.getInvocationUser()));
    }
}
