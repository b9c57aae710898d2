// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.process;

import com.codahale.metrics.Gauge;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.storm.metrics2.StormMetricRegistry;
import tempest.cluster.Clock;
import tempest.worker.serialization.MessageSizes;
import tempest.worker.transport.Transport;

/**
 * What a worker's JVM says about itself, as gauges of the system component: memory, garbage collection, threads, uptime, and
 * what the transport holds and carried. Registered once at start; read by reporters' threads. It never samples on its own.
 */
final class JvmMetrics {
    private static final String SYSTEM = "__system";
    private static final int SYSTEM_TASK = -1;
    private static final String CONNECTIONS = "__send-iconnection";

    private JvmMetrics() {
    }

    /** Registers the gauges; {@code withConnections}: also those of each connection to another worker; {@code sizes}: null for none. */
    static void register(StormMetricRegistry registry, String topologyId, int port, Clock clock, Transport transport, boolean withConnections,
                         MessageSizes sizes) {
        gauges(clock, transport, sizes).forEach((name, gauge) -> {
            if (withConnections || !name.equals(CONNECTIONS)) {
                registry.gauge(name, gauge, topologyId, SYSTEM, SYSTEM_TASK, port);
            }
        });
    }

    /** The gauges by name. */
    static SortedMap<String, Gauge<Object>> gauges(Clock clock, Transport transport, MessageSizes sizes) {
        SortedMap<String, Gauge<Object>> gauges = new TreeMap<>();
        int started = clock.secs();
        long startedNanos = clock.nanoTime();
        gauges.put("uptimeSecs", () -> (int) TimeUnit.NANOSECONDS.toSeconds(clock.nanoTime() - startedNanos));
        gauges.put("startTimeSecs", () -> started);
        memory(gauges, "memory.heap", () -> ManagementFactory.getMemoryMXBean().getHeapMemoryUsage());
        memory(gauges, "memory.non-heap", () -> ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage());
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            memory(gauges, "memory.pools." + name(pool.getName()), pool::getUsage);
        }
        for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
            gauges.put("memory.buffers." + name(pool.getName()) + ".used", pool::getMemoryUsed);
            gauges.put("memory.buffers." + name(pool.getName()) + ".count", pool::getCount);
        }
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            gauges.put("GC." + name(collector.getName()) + ".count", collector::getCollectionCount);
            gauges.put("GC." + name(collector.getName()) + ".time", collector::getCollectionTime);
        }
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        gauges.put("threads.count", threads::getThreadCount);
        gauges.put("threads.daemon.count", threads::getDaemonThreadCount);
        gauges.put("threads.peak.count", threads::getPeakThreadCount);
        gauges.put("transport.unconfirmed.bytes", transport::queuedBytes);
        gauges.put(CONNECTIONS, transport::sends);
        gauges.put("__recv-iconnection", () -> {
            Map<String, Object> received = new HashMap<>(Map.of("enqueued", transport.received()));
            if (sizes != null) {
                received.put("messageBytes", sizes.take());
            }
            return received;
        });
        return gauges;
    }

    private static void memory(SortedMap<String, Gauge<Object>> gauges, String prefix, Supplier<MemoryUsage> usage) {
        gauges.put(prefix + ".init", () -> usage.get().getInit());
        gauges.put(prefix + ".used", () -> usage.get().getUsed());
        gauges.put(prefix + ".max", () -> usage.get().getMax());
        gauges.put(prefix + ".committed", () -> usage.get().getCommitted());
    }

    private static String name(String bean) {
        return bean.replace(' ', '-');
    }
}
