// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth.authorizer;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.storm.Config;
import org.apache.storm.security.auth.ClientAuthUtils;
import org.apache.storm.security.auth.IAuthorizer;
import org.apache.storm.security.auth.IGroupMappingServiceProvider;
import org.apache.storm.security.auth.IPrincipalToLocal;
import org.apache.storm.security.auth.ReqContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Allows a caller to act as another user where {@link Config#NIMBUS_IMPERSONATION_ACL} has an entry for the caller, with the host that
 * the call comes from and a group of the other user. A star stands for any host or group.
 */
public class ImpersonationAuthorizer implements IAuthorizer {
    private static final Logger LOG = LoggerFactory.getLogger(ImpersonationAuthorizer.class);
    protected static final String WILD_CARD = "*";

    protected Map<String, ImpersonationACL> userImpersonationACL = new HashMap<>();
    protected IPrincipalToLocal ptol;
    protected IGroupMappingServiceProvider groupMappingProvider;

    /** Where a user may act as others from, and as members of which groups. */
    protected static class ImpersonationACL {
        public final String impersonatingUser;
        public final Set<String> authorizedGroups;
        public final Set<String> authorizedHosts;

        private ImpersonationACL(String impersonatingUser, Set<String> authorizedGroups, Set<String> authorizedHosts) {
            this.impersonatingUser = impersonatingUser;
            this.authorizedGroups = authorizedGroups;
            this.authorizedHosts = authorizedHosts;
        }

        @Override
        public String toString() {
            return impersonatingUser + " from hosts " + authorizedHosts + " as members of " + authorizedGroups;
        }
    }

    @Override
    public void prepare(Map<String, Object> conf) {
        Map<String, ImpersonationACL> acls = new HashMap<>();
        if (conf.get(Config.NIMBUS_IMPERSONATION_ACL) instanceof Map<?, ?> users) {
            users.forEach((user, entry) -> acls.put(String.valueOf(user),
                new ImpersonationACL(String.valueOf(user), strings(entry, "groups"), strings(entry, "hosts"))));
        }
        userImpersonationACL = acls;
        ptol = ClientAuthUtils.getPrincipalToLocalPlugin(conf);
        groupMappingProvider = ClientAuthUtils.getGroupMappingServiceProviderPlugin(conf);
    }

    private static Set<String> strings(Object entry, String part) {
        Set<String> result = new HashSet<>();
        if (entry instanceof Map<?, ?> map && map.get(part) instanceof Collection<?> values) {
            values.forEach(value -> result.add(String.valueOf(value)));
        }
        return result;
    }

    @Override
    public boolean permit(ReqContext context, String operation, Map<String, Object> topoConf) {
        if (!context.isImpersonating()) {
            return true;
        }
        String real = context.realPrincipal().getName();
        ImpersonationACL acl = userImpersonationACL.getOrDefault(real, userImpersonationACL.get(ptol.toLocal(context.realPrincipal())));
        if (acl == null) {
            LOG.info("User {} may not act as {}: configuration key {} has no entry for it", real, context.principal(),
                Config.NIMBUS_IMPERSONATION_ACL);
            return false;
        }
        boolean allowed = isHostAllowed(acl, context.remoteAddress()) && isGroupAllowed(acl, ptol.toLocal(context.principal()));
        LOG.info("User {} at {} {} act as {}; allowed is: {}", real, context.remoteAddress(), allowed ? "may" : "may not",
            context.principal(), acl);
        return allowed;
    }

    private static boolean isHostAllowed(ImpersonationACL acl, InetAddress from) {
        if (acl.authorizedHosts.contains(WILD_CARD)) {
            return true;
        }
        for (String host : acl.authorizedHosts) {
            try {
                if (from != null && Arrays.asList(InetAddress.getAllByName(host)).contains(from)) {
                    return true;
                }
            } catch (UnknownHostException e) {
                LOG.warn("Configuration key {}: host {} of user {} is not known", Config.NIMBUS_IMPERSONATION_ACL, host, acl.impersonatingUser);
            }
        }
        return false;
    }

    private boolean isGroupAllowed(ImpersonationACL acl, String user) {
        return acl.authorizedGroups.contains(WILD_CARD)
            || new Members(ptol, groupMappingProvider).groupsOf(user).stream().anyMatch(acl.authorizedGroups::contains);
    }
}
