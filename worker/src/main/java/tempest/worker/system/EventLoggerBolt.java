// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.system;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.Config;
import org.apache.storm.metric.FileBasedEventLogger;
import org.apache.storm.metric.IEventLogger;
import org.apache.storm.metric.IEventLogger.EventInfo;
import org.apache.storm.task.IBolt;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.tuple.Tuple;
import tempest.cluster.ConfigReader;
import tempest.worker.route.UserObjects;

/** Passes sampled tuples to the event loggers that the topology registered, by default to one that writes a file. */
@SuppressWarnings("serial") // created in the worker, never serialized
public final class EventLoggerBolt implements IBolt {
    private final List<IEventLogger> loggers = new ArrayList<>();
    private OutputCollector collector;

    @Override
    public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector newCollector) {
        collector = newCollector;
        if (!(conf.get(Config.TOPOLOGY_EVENT_LOGGER_REGISTER) instanceof List<?> registered) || registered.isEmpty()) {
            add(new FileBasedEventLogger(), conf, new HashMap<>(), context);
            return;
        }
        for (Object one : registered) {
            if (!(one instanceof Map<?, ?> map) || !(map.get("class") instanceof String name)) {
                throw ConfigReader.wrong(Config.TOPOLOGY_EVENT_LOGGER_REGISTER, one, "a map with the logger's class");
            }
            Map<String, Object> arguments = new HashMap<>();
            if (map.get("arguments") instanceof Map<?, ?> given) {
                given.forEach((key, value) -> arguments.put(String.valueOf(key), value));
            }
            try {
                add((IEventLogger) UserObjects.load(name).getConstructor().newInstance(), conf, arguments, context);
            } catch (ReflectiveOperationException | ClassCastException e) {
                throw ConfigReader.wrong(Config.TOPOLOGY_EVENT_LOGGER_REGISTER, name, "the name of a class that implements IEventLogger");
            }
        }
    }

    private void add(IEventLogger logger, Map<String, Object> conf, Map<String, Object> arguments, TopologyContext context) {
        logger.prepare(conf, arguments, context);
        loggers.add(logger);
    }

    @Override
    @SuppressWarnings("unchecked")
    public void execute(Tuple tuple) {
        long time = tuple.contains("ts") ? tuple.getLongByField("ts") : System.currentTimeMillis();
        EventInfo event = new EventInfo(time, tuple.getSourceComponent(), tuple.getSourceTask(), tuple.getValueByField("message-id"),
            (List<Object>) tuple.getValueByField("values"));
        loggers.forEach(logger -> logger.log(event));
        collector.ack(tuple);
    }

    @Override
    public void cleanup() {
        loggers.forEach(IEventLogger::close);
    }
}
