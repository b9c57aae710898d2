// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.validation;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.storm.Config;
import org.apache.storm.generated.ComponentCommon;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.spout.CheckpointSpout;
import org.apache.storm.state.InMemoryKeyValueStateProvider;
import org.apache.storm.utils.Utils;

/**
 * What is to be said of a configuration before it is used: which of its settings have no effect here, and which unknown keys look like
 * slips, one line each. Made by daemons at their start, by clients that submit and by Nimbus; any thread. Whether values are valid is none of its
 * business.
 *
 * @param told    lines to be logged as warnings
 * @param refused lines for which one must not go on
 */
public record ConfigNotices(List<String> told, List<String> refused) {
    /** What a topology cannot set for its workers, and what it can set instead. */
    private static final Map<String, String> CLUSTERS_OWN = Map.of("worker.childopts", "; see topology.worker.childopts",
        "worker.gc.childopts", "; see topology.worker.gc.childopts", "worker.profiler.enabled", "", "worker.profiler.childopts", "",
        "worker.profiler.command", "", "java.library.path", "; see topology.environment and its LD_LIBRARY_PATH");
    private static final String ISOLATION = "storm.resource.isolation.plugin";
    /** Keys that nobody relies on unless another one is true, on Storm neither. */
    private static final Map<String, String> SWITCHES = Map.of(ISOLATION, ISOLATION + ".enable");
    private static final String MASK = "*****";
    /** The contract does not mark all of its secrets. */
    private static final Pattern SECRET = Pattern.compile("password|secret|payload");

    private static final class Defaults {
        private static final Map<String, Object> VALUES = Collections.unmodifiableMap(Utils.readDefaultConfig());
        private static final KeySpelling SPELLING = new KeySpelling(known());

        private static Set<String> known() {
            Set<String> known = new LinkedHashSet<>(ConfigKeys.all());
            known.addAll(VALUES.keySet());
            return known;
        }
    }

    /** Of a whole configuration, defaults included or not, for those who read it. */
    public static ConfigNotices of(Map<String, Object> conf, Set<UnsupportedKeys.Reader> readers) {
        return of(conf, readers, UnsupportedKeys.byKey());
    }

    /** @param listed the keys without effect, each with what is said of it */
    static ConfigNotices of(Map<String, Object> conf, Set<UnsupportedKeys.Reader> readers, Map<String, UnsupportedKeys.Entry> listed) {
        Set<String> told = new LinkedHashSet<>();
        Set<String> refused = new LinkedHashSet<>();
        collect(conf, readers, listed, told, refused);
        return new ConfigNotices(List.copyOf(told), List.copyOf(refused));
    }

    /**
     * Of what a user submits: a topology's own settings and those of its components.
     *
     * @param own      what the topology sets itself
     * @param conf     what it gets: its own settings over the cluster's
     */
    public static ConfigNotices ofTopology(Map<String, Object> own, Map<String, Object> conf, StormTopology topology) {
        Set<UnsupportedKeys.Reader> readers = Set.of(UnsupportedKeys.Reader.TOPOLOGY);
        Set<String> told = new LinkedHashSet<>();
        Set<String> refused = new LinkedHashSet<>();
        collect(own, readers, UnsupportedKeys.byKey(), told, refused);
        CLUSTERS_OWN.forEach((key, instead) -> {
            if (own.get(key) != null && !same(own.get(key), Defaults.VALUES.get(key))) {
                told.add("configuration " + key + " of a topology has no effect: it is the cluster's alone" + instead);
            }
        });
        for (ComponentCommon component : components(topology)) {
            collect(settings(component), readers, UnsupportedKeys.byKey(), told, refused);
        }
        if (keepsStateInMemory(conf, topology)) {
            told.add("configuration " + Config.TOPOLOGY_STATE_PROVIDER + " is " + conf.get(Config.TOPOLOGY_STATE_PROVIDER)
                + ": the state of bolts is in their worker's memory, and lost with it; a provider such as "
                + "org.apache.storm.redis.state.RedisKeyValueStateProvider keeps it");
        }
        return new ConfigNotices(List.copyOf(told), List.copyOf(refused));
    }

    /** Whether a topology has bolts whose state is lost with their worker. */
    public static boolean keepsStateInMemory(Map<String, Object> conf, StormTopology topology) {
        Object provider = conf.get(Config.TOPOLOGY_STATE_PROVIDER);
        return topology != null && topology.is_set_spouts() && topology.get_spouts().containsKey(CheckpointSpout.CHECKPOINT_COMPONENT_ID)
            && (provider == null || provider.equals(InMemoryKeyValueStateProvider.class.getName()));
    }

    /** Returns if nothing is refused. */
    public void requireNoneRefused() {
        if (!refused.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", refused));
        }
    }

    private static void collect(Map<String, Object> conf, Set<UnsupportedKeys.Reader> readers, Map<String, UnsupportedKeys.Entry> listed,
                                Set<String> told, Set<String> refused) {
        listed.forEach((key, entry) -> {
            Object value = conf.get(key);
            Object usual = Defaults.VALUES.get(key);
            if (value == null || same(value, usual) || Collections.disjoint(entry.readers(), readers)) {
                return;
            }
            String setting = "configuration " + key + " is " + shown(key, value);
            if (entry.refused() && (!SWITCHES.containsKey(key) || isTrue(conf.get(SWITCHES.get(key))))) {
                refused.add(setting + "; it must be " + (usual == null ? "left out" : "left out or " + usual) + ": " + entry.reason());
            } else {
                told.add(setting + ", which has no effect: " + entry.reason());
            }
        });
        if (readers.contains(UnsupportedKeys.Reader.SUPERVISOR) && isTrue(conf.get(SWITCHES.get(ISOLATION)))) {
            told.add("configuration " + SWITCHES.get(ISOLATION) + " is true: the memory of workers is limited, their CPU is not, since there are no cgroups");
        }
        // Not its value: under a key misspelt it may be a secret.
        Set<String> keys = new TreeSet<>();
        ((Map<?, ?>) conf).keySet().forEach(key -> keys.add(String.valueOf(key))); // a file in YAML may have numbers for keys
        keys.forEach(key -> Defaults.SPELLING.likely(key)
            .ifPresent(likely -> told.add("unknown configuration key " + key + ": did you mean " + likely + "?")));
    }

    static Object shown(String key, Object value) {
        Field constant = ConfigKeys.constants().get(key);
        return constant.isAnnotationPresent(ConfigValidationAnnotations.Password.class) || SECRET.matcher(key).find() ? MASK : value;
    }

    private static boolean isTrue(Object value) {
        return "true".equals(String.valueOf(value));
    }

    /** Whether two values mean the same, however YAML or JSON happened to read their numbers. */
    private static boolean same(Object one, Object other) {
        if (one instanceof Number a && other instanceof Number b) {
            return a.doubleValue() == b.doubleValue();
        }
        if (one instanceof List<?> a && other instanceof List<?> b) {
            boolean same = a.size() == b.size();
            for (int i = 0; same && i < a.size(); i++) {
                same = same(a.get(i), b.get(i));
            }
            return same;
        }
        return Objects.equals(one, other);
    }

    private static Collection<ComponentCommon> components(StormTopology topology) {
        List<ComponentCommon> found = new ArrayList<>();
        if (topology == null) {
            return found;
        }
        if (topology.get_spouts() != null) {
            new TreeMap<>(topology.get_spouts()).values().forEach(spout -> found.add(spout.get_common()));
        }
        if (topology.get_bolts() != null) {
            new TreeMap<>(topology.get_bolts()).values().forEach(bolt -> found.add(bolt.get_common()));
        }
        return found;
    }

    private static Map<String, Object> settings(ComponentCommon component) {
        String json = component == null ? null : component.get_json_conf();
        if (json == null || json.isBlank()) {
            return Map.of();
        }
        try {
            return Utils.parseJson(json);
        } catch (RuntimeException e) {
            return Map.of(); // what is wrong is for the check of the topology to say
        }
    }
}
