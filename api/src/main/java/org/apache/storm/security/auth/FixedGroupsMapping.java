// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.storm.Config;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Users' groups as configured: {@link Config#STORM_GROUP_MAPPING_SERVICE_PARAMS} holds under
 * {@link #STORM_FIXED_GROUP_MAPPING} a map from user to list of groups.
 */
public class FixedGroupsMapping implements IGroupMappingServiceProvider {
    public static final String STORM_FIXED_GROUP_MAPPING = "storm.fixed.group.mapping";
    public static Logger LOG = LoggerFactory.getLogger(FixedGroupsMapping.class);

    public Map<String, Set<String>> cachedGroups = new HashMap<>();

    @Override
    public void prepare(Map<String, Object> topoConf) {
        Object params = topoConf.get(Config.STORM_GROUP_MAPPING_SERVICE_PARAMS);
        Object mapping = params instanceof Map<?, ?> map ? map.get(STORM_FIXED_GROUP_MAPPING) : null;
        if (!(mapping instanceof Map<?, ?> users)) {
            LOG.warn("Configuration key {} has no map {}; nobody is in any group", Config.STORM_GROUP_MAPPING_SERVICE_PARAMS,
                STORM_FIXED_GROUP_MAPPING);
            return;
        }
        users.forEach((user, groups) -> {
            Set<String> names = new HashSet<>();
            ((Collection<?>) groups).forEach(group -> names.add(String.valueOf(group)));
            cachedGroups.put(String.valueOf(user), names);
        });
    }

    @Override
    public Set<String> getGroups(String user) {
        return cachedGroups.getOrDefault(user, new HashSet<>());
    }
}
