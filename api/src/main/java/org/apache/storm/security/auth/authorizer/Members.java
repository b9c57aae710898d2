// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth.authorizer;

import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.storm.security.auth.ClientAuthUtils;
import org.apache.storm.security.auth.IGroupMappingServiceProvider;
import org.apache.storm.security.auth.IPrincipalToLocal;
import org.apache.storm.security.auth.ReqContext;
import org.apache.storm.utils.ObjectReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells whether a caller is among some users or groups; by the full name or the user's. Any thread may use it. */
final class Members {
    private static final Logger LOG = LoggerFactory.getLogger(Members.class);

    private final IPrincipalToLocal toLocal;
    private final IGroupMappingServiceProvider groups;

    Members(IPrincipalToLocal toLocal, IGroupMappingServiceProvider groups) {
        this.toLocal = toLocal;
        this.groups = groups;
    }

    static Members of(Map<String, Object> conf) {
        return new Members(ClientAuthUtils.getPrincipalToLocalPlugin(conf), ClientAuthUtils.getGroupMappingServiceProviderPlugin(conf));
    }

    static Set<String> names(Map<String, Object> conf, String key) {
        return conf == null ? Set.of() : new HashSet<>(ObjectReader.getStrings(conf.get(key)));
    }

    /** Whether the caller is one of the users. */
    boolean isUser(ReqContext context, Set<String> users) {
        return context.principal() != null
            && (users.contains(context.principal().getName()) || users.contains(toLocal.toLocal(context.principal())));
    }

    /** Whether the caller is in one of the groups. */
    boolean isInGroup(ReqContext context, Set<String> wanted) {
        return !wanted.isEmpty() && groupsOf(toLocal.toLocal(context.principal())).stream().anyMatch(wanted::contains);
    }

    Set<String> groupsOf(String user) {
        if (user == null || groups == null) {
            return Set.of();
        }
        try {
            return groups.getGroups(user);
        } catch (IOException e) {
            LOG.warn("Cannot tell the groups of user {}, taking it to be in none", user, e);
            return Set.of();
        }
    }

    String user(ReqContext context) {
        return toLocal.toLocal(context.principal());
    }
}
