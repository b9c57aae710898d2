// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.logviewer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.storm.security.auth.IGroupMappingServiceProvider;
import org.apache.storm.shade.org.yaml.snakeyaml.LoaderOptions;
import org.apache.storm.shade.org.yaml.snakeyaml.Yaml;
import org.apache.storm.shade.org.yaml.snakeyaml.constructor.SafeConstructor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.ConfigReader;
import tempest.cluster.PlugIn;

/**
 * Who may read which log. Where callers do not authenticate themselves everybody may, as in Storm. Where they do: administrators and the log viewer's own
 * {@code logs.users} and {@code logs.groups} read all; others what the worker's {@code worker.yaml} allows: its owner, its topology's users
 * and groups. Immutable; request threads.
 */
final class LogAccess {
    private static final Logger LOG = LoggerFactory.getLogger(LogAccess.class);
    private static final String USERS = "logs.users";
    private static final String GROUPS = "logs.groups";

    private final boolean open;
    private final Set<String> users = new HashSet<>();
    private final Set<String> groups = new HashSet<>();
    private final IGroupMappingServiceProvider mapping;

    /** @throws IllegalArgumentException if a setting is wrong */
    LogAccess(Map<String, Object> conf, boolean open) {
        this.open = open;
        ConfigReader read = new ConfigReader(conf);
        users.addAll(read.texts(USERS, List.of()));
        users.addAll(read.texts("nimbus.admins", List.of()));
        groups.addAll(read.texts(GROUPS, List.of()));
        groups.addAll(read.texts("nimbus.admins.groups", List.of()));
        this.mapping = open ? null : mapping(conf, read.text("storm.group.mapping.service", null));
    }

    private static IGroupMappingServiceProvider mapping(Map<String, Object> conf, String name) {
        IGroupMappingServiceProvider made = PlugIn.of(name, "storm.group.mapping.service", IGroupMappingServiceProvider.class);
        if (made != null) {
            made.prepare(conf);
        }
        return made;
    }

    /** Whether a user, or null for an unknown one, may read the daemons' logs. */
    boolean daemons(String user) {
        return open || user != null && (users.contains(user) || inOne(user, groups));
    }

    /** Whether a user may read what lies in a worker's artifacts folder. */
    boolean worker(String user, Path folder) {
        if (daemons(user)) {
            return true;
        }
        if (user == null) {
            return false;
        }
        Map<?, ?> worker = described(folder.resolve("worker.yaml"));
        return user.equals(worker.get("topology.submitter.user")) || names(worker.get(USERS)).contains(user) || inOne(user, names(worker.get(GROUPS)));
    }

    /** What a {@code worker.yaml} says; nothing if it cannot be read. */
    static Map<?, ?> described(Path file) {
        try {
            Object read = Files.isRegularFile(file) ? new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file)) : null;
            return read instanceof Map<?, ?> map ? map : Map.of();
        } catch (IOException | RuntimeException e) {
            LOG.warn("{} cannot be read, so only administrators may see its worker's logs: {}", file, e.getMessage());
            return Map.of();
        }
    }

    private static Set<String> names(Object value) {
        Set<String> names = new HashSet<>();
        if (value instanceof Iterable<?> many) {
            many.forEach(name -> names.add(String.valueOf(name)));
        }
        return names;
    }

    private boolean inOne(String user, Set<String> wanted) {
        if (mapping == null || wanted.isEmpty()) {
            return false;
        }
        try {
            return mapping.getGroups(user).stream().anyMatch(wanted::contains);
        } catch (IOException e) {
            LOG.warn("the groups of {} cannot be found out: {}", user, e.getMessage());
            return false;
        }
    }
}
