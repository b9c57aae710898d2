// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.storm.Config;
import org.apache.storm.DaemonConfig;
import org.apache.storm.generated.ComponentCommon;
import org.apache.storm.generated.InvalidTopologyException;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.scheduler.resource.ResourceAwareScheduler;
import org.apache.storm.scheduler.resource.normalization.NormalizedResources;
import org.apache.storm.scheduler.resource.strategies.scheduling.IStrategy;
import org.apache.storm.topology.StateGuarantee;
import org.apache.storm.validation.ConfigValidation;
import tempest.cluster.ConfigReader;
import tempest.cluster.DeadLetterSettings;
import tempest.cluster.Json;
import tempest.cluster.JvmOptions;
import tempest.cluster.OneLine;
import tempest.cluster.SystemTopology;
import tempest.cluster.UserBlob;
import tempest.nimbus.blobs.LocalBlobStore;

/**
 * A topology as submitted, made ready to be stored: its configuration merged and complete, its tasks counted. Pure; any thread. It
 * stores nothing, so a refusal leaves nothing behind.
 *
 * @param conf     all {@code topology.*} settings, the cluster's where the user gave none, so that every worker wires by the same
 * @param topology the user's components with their number of tasks written down
 * @param system   the same with what the system adds
 */
record Submission(Map<String, Object> conf, StormTopology topology, StormTopology system) {
    private static final Pattern NAME = Pattern.compile("[^-/.:\\\\\\s][^/.:\\\\]*");
    /** A blob's key, which is a file's name, is longer by some 35 bytes; file systems allow 255. */
    private static final int MAX_NAME_BYTES = 200;
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?\\d{1,18}");
    static final String CLASSPATH_BEGINNING = "topology.classpath.beginning";
    private static final String EXACTLY_ONCE = "exactly-once";
    /** What a client adds that rewrites the topology. */
    private static final String EPOCH_COORDINATOR = "$epochs";
    private static final String TASKS = "topology.tasks";
    private static final String MAX_TASKS = "topology.max.task.parallelism";

    /** What goes before a topology's own jar is for the administrator to allow. */
    static boolean allowsClassPathBeginning(Map<String, Object> clusterConf) {
        return new ConfigReader(clusterConf).flag("storm.topology.classpath.beginning.enabled", false);
    }

    /** Refuses a name that cannot be a topology's. */
    static void checkName(String name) throws InvalidTopologyException {
        if (name == null || !NAME.matcher(name).matches() || name.endsWith(" ") || !name.codePoints().allMatch(OneLine::isOpen)
            || !LocalBlobStore.isKey(name)) {
            throw new InvalidTopologyException("topology name '" + OneLine.of(name)
                + "' is not allowed: letters, digits, space, '_' and '-' only, with one of the first two or '_' at the beginning, and no space at the end");
        }
        if (name.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
            throw new InvalidTopologyException("topology name '" + name.substring(0, 20) + "...' is too long: it may have "
                + MAX_NAME_BYTES + " bytes, since files are named after it");
        }
    }

    /** The user's own settings, checked by type and range. */
    static Map<String, Object> userConf(String json) throws InvalidTopologyException {
        try {
            Map<String, Object> conf = Json.parse(json);
            ConfigValidation.validateTopoConf(conf);
            return conf;
        } catch (IllegalArgumentException e) {
            throw new InvalidTopologyException("the topology's configuration: " + e.getMessage());
        }
    }

    static Submission of(String name, Map<String, Object> clusterConf, Map<String, Object> userConf, StormTopology user, String owner,
                         NimbusConfig.Limits limits) throws InvalidTopologyException {
        StormTopology topology = user == null ? null : user.deepCopy();
        if (topology != null && topology.is_set_spouts() && topology.is_set_bolts()) {
            readNumbers(topology);
        }
        TopologyCheck.check(topology);
        try {
            Map<String, Object> conf = new HashMap<>();
            clusterConf.forEach((key, value) -> {
                if (key.startsWith("topology.") && value != null) {
                    conf.put(key, value);
                }
            });
            conf.putAll(userConf);
            if (userConf.containsKey(CLASSPATH_BEGINNING) && !allowsClassPathBeginning(clusterConf)) {
                conf.remove(CLASSPATH_BEGINNING);
            }
            conf.put("topology.name", name);
            conf.put("topology.submitter.user", owner);
            Set<String> users = new LinkedHashSet<>(new ConfigReader(conf).texts("topology.users", List.of()));
            users.add(owner);
            conf.put("topology.users", new ArrayList<>(users));
            collectReporters(conf, clusterConf);
            collectSerializers(topology, conf);
            checkStrategy(conf, clusterConf);
            checkLaunch(conf);
            checkGuarantee(conf, topology);
            int workers = new ConfigReader(conf).integer("topology.workers", 1, 1);
            int ackers = workers * ackersPerWorker(conf, clusterConf);
            conf.putIfAbsent("topology.acker.executors", ackers);
            if (userConf.containsKey("topology.eventlogger.executors") && userConf.get("topology.eventlogger.executors") == null) {
                conf.put("topology.eventlogger.executors", workers);
            }
            conf.values().removeIf(Objects::isNull);
            conf.putIfAbsent("topology.acker.executors", ackers);
            countTasks(topology, conf);
            DeadLetterCheck.check(conf, userConf, topology);
            Submission submission = new Submission(conf, topology, SystemTopology.of(conf, topology));
            submission.checkLimits(workers, limits);
            return submission;
        } catch (IllegalArgumentException e) {
            throw new InvalidTopologyException(e.getMessage());
        }
    }

    /** As on Storm the key counts with the resource aware scheduler alone; 0 turns tracking off. */
    private static int ackersPerWorker(Map<String, Object> conf, Map<String, Object> clusterConf) {
        boolean byResources = ResourceAwareScheduler.class.getName().equals(clusterConf.get(DaemonConfig.STORM_SCHEDULER));
        return byResources ? new ConfigReader(conf).integer(Config.TOPOLOGY_RAS_ACKER_EXECUTORS_PER_WORKER, 1, 0) : 1;
    }

    /** A strategy that cannot be loaded would only be noticed when nothing gets scheduled. */
    private static void checkStrategy(Map<String, Object> conf, Map<String, Object> clusterConf) {
        String key = "topology.scheduler.strategy";
        String strategy = new ConfigReader(conf).text(key, null);
        if (strategy == null) {
            return;
        }
        List<String> allowed = new ConfigReader(clusterConf).texts("nimbus.scheduler.strategy.class.whitelist", null);
        if (allowed != null && !allowed.contains(strategy)) {
            throw ConfigReader.wrong(key, strategy, "one of " + allowed);
        }
        try {
            if (!IStrategy.class.isAssignableFrom(Class.forName(strategy, false, Submission.class.getClassLoader()))) {
                throw ConfigReader.wrong(key, strategy, "a class that implements " + IStrategy.class.getName());
            }
        } catch (ClassNotFoundException | LinkageError e) {
            throw ConfigReader.wrong(key, strategy, "a class on Nimbus's class path");
        }
    }

    /** What keeps workers from being started at all would otherwise only be noticed by the supervisors, again and again. */
    private static void checkLaunch(Map<String, Object> conf) {
        JvmOptions.of(conf, "topology.worker.childopts");
        JvmOptions.of(conf, "topology.worker.gc.childopts");
        UserBlob.of(conf);
    }

    /** The client rewrites the topology, which takes the user's classes; a promise that it did not take up would not be kept. */
    private static void checkGuarantee(Map<String, Object> conf, StormTopology topology) {
        String guarantee = new ConfigReader(conf).text(StateGuarantee.KEY, StateGuarantee.AT_LEAST_ONCE);
        if (!guarantee.equals(StateGuarantee.AT_LEAST_ONCE) && !guarantee.equals(EXACTLY_ONCE)) {
            throw ConfigReader.wrong(StateGuarantee.KEY, guarantee, StateGuarantee.AT_LEAST_ONCE + " or " + EXACTLY_ONCE);
        }
        if (guarantee.equals(EXACTLY_ONCE) && !topology.get_spouts().containsKey(EPOCH_COORDINATOR)) {
            throw ConfigReader.wrong(StateGuarantee.KEY, guarantee, StateGuarantee.AT_LEAST_ONCE + ", since this client does not know it; Tempest's `storm jar` does");
        }
        if (!guarantee.equals(EXACTLY_ONCE) && topology.get_spouts().containsKey(EPOCH_COORDINATOR)) {
            throw ConfigReader.wrong(StateGuarantee.KEY, guarantee, EXACTLY_ONCE + ", for which the topology was rewritten");
        }
    }

    private void checkLimits(int workers, NimbusConfig.Limits limits) throws InvalidTopologyException {
        long executors = SystemTopology.executors(system).values().stream().mapToLong(Integer::longValue).sum();
        if (limits.executorsPerTopology() >= 0 && executors > limits.executorsPerTopology()) {
            throw new InvalidTopologyException("the topology asks for " + executors + " executors; this cluster allows "
                + limits.executorsPerTopology() + " a topology (nimbus.executors.perTopology)");
        }
        if (limits.slotsPerTopology() >= 0 && workers > limits.slotsPerTopology()) {
            throw new InvalidTopologyException("the topology asks for " + workers + " workers; this cluster allows "
                + limits.slotsPerTopology() + " a topology (nimbus.slots.perTopology)");
        }
    }

    /** A component may give a number as text, as {@code "1"} for the seconds between ticks: nobody checked its settings on Storm, which reads both. */
    private static void readNumbers(StormTopology topology) {
        for (ComponentCommon common : SystemTopology.components(topology).values()) {
            Map<String, Object> own;
            try {
                own = Json.parse(common.get_json_conf());
            } catch (IllegalArgumentException e) {
                continue; // what is wrong is for the check to say
            }
            boolean changed = false;
            for (Map.Entry<String, Object> entry : own.entrySet()) {
                if (entry.getValue() instanceof String text && WHOLE_NUMBER.matcher(text).matches() && !isValid(entry.getKey(), text)
                    && isValid(entry.getKey(), Long.valueOf(text))) {
                    entry.setValue(Long.valueOf(text));
                    changed = true;
                }
            }
            if (changed) {
                common.set_json_conf(Json.write(own));
            }
        }
    }

    private static boolean isValid(String key, Object value) {
        try {
            ConfigValidation.validateFields(Map.of(key, value));
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Every worker must register the same classes in the same order, so what components ask for goes to the topology's settings. Where both name a
     * serializer for a class, the topology's counts.
     */
    private static void collectSerializers(StormTopology topology, Map<String, Object> conf) {
        for (String key : List.of("topology.kryo.register", "topology.kryo.decorators")) {
            Map<Object, Object> byClass = new LinkedHashMap<>();
            add(list(conf.get(key), key), byClass);
            for (ComponentCommon common : SystemTopology.components(topology).values()) {
                add(list(Json.parse(common.get_json_conf()).get(key), key), byClass);
            }
            if (!byClass.isEmpty()) {
                conf.put(key, new ArrayList<>(byClass.values()));
            }
        }
    }

    /** The topology's reporters of metrics, under the older key if it has none under the newer, and those that the cluster adds to each topology. */
    private static void collectReporters(Map<String, Object> conf, Map<String, Object> clusterConf) {
        List<Object> reporters = new ArrayList<>(reporters(conf, "topology.metrics.reporters"));
        if (reporters.isEmpty()) {
            reporters.addAll(reporters(conf, "storm.metrics.reporters"));
        }
        reporters.addAll(reporters(clusterConf, "storm.topology.metrics.system.reporters"));
        if (!reporters.isEmpty()) {
            conf.put("topology.metrics.reporters", reporters);
        }
    }

    private static List<?> reporters(Map<String, Object> conf, String key) {
        Object value = conf.get(key);
        if (value == null || value instanceof List<?>) {
            return value == null ? List.of() : (List<?>) value;
        }
        throw ConfigReader.wrong(key, value, "a list of maps with a class each");
    }

    /** Adds class names, and each pair of class and serializer, for classes that are not there yet. */
    private static void add(List<?> registrations, Map<Object, Object> byClass) {
        for (Object one : registrations) {
            if (one instanceof Map<?, ?> pairs) {
                pairs.forEach((type, serializer) -> byClass.putIfAbsent(type, Collections.singletonMap(type, serializer)));
            } else {
                byClass.putIfAbsent(one, one);
            }
        }
    }

    private static List<?> list(Object value, String key) {
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list) {
            return list;
        }
        if (value instanceof Map<?, ?> map) {
            return List.of(map);
        }
        throw ConfigReader.wrong(key, value, "a list of class names or a map from class to serializer");
    }

    private static void countTasks(StormTopology topology, Map<String, Object> conf) {
        for (ComponentCommon common : SystemTopology.components(topology).values()) {
            Map<String, Object> own = Json.parse(common.get_json_conf());
            int tasks = own.get(TASKS) != null ? SystemTopology.tasks(common)
                : new ConfigReader(conf).integer(TASKS, SystemTopology.parallelism(common), 0);
            Map<String, Object> merged = new HashMap<>(conf);
            merged.putAll(own);
            int most = new ConfigReader(merged).integer(MAX_TASKS, Integer.MAX_VALUE, 1);
            own.put(TASKS, Math.min(tasks, most));
            common.set_json_conf(Json.write(own));
        }
    }

    /** What {@code storm rebalance} may change of a stored configuration. */
    static Map<String, Object> overridden(Map<String, Object> stored, String overrides) throws InvalidTopologyException {
        Map<String, Object> changes = userConf(overrides);
        changes.keySet().removeIf(key -> key.startsWith("topology.submitter.") || key.startsWith("storm.zookeeper.")
            || key.equals("storm.id") || key.equals("topology.name"));
        Map<String, Object> next = new HashMap<>(stored);
        next.putAll(changes);
        try {
            checkLaunch(next);
            if (DeadLetterSettings.of(next).isOn() != DeadLetterSettings.of(stored).isOn()) {
                throw new IllegalArgumentException("a rebalance cannot turn " + DeadLetterSettings.AFTER + " on or off, which adds or removes a component and"
                    + " streams; kill the topology and submit it again");
            }
        } catch (IllegalArgumentException e) {
            throw new InvalidTopologyException(e.getMessage());
        }
        return next;
    }

    /** The topology with other resources asked for by its components. */
    static StormTopology withResources(StormTopology topology, Map<String, Map<String, Double>> resources)
            throws InvalidTopologyException {
        StormTopology next = topology.deepCopy();
        Map<String, ComponentCommon> components = SystemTopology.components(next);
        for (Map.Entry<String, Map<String, Double>> change : resources.entrySet()) {
            ComponentCommon common = components.get(change.getKey());
            if (common == null) {
                throw new InvalidTopologyException("there is no component '" + change.getKey() + "'; there are " + components.keySet());
            }
            Map<String, Object> own = Json.parse(common.get_json_conf());
            // Under their common names, so that an override and what it overrides never stand side by side.
            Map<String, Double> asked = own.get("topology.component.resources.map") instanceof Map<?, ?> before
                ? normalized(change.getKey(), before) : new HashMap<>();
            asked.putAll(normalized(change.getKey(), change.getValue()));
            own.put("topology.component.resources.map", asked);
            common.set_json_conf(Json.write(own));
        }
        return next;
    }

    private static Map<String, Double> normalized(String component, Map<?, ?> amounts) throws InvalidTopologyException {
        Map<String, Double> named = new HashMap<>();
        for (Map.Entry<?, ?> amount : amounts.entrySet()) {
            if (!(amount.getValue() instanceof Number number) || !(number.doubleValue() >= 0)) {
                throw new InvalidTopologyException("component '" + component + "' cannot have " + amount.getValue() + " of resource "
                    + amount.getKey() + "; it must be a number that is not negative");
            }
            named.put(String.valueOf(amount.getKey()), number.doubleValue());
        }
        return NormalizedResources.RESOURCE_NAME_NORMALIZER.normalizedResourceMap(named);
    }
}
