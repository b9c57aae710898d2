// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster.metrics;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Writes figures as a page that Prometheus reads (text format 0.0.4): samples of one metric stand together below its help and type.
 * Used by the thread that answers one request; never shared.
 */
public final class PrometheusText {
    /** What the page is served as. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final Map<String, StringBuilder> families = new LinkedHashMap<>();
    private final Map<String, Double> values = new LinkedHashMap<>();

    /**
     * A value that goes up and down.
     *
     * @param labels names and values in turn
     */
    public PrometheusText gauge(String name, String help, double value, String... labels) {
        return sample("gauge", name, help, value, labels);
    }

    /** A value that only grows; its name ends in {@code _total}. */
    public PrometheusText counter(String name, String help, double value, String... labels) {
        return sample("counter", name, help, value, labels);
    }

    private PrometheusText sample(String type, String name, String help, double value, String... labels) {
        if (labels.length % 2 != 0) {
            throw new IllegalArgumentException("label " + labels[labels.length - 1] + " of " + name + " has no value");
        }
        StringBuilder text = families.computeIfAbsent(name, n ->
            new StringBuilder("# HELP ").append(n).append(' ').append(help).append("\n# TYPE ").append(n).append(' ').append(type).append('\n'));
        text.append(name);
        for (int i = 0; i < labels.length; i += 2) {
            text.append(i == 0 ? '{' : ',').append(labels[i]).append("=\"").append(escaped(labels[i + 1])).append('"');
        }
        values.put(plainName(name, labels), value);
        text.append(labels.length > 0 ? "} " : " ").append(number(value)).append('\n');
        return this;
    }

    /** Under which systems that know no labels know a sample; each process is one daemon. */
    private static String plainName(String name, String... labels) {
        StringBuilder plain = new StringBuilder(name);
        for (int i = 0; i < labels.length; i += 2) {
            if (!labels[i].equals("daemon")) {
                plain.append('.').append(labels[i + 1]);
            }
        }
        return plain.toString();
    }

    /** Each sample by its name and the values of its labels, with dots between, but for which daemon tells it. */
    public Map<String, Double> values() {
        return Map.copyOf(values);
    }

    private static String escaped(String value) {
        return String.valueOf(value).replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value) : Double.toString(value);
    }

    /** Figures of this process, as every daemon and worker tells them. */
    public PrometheusText jvm(String daemon) {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        gauge("storm_process_up_seconds", "Seconds since the process started.",
            ManagementFactory.getRuntimeMXBean().getUptime() / 1e3, "daemon", daemon);
        gauge("storm_jvm_heap_used_bytes", "Used heap.", heap.getUsed(), "daemon", daemon);
        gauge("storm_jvm_heap_max_bytes", "Most heap the JVM may use.", heap.getMax(), "daemon", daemon);
        gauge("storm_jvm_threads", "Live threads.", ManagementFactory.getThreadMXBean().getThreadCount(), "daemon", daemon);
        long collections = 0;
        long millis = 0;
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            collections += Math.max(0, collector.getCollectionCount());
            millis += Math.max(0, collector.getCollectionTime());
        }
        counter("storm_jvm_gc_collections_total", "Garbage collections.", collections, "daemon", daemon);
        counter("storm_jvm_gc_seconds_total", "Time spent in garbage collections.", millis / 1e3, "daemon", daemon);
        if (ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system) {
            counter("storm_process_cpu_seconds_total", "Processor time of the process.",
                system.getProcessCpuTime() / (double) TimeUnit.SECONDS.toNanos(1), "daemon", daemon);
        }
        return this;
    }

    /** The page. */
    @Override
    public String toString() {
        return String.join("", families.values());
    }
}
