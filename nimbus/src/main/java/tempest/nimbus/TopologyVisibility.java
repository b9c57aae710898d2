// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.storm.security.auth.IGroupMappingServiceProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.ConfigReader;

/** Whose topologies a user is shown: their own, and those that name them or a group of theirs. Any thread; keeps nothing. */
final class TopologyVisibility {
    private static final Logger LOG = LoggerFactory.getLogger(TopologyVisibility.class);
    private static final String USER = "u:";
    private static final String GROUP = "g:";

    private final IGroupMappingServiceProvider groups;
    private final NimbusConfig.Access access;

    /** @param groups prepared; null if nobody's groups are known */
    TopologyVisibility(IGroupMappingServiceProvider groups, NimbusConfig.Access access) {
        this.groups = groups;
        this.access = access;
    }

    /** Who is shown a topology: {@code u:USER} and {@code g:GROUP}. */
    static Set<String> of(String owner, Map<String, Object> topologyConf) {
        ConfigReader read = new ConfigReader(topologyConf);
        Set<String> all = new LinkedHashSet<>(List.of(USER + owner));
        for (String key : List.of("topology.users", "logs.users")) {
            read.texts(key, List.of()).forEach(user -> all.add(USER + user));
        }
        for (String key : List.of("topology.groups", "logs.groups")) {
            read.texts(key, List.of()).forEach(group -> all.add(GROUP + group));
        }
        return all;
    }

    /** What a user may be named as; null for nobody in particular, who is shown everything. */
    Set<String> namesOf(String user) {
        if (user == null || user.isEmpty()) {
            return null;
        }
        Set<String> names = new LinkedHashSet<>(List.of(USER + user));
        groupsOf(user).forEach(group -> names.add(GROUP + group));
        return names;
    }

    /** Whether a user, or null for one whom nobody knows, is an administrator. */
    boolean isAdmin(String user) {
        return user != null && (access.admins().contains(user)
            || !access.adminGroups().isEmpty() && groupsOf(user).stream().anyMatch(access.adminGroups()::contains));
    }

    private Set<String> groupsOf(String user) {
        try {
            return groups == null ? Set.of() : groups.getGroups(user);
        } catch (IOException e) {
            LOG.warn("the groups of user {} are not known: {}", user, e.toString());
            return Set.of();
        }
    }
}
