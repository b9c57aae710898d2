// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.storm.generated.Bolt;
import org.apache.storm.generated.ComponentCommon;
import org.apache.storm.generated.ComponentObject;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.generated.Grouping;
import org.apache.storm.generated.JavaObject;
import org.apache.storm.generated.NullStruct;
import org.apache.storm.generated.SpoutSpec;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.generated.StreamInfo;

/**
 * A user's topology with the components and streams that the system adds, and the numbering of its tasks. Pure functions; any
 * thread. Nimbus schedules by it and workers wire by it, so both must call it with the topology's own merged configuration.
 *
 * <p>A system component's object is a {@link JavaObject} that names its class in the contract; the engine makes these components
 * itself and never instantiates user code for them.
 */
public final class SystemTopology {
    public static final String ACKER = "__acker";
    public static final String SYSTEM = "__system";
    public static final String EVENT_LOGGER = "__eventlogger";
    public static final String DEAD_LETTER_STORE = "__dead_letter_store";
    public static final String METRICS_PREFIX = "__metrics_";
    private static final String METRICS_STREAM = "__metrics";
    private static final String EVENT_STREAM = "__eventlog";
    private static final String TASKS = "topology.tasks";

    private SystemTopology() {
    }

    /** A deep copy of the user's topology plus what the system adds. */
    public static StormTopology of(Map<String, Object> conf, StormTopology user) {
        StormTopology system = user.deepCopy();
        addAckers(conf, system);
        addEventLoggers(conf, system);
        addDeadLetters(conf, system);
        addMetricsConsumers(conf, system);
        Bolt tick = systemBolt("org.apache.storm.metric.SystemBolt", new HashMap<>(), 0);
        Map<String, StreamInfo> out = tick.get_common().get_streams();
        out.put("__tick", stream(false, "rate_secs"));
        out.put("__metrics_tick", stream(false, "interval"));
        out.put("__credentials", stream(false, "creds"));
        out.put(METRICS_STREAM, stream(false, "task-info", "data-points"));
        system.put_to_bolts(SYSTEM, tick);
        for (ComponentCommon common : components(system).values()) {
            common.put_to_streams("__system", stream(false, "event"));
        }
        return system;
    }

    /** How many acker executors this configuration asks for: by default one a worker. */
    public static int ackers(Map<String, Object> conf) {
        return counted(conf, "topology.acker.executors");
    }

    private static int counted(Map<String, Object> conf, String key) {
        ConfigReader read = new ConfigReader(conf);
        return read.integer(key, read.integer("topology.workers", 1, 1), 0);
    }

    private static void addAckers(Map<String, Object> conf, StormTopology topology) {
        int ackers = ackers(conf);
        Map<GlobalStreamId, Grouping> inputs = new HashMap<>();
        topology.get_spouts().forEach((id, spout) -> {
            spout.get_common().put_to_streams("__ack_init", stream(false, "id", "init-val", "spout-task"));
            if (ackers > 0) {
                inputs.put(new GlobalStreamId(id, "__ack_init"), Grouping.fields(List.of("id")));
                for (String name : List.of("__ack_ack", "__ack_fail", "__ack_reset_timeout")) {
                    spout.get_common().put_to_inputs(new GlobalStreamId(ACKER, name), Grouping.direct(new NullStruct()));
                }
            }
        });
        topology.get_bolts().forEach((id, bolt) -> {
            bolt.get_common().put_to_streams("__ack_ack", stream(false, "id", "ack-val"));
            bolt.get_common().put_to_streams("__ack_fail", stream(false, "id"));
            bolt.get_common().put_to_streams("__ack_reset_timeout", stream(false, "id"));
            for (String name : List.of("__ack_ack", "__ack_fail", "__ack_reset_timeout")) {
                inputs.put(new GlobalStreamId(id, name), Grouping.fields(List.of("id")));
            }
        });
        if (ackers == 0) {
            return;
        }
        Bolt acker = systemBolt("org.apache.storm.daemon.Acker", inputs, ackers);
        for (String name : List.of("__ack_ack", "__ack_fail", "__ack_reset_timeout")) {
            acker.get_common().put_to_streams(name, stream(true, "id", "time-delta-ms"));
        }
        topology.put_to_bolts(ACKER, acker);
    }

    private static void addEventLoggers(Map<String, Object> conf, StormTopology topology) {
        // Unlike ackers, event loggers are off unless asked for.
        int loggers = conf.containsKey("topology.eventlogger.executors") ? counted(conf, "topology.eventlogger.executors") : 0;
        if (loggers == 0) {
            return;
        }
        Map<GlobalStreamId, Grouping> inputs = new HashMap<>();
        components(topology).forEach((id, common) -> {
            if (!id.startsWith("__")) {
                common.put_to_streams(EVENT_STREAM, stream(false, "component-id", "message-id", "values"));
                inputs.put(new GlobalStreamId(id, EVENT_STREAM), Grouping.fields(List.of("component-id")));
            }
        });
        topology.put_to_bolts(EVENT_LOGGER, systemBolt("org.apache.storm.metric.EventLoggerBolt", inputs, loggers));
    }

    /** The stream of each of the user's bolts, and the store that reads those which no bolt of the user's reads. */
    private static void addDeadLetters(Map<String, Object> conf, StormTopology topology) {
        DeadLetterSettings settings = DeadLetterSettings.of(conf);
        if (topology.get_spouts().keySet().stream().noneMatch(settings::countsMessagesOf)) {
            return;
        }
        Map<GlobalStreamId, Grouping> inputs = new HashMap<>();
        topology.get_bolts().forEach((id, bolt) -> {
            if (DeadLetterSettings.isUsers(id)) {
                bolt.get_common().put_to_streams(DeadLetterSettings.STREAM, stream(false, DeadLetterSettings.fields()));
                inputs.put(new GlobalStreamId(id, DeadLetterSettings.STREAM), Grouping.shuffle(new NullStruct()));
            }
        });
        topology.get_bolts().values().forEach(bolt -> inputs.keySet().removeAll(bolt.get_common().get_inputs().keySet()));
        if (!inputs.isEmpty()) {
            topology.put_to_bolts(DEAD_LETTER_STORE, systemBolt("tempest.worker.system.DeadLetterStoreBolt", inputs, 1));
        }
    }

    private static void addMetricsConsumers(Map<String, Object> conf, StormTopology topology) {
        SortedMap<String, ComponentCommon> measured = components(topology);
        measured.values().forEach(common -> common.put_to_streams(METRICS_STREAM, stream(false, "task-info", "data-points")));
        List<String> ids = new ArrayList<>(measured.keySet());
        ids.add(SYSTEM);
        metricsConsumers(conf).forEach((id, registered) -> {
            Map<GlobalStreamId, Grouping> inputs = new HashMap<>();
            ids.forEach(source -> inputs.put(new GlobalStreamId(source, METRICS_STREAM), Grouping.shuffle(new NullStruct())));
            int parallelism = new ConfigReader(registered).integer("parallelism.hint", 1, 1);
            topology.put_to_bolts(id, systemBolt("org.apache.storm.metric.MetricsConsumerBolt", inputs, parallelism));
        });
    }

    /** The registered metrics consumers by component id: {@code __metrics_CLASS}, further ones of one class {@code #2}, {@code #3}... */
    @SuppressWarnings("unchecked")
    public static SortedMap<String, Map<String, Object>> metricsConsumers(Map<String, Object> conf) {
        SortedMap<String, Map<String, Object>> consumers = new TreeMap<>();
        Object registered = conf.get("topology.metrics.consumer.register");
        if (registered == null) {
            return consumers;
        }
        if (!(registered instanceof List<?> list)) {
            throw ConfigReader.wrong("topology.metrics.consumer.register", registered, "a list of maps");
        }
        Map<String, Integer> seen = new HashMap<>();
        for (Object one : list) {
            if (!(one instanceof Map<?, ?> map) || !(map.get("class") instanceof String className)) {
                throw ConfigReader.wrong("topology.metrics.consumer.register", one, "a map with the consumer's class");
            }
            int nth = seen.merge(className, 1, Integer::sum);
            consumers.put(METRICS_PREFIX + className + (nth == 1 ? "" : "#" + nth), (Map<String, Object>) map);
        }
        return consumers;
    }

    /** Every task of a system topology by its id, counted from 1 through the components in order of their ids. */
    public static SortedMap<Integer, String> tasks(StormTopology system) {
        SortedMap<Integer, String> tasks = new TreeMap<>();
        int next = 1;
        for (Map.Entry<String, ComponentCommon> component : components(system).entrySet()) {
            for (int left = tasks(component.getValue()); left > 0; left--) {
                tasks.put(next++, component.getKey());
            }
        }
        return tasks;
    }

    /** How many executors each component starts with; a component without executors ({@code __system}) is absent. */
    public static SortedMap<String, Integer> executors(StormTopology system) {
        SortedMap<String, Integer> executors = new TreeMap<>();
        components(system).forEach((id, common) -> {
            int count = Math.min(parallelism(common), tasks(common));
            if (count > 0) {
                executors.put(id, count);
            }
        });
        return executors;
    }

    /** What spouts and bolts have in common, by component id. */
    public static SortedMap<String, ComponentCommon> components(StormTopology topology) {
        SortedMap<String, ComponentCommon> all = new TreeMap<>();
        for (Map.Entry<String, SpoutSpec> spout : topology.get_spouts().entrySet()) {
            all.put(spout.getKey(), spout.getValue().get_common());
        }
        for (Map.Entry<String, Bolt> bolt : topology.get_bolts().entrySet()) {
            all.put(bolt.getKey(), bolt.getValue().get_common());
        }
        return all;
    }

    /** The parallelism hint, 1 by default. */
    public static int parallelism(ComponentCommon common) {
        return common.is_set_parallelism_hint() ? common.get_parallelism_hint() : 1;
    }

    /** The number of tasks that the component's own configuration sets, by default its parallelism. */
    public static int tasks(ComponentCommon common) {
        return new ConfigReader(Json.parse(common.get_json_conf())).integer(TASKS, parallelism(common), 0);
    }

    private static Bolt systemBolt(String className, Map<GlobalStreamId, Grouping> inputs, int parallelism) {
        ComponentCommon common = new ComponentCommon(inputs, new HashMap<>());
        common.set_parallelism_hint(parallelism);
        common.set_json_conf(Json.write(new TreeMap<>(Map.of(TASKS, parallelism))));
        return new Bolt(ComponentObject.java_object(new JavaObject(className, new ArrayList<>())), common);
    }

    private static StreamInfo stream(boolean direct, String... fields) {
        return new StreamInfo(List.of(fields), direct);
    }
}
