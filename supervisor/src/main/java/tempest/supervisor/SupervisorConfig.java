// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.storm.Constants;
import tempest.cluster.BindAddress;
import tempest.cluster.ConfigReader;
import tempest.supervisor.localizer.Localizer;
import tempest.supervisor.slot.SlotLimits;

/**
 * A supervisor's settings, parsed once.
 *
 * @param bind              where its service and its workers listen
 * @param hostname          under which others reach this computer
 * @param ports             the slots
 * @param thriftPort        of the supervisor's service; 0 for any free one, negative for no service
 * @param access            what the plug-ins of that service read: its transport and who may call it
 * @param heartbeatMillis   between two heartbeats
 * @param updateBlobsMillis between two looks for new versions of blobs
 * @param monitorMillis     between two looks at what running workers use
 * @param startsWorkers     whether it runs what is assigned to it
 * @param cleanUpMillis     between two removals of files that nobody uses
 * @param slots             times of the slots
 * @param localizer         downloads and cache
 * @param resources         what this computer has, by normalized resource name
 * @param schedulerMeta     what only schedulers read
 */
public record SupervisorConfig(BindAddress bind, String hostname, SortedSet<Integer> ports, int thriftPort, Map<String, Object> access,
                               long heartbeatMillis, long updateBlobsMillis, long monitorMillis, boolean startsWorkers, long cleanUpMillis,
                               SlotLimits slots, Localizer.Config localizer, Map<String, Double> resources, Map<String, String> schedulerMeta) {

    private static final int NO_SERVICE = -1;
    private static final double DEFAULT_MEMORY_MB = 4096;
    private static final double DEFAULT_CPU_PERCENT = 400;

    public static SupervisorConfig of(Map<String, Object> conf) {
        ConfigReader read = new ConfigReader(conf);
        BindAddress bind = BindAddress.of(conf);
        return new SupervisorConfig(bind, bind.hostname(conf), ports(conf), read.port("supervisor.thrift.port", 6628),
            access(conf, read),
            seconds(read, "supervisor.heartbeat.frequency.secs", 5),
            seconds(read, "supervisor.localizer.update.blob.interval.secs", 30),
            seconds(read, "supervisor.monitor.frequency.secs", 3), read.flag("supervisor.enable", true),
            read.integer("supervisor.localizer.cleanup.interval.ms", 30_000, 1),
            SlotLimits.of(seconds(read, "supervisor.worker.start.timeout.secs", 120),
                seconds(read, "supervisor.worker.prepare.timeout.secs", 1_800),
                1000L * read.integer("supervisor.worker.shutdown.sleep.secs", 3, 0)),
            Localizer.Config.of(read), resources(conf, read), schedulerMeta(conf));
    }

    /** The same without a service that others could call. */
    public SupervisorConfig withoutService() {
        return new SupervisorConfig(bind, hostname, ports, NO_SERVICE, access, heartbeatMillis, updateBlobsMillis, monitorMillis,
            startsWorkers, cleanUpMillis, slots, localizer, resources, schedulerMeta);
    }

    private static Map<String, Object> access(Map<String, Object> conf, ConfigReader read) {
        Map<String, Object> access = new HashMap<>(conf);
        access.put("supervisor.thrift.port", read.port("supervisor.thrift.port", 6628));
        access.put("supervisor.thrift.max_buffer_size", read.integer("supervisor.thrift.max_buffer_size", 1 << 20, 1 << 10));
        access.put("storm.thrift.transport", read.text("storm.thrift.transport", "org.apache.storm.security.auth.SimpleTransportPlugin"));
        return Collections.unmodifiableMap(access);
    }

    private static long seconds(ConfigReader read, String key, int fallback) {
        return 1000L * read.integer(key, fallback, 1);
    }

    private static SortedSet<Integer> ports(Map<String, Object> conf) {
        Object raw = conf.get("supervisor.slots.ports");
        SortedSet<Integer> ports = new TreeSet<>();
        if (raw == null) {
            ports.addAll(Set.of(6700, 6701, 6702, 6703));
            return ports;
        }
        if (!(raw instanceof Collection<?> many)) {
            throw ConfigReader.wrong("supervisor.slots.ports", raw, "a list of port numbers");
        }
        for (Object one : many) {
            if (!(one instanceof Number port) || port.intValue() < 1 || port.intValue() > 65535 || port.doubleValue() != port.intValue()
                || !ports.add(port.intValue())) {
                throw ConfigReader.wrong("supervisor.slots.ports", raw, "a list of different port numbers from 1 to 65535");
            }
        }
        return ports;
    }

    private static Map<String, Double> resources(Map<String, Object> conf, ConfigReader read) {
        Map<String, Double> resources = new HashMap<>(numbers(conf, "supervisor.resources.map"));
        resources.put(Constants.COMMON_TOTAL_MEMORY_RESOURCE_NAME, read.real("supervisor.memory.capacity.mb", DEFAULT_MEMORY_MB, 0));
        resources.put(Constants.COMMON_CPU_RESOURCE_NAME, read.real("supervisor.cpu.capacity", DEFAULT_CPU_PERCENT, 0));
        return Map.copyOf(resources);
    }

    private static Map<String, Double> numbers(Map<String, Object> conf, String key) {
        Map<String, Double> numbers = new HashMap<>();
        if (conf.get(key) instanceof Map<?, ?> map) {
            map.forEach((name, value) -> {
                if (!(value instanceof Number number)) {
                    throw ConfigReader.wrong(key, map, "a map of names to numbers");
                }
                numbers.put(String.valueOf(name), number.doubleValue());
            });
        } else if (conf.get(key) != null) {
            throw ConfigReader.wrong(key, conf.get(key), "a map of names to numbers");
        }
        return numbers;
    }

    private static Map<String, String> schedulerMeta(Map<String, Object> conf) {
        Map<String, String> meta = new HashMap<>();
        if (conf.get("supervisor.scheduler.meta") instanceof Map<?, ?> map) {
            map.forEach((name, value) -> meta.put(String.valueOf(name), String.valueOf(value)));
        } else if (conf.get("supervisor.scheduler.meta") != null) {
            throw ConfigReader.wrong("supervisor.scheduler.meta", conf.get("supervisor.scheduler.meta"), "a map of names to strings");
        }
        return Map.copyOf(meta);
    }
}
