// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.utils;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.storm.validation.ConfigKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Configuration from environment variables, for containers and units: TEMPEST_storm__zookeeper__servers sets storm.zookeeper.servers, __ standing for the
 * dot. Case does not matter, nor whether a hyphen of a key is written _. Read once a process; any thread.
 */
final class EnvironmentConfig {
    /** Not of the configuration: where daemons log to. */
    private static final Set<String> OTHERS = Set.of("TEMPEST_LOG");
    private static final String DOT = "__";
    private static final Logger LOG = LoggerFactory.getLogger(EnvironmentConfig.class);

    private final Map<String, String> settings = new TreeMap<>();
    /** Variables that name no key. */
    private final Set<String> unknown = new LinkedHashSet<>();

    private EnvironmentConfig() {
    }

    private static final class Own {
        /** The environment does not change while a process lives. */
        private static final EnvironmentConfig OF_THIS_PROCESS = warned(of(System.getenv(), EnvironmentConfig::known));
    }

    /** That of this process. What is unknown is logged once. */
    static EnvironmentConfig ofThisProcess() {
        return Own.OF_THIS_PROCESS;
    }

    private static EnvironmentConfig warned(EnvironmentConfig config) {
        if (!config.unknown.isEmpty()) {
            LOG.warn("{}", config.notice());
        }
        return config;
    }

    /** Storm's keys and ours. */
    static Set<String> known() {
        Set<String> known = new LinkedHashSet<>(ConfigKeys.all());
        known.addAll(ConfigFiles.read(ConfigFiles.DEFAULTS, true).keySet());
        return known;
    }

    /** @param keys those there are; asked for only if a variable may name one, since every process comes here when it starts */
    static EnvironmentConfig of(Map<String, String> environment, Supplier<Set<String>> keys) {
        EnvironmentConfig config = new EnvironmentConfig();
        if (environment.keySet().stream().noneMatch(name -> name.startsWith(ConfigKeys.VARIABLES))) {
            return config;
        }
        Map<String, String> known = keys.get().stream().collect(Collectors.toMap(ConfigKeys::variable, key -> key, (one, other) -> one));
        new TreeMap<>(environment).forEach((name, value) -> {
            if (!name.startsWith(ConfigKeys.VARIABLES) || OTHERS.contains(name)) {
                return;
            }
            String typed = name.substring(ConfigKeys.VARIABLES.length());
            String key = known.get(ConfigKeys.variableName(name));
            if (key == null) {
                config.unknown.add(name);
                key = typed.contains(DOT) ? typed.replace(DOT, ".") : null;
            }
            if (key != null) {
                config.settings.put(key, value);
            }
        });
        return config;
    }

    /** @param parse makes a value of a text */
    Map<String, Object> settings(Function<String, Object> parse) {
        Map<String, Object> values = new HashMap<>();
        settings.forEach((key, text) -> values.put(key, parse.apply(text)));
        return values;
    }

    /** One line on what is unknown; empty if nothing is. */
    String notice() {
        return unknown.isEmpty() ? "" : "no configuration key is named by " + String.join(", ", unknown) + ": " + ConfigKeys.VARIABLES + "storm__zookeeper__servers, say, sets "
            + "storm.zookeeper.servers; what has __ is set under its own name all the same";
    }
}
