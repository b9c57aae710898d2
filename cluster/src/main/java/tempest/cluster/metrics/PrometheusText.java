// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster.metrics;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes figures as a page that Prometheus reads (text format 0.0.4): samples of one metric stand together below its help and type.
 * Used by the thread that answers one request; never shared.
 */
public final class PrometheusText {
    /** What the page is served as. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    /** Upper bounds of histograms, in seconds: few, since each is a series for every component of every worker. */
    private static final double[] BOUNDS = {0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60};
    private static final String TOPOLOGY_ID = "topology_id";
    private static final Pattern ID_END = Pattern.compile("-\\d+-\\d+$");

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

    /**
     * Latencies as a histogram in seconds.
     *
     * @param buckets counts by bucket of {@link LatencyBuckets}
     * @param seconds how many seconds one of the buckets' units is
     */
    public PrometheusText histogram(String name, String help, Map<Integer, Long> buckets, double seconds, String... labels) {
        long[] counts = new long[BOUNDS.length + 1];
        double sum = 0;
        for (Map.Entry<Integer, Long> bucket : buckets.entrySet()) {
            double latency = LatencyBuckets.middle(bucket.getKey()) * seconds;
            int bound = 0;
            while (bound < BOUNDS.length && latency > BOUNDS[bound]) {
                bound++;
            }
            counts[bound] += bucket.getValue();
            sum += latency * bucket.getValue();
        }
        StringBuilder text = family("histogram", name, help);
        long total = 0;
        for (int i = 0; i < counts.length; i++) {
            total += counts[i];
            String bound = i < BOUNDS.length ? number(BOUNDS[i]) : "+Inf";
            append(text, name + "_bucket", total, Stream.concat(Stream.of(labels), Stream.of("le", bound)).toArray(String[]::new));
        }
        append(text, name + "_sum", sum, labels);
        append(text, name + "_count", total, labels);
        values.put(plainName(name + "_sum", labels), sum);
        values.put(plainName(name + "_count", labels), (double) total);
        return this;
    }

    /**
     * The labels of everything that belongs to a topology, the same from Nimbus, supervisors and workers, so that their series join: its name and its id.
     *
     * @param more further names and values in turn
     */
    public static String[] topologyLabels(String id, String... more) {
        return Stream.concat(Stream.of("topology", ID_END.matcher(id).replaceFirst(""), TOPOLOGY_ID, id), Stream.of(more)).toArray(String[]::new);
    }

    private PrometheusText sample(String type, String name, String help, double value, String... labels) {
        if (labels.length % 2 != 0) {
            throw new IllegalArgumentException("label " + labels[labels.length - 1] + " of " + name + " has no value");
        }
        if (Double.isNaN(value)) {
            // What is not known has no sample: one that is no number makes sums and alerts no number either.
            return this;
        }
        append(family(type, name, help), name, value, labels);
        values.put(plainName(name, labels), value);
        return this;
    }

    private StringBuilder family(String type, String name, String help) {
        return families.computeIfAbsent(name, n ->
            new StringBuilder("# HELP ").append(n).append(' ').append(help).append("\n# TYPE ").append(n).append(' ').append(type).append('\n'));
    }

    private static void append(StringBuilder text, String name, double value, String... labels) {
        text.append(name);
        for (int i = 0; i < labels.length; i += 2) {
            text.append(i == 0 ? '{' : ',').append(labels[i]).append("=\"").append(escaped(labels[i + 1])).append('"');
        }
        text.append(labels.length > 0 ? "} " : " ").append(number(value)).append('\n');
    }

    /** Under which systems that know no labels know a sample; each process is one daemon. */
    private static String plainName(String name, String... labels) {
        StringBuilder plain = new StringBuilder(name);
        for (int i = 0; i < labels.length; i += 2) {
            if (!labels[i].equals("daemon") && !labels[i].equals(TOPOLOGY_ID)) {
                plain.append('.').append(labels[i + 1]);
            }
        }
        return plain.toString();
    }

    /** Each sample by its name and the values of its labels, with dots between, but for which daemon tells it and the topology's id. */
    public Map<String, Double> values() {
        return Map.copyOf(values);
    }

    private static String escaped(String value) {
        return String.valueOf(value).replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    private static String number(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value) : Double.toString(value);
    }

    /**
     * Figures of this process, as every daemon and worker tells them.
     *
     * @param more further labels, names and values in turn
     */
    public PrometheusText jvm(String daemon, String... more) {
        String[] labels = Stream.concat(Stream.of("daemon", daemon), Stream.of(more)).toArray(String[]::new);
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        gauge("storm_process_up_seconds", "Seconds since the process started.",
            ManagementFactory.getRuntimeMXBean().getUptime() / 1e3, labels);
        gauge("storm_jvm_heap_used_bytes", "Used heap.", heap.getUsed(), labels);
        gauge("storm_jvm_heap_max_bytes", "Most heap the JVM may use.", heap.getMax(), labels);
        gauge("storm_jvm_threads", "Live threads.", ManagementFactory.getThreadMXBean().getThreadCount(), labels);
        long collections = 0;
        long millis = 0;
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            collections += Math.max(0, collector.getCollectionCount());
            millis += Math.max(0, collector.getCollectionTime());
        }
        counter("storm_jvm_gc_collections_total", "Garbage collections.", collections, labels);
        counter("storm_jvm_gc_seconds_total", "Time spent in garbage collections.", millis / 1e3, labels);
        if (ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system) {
            counter("storm_process_cpu_seconds_total", "Processor time of the process.",
                system.getProcessCpuTime() / (double) TimeUnit.SECONDS.toNanos(1), labels);
        }
        return this;
    }

    /** The page. */
    @Override
    public String toString() {
        return String.join("", families.values());
    }
}
