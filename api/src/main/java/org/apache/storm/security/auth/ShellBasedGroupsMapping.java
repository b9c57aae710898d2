// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.storm.Config;
import org.apache.storm.utils.ObjectReader;
import org.apache.storm.utils.RotatingMap;
import org.apache.storm.utils.ShellUtils;
import org.apache.storm.utils.SteadyTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Users' groups as the operating system's {@code id} command knows them, remembered for a while. */
public class ShellBasedGroupsMapping implements IGroupMappingServiceProvider {
    public static final Logger LOG = LoggerFactory.getLogger(ShellBasedGroupsMapping.class);
    private static final int DEFAULT_REMEMBER_SECS = 120;
    private static final long COMMAND_TIMEOUT_MILLIS = 10_000;

    public RotatingMap<String, Set<String>> cachedGroups;
    private long rememberMillis;
    private long lastRotation;

    @Override
    public void prepare(Map<String, Object> topoConf) {
        int secs = ObjectReader.getInt(topoConf.get(Config.STORM_GROUP_MAPPING_SERVICE_CACHE_DURATION_SECS), DEFAULT_REMEMBER_SECS);
        rememberMillis = Math.max(1, secs) * 1000L;
        lastRotation = SteadyTime.currentTimeMillis();
        cachedGroups = new RotatingMap<>(2);
    }

    @Override
    public synchronized Set<String> getGroups(String user) throws IOException {
        if (SteadyTime.currentTimeMillis() - lastRotation >= rememberMillis) {
            cachedGroups.rotate();
            lastRotation = SteadyTime.currentTimeMillis();
        }
        Set<String> groups = cachedGroups.get(user);
        if (groups == null) {
            groups = ask(user);
            if (!groups.isEmpty()) {
                cachedGroups.put(user, groups);
            }
        }
        return groups;
    }

    private static Set<String> ask(String user) throws IOException {
        if (user == null || user.isEmpty() || user.startsWith("-")) {
            return new HashSet<>();
        }
        ShellUtils.ShellCommandExecutor command = new ShellUtils.ShellCommandExecutor(
            ShellUtils.getGroupsForUserCommand(user), null, null, COMMAND_TIMEOUT_MILLIS);
        try {
            command.execute();
        } catch (ShellUtils.ExitCodeException e) {
            LOG.debug("User {} is in no group: {}", user, e.getMessage());
            return new HashSet<>();
        }
        String output = command.getOutput().trim();
        return output.isEmpty() ? new HashSet<>() : new HashSet<>(Arrays.asList(output.split(ShellUtils.TOKEN_SEPARATOR_REGEX)));
    }
}
