// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package benchmarks.run;

import benchmarks.topology.Submit;
import benchmarks.topology.Topologies;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import org.HdrHistogram.Histogram;
import org.apache.storm.LocalCluster;

/**
 * What {@code benchmarks/local} starts: one of the cases on a LocalCluster in this JVM, with no other process, for looking into the engine. Each second
 * it prints what was completed and what processor time that took. It checks nothing and compares with nobody: {@code benchmarks/run} does.
 */
public final class LocalRun {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final Case c;
    private final Path folder;
    private final OperatingSystemMXBean process = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();

    private LocalRun(Case c, Path folder) {
        this.c = c;
        this.folder = folder;
    }

    /** Where the counters stood: those of the topology when its figures were last written, those of the process when they were read. */
    private record Reading(long writtenNanos, double roots, long readNanos, long cpuNanos, long gcMillis, long inFlight) {
        String since(Reading before) {
            double cores = (double) (cpuNanos - before.cpuNanos) / (readNanos - before.readNanos);
            return String.format(Locale.ROOT, "%,12.0f roots/s %6.3f CPU s per million %5.2f cores %5d ms in collections %,10d in flight", perSecond(before),
                cores / perSecond(before) * 1e6, cores, gcMillis - before.gcMillis, inFlight);
        }

        double perSecond(Reading before) {
            return (roots - before.roots) / (writtenNanos - before.writtenNanos) * 1e9;
        }
    }

    public static void main(String[] args) throws Exception {
        boolean named = args.length > 0 && !args[0].startsWith("--");
        Map<String, String> given;
        Case c;
        int seconds;
        int warmUp;
        try {
            c = Options.oneCase(named ? args[0] : "wordcount-basic");
            given = Options.given(args, named ? 1 : 0, "benchmarks/local");
            seconds = Options.number(given.remove("seconds"), 15);
            warmUp = Options.number(given.remove("warm-up"), 10);
        } catch (IllegalArgumentException e) {
            System.err.println("benchmarks/local: " + e.getMessage());
            System.exit(2);
            return;
        }
        String profile = given.remove("profile");
        Map<String, String> settings = settings(c, given.remove("conf"));
        if (!given.isEmpty()) {
            System.err.println("benchmarks/local: unknown option --" + given.keySet().iterator().next() + "; see benchmarks/local --help");
            System.exit(2);
        }
        Path folder = Files.createTempDirectory("tempest-benchmarks");
        try (LocalCluster cluster = new LocalCluster.Builder().withSupervisors(1).withPortsPerSupervisor(Math.max(1, c.workers())).build()) {
            cluster.submitTopology(c.name(), Submit.conf(c.acks(), c.workers(), settings),
                Topologies.named(c.shape()).create(new Topologies.Load(c.acks(), Math.max(0, c.rate()), c.executors()), folder.toString()));
            new LocalRun(c, folder).watch(warmUp, seconds, profile == null ? null : Path.of(profile).toAbsolutePath());
        } finally {
            ApacheStorm.delete(folder);
        }
        System.exit(0);
    }

    /** Those of the case, and over them those of the command line. */
    private static Map<String, String> settings(Case c, String conf) {
        Map<String, String> settings = new TreeMap<>();
        List<String> all = new ArrayList<>(c.conf());
        if (conf != null) {
            all.addAll(List.of(conf.split(";")));
        }
        all.forEach(s -> settings.put(s.substring(0, s.indexOf('=')), s.substring(s.indexOf('=') + 1)));
        return settings;
    }

    private void watch(int warmUp, int seconds, Path profile) throws Exception {
        long give = System.nanoTime() + PATIENCE_NANOS;
        while (read().roots == 0) {
            if (System.nanoTime() > give) {
                throw new IOException("nothing arrived within 60 s");
            }
            Thread.sleep(100);
        }
        Recording recording = profile == null ? null : new Recording(Configuration.getConfiguration("profile"));
        List<Double> rates = new ArrayList<>();
        Reading last = read();
        Reading begin = last;
        long start = System.nanoTime();
        for (int second = 1; second <= warmUp + seconds; second++) {
            TimeUnit.NANOSECONDS.sleep(start + TimeUnit.SECONDS.toNanos(second) - System.nanoTime());
            Reading now = read();
            System.out.printf("%3d s%s %s%n", second, second <= warmUp ? " (warm-up)" : "          ", now.since(last));
            if (second > warmUp) {
                rates.add(now.perSecond(last));
            }
            last = now;
            if (second == warmUp) {
                begin = now;
                if (recording != null) {
                    recording.start();
                }
            }
        }
        if (recording != null) {
            recording.stop();
            Path raw = Path.of(profile + ".jfr");
            recording.dump(raw);
            Flame.write(raw, profile, c.name() + " in one JVM");
            System.out.println("flame graph " + profile + ", recording " + raw);
        }
        rates.sort(null);
        System.out.printf(Locale.ROOT, "%s, %d s:   %s%n", c.name(), seconds, last.since(begin));
        System.out.printf(Locale.ROOT, "seconds: median %,.0f, lowest %,.0f, highest %,.0f roots/s%n", rates.get(rates.size() / 2), rates.get(0), rates.get(rates.size() - 1));
        if (c.acks()) {
            Histogram latencies = FigureFiles.read(folder, c.name()).latencies(begin.writtenNanos, last.writtenNanos);
            System.out.printf(Locale.ROOT, "complete latency: p50 %.2f, p99 %.2f, highest %.2f ms%n", latencies.getValueAtPercentile(50) / 1e6,
                latencies.getValueAtPercentile(99) / 1e6, latencies.getMaxValue() / 1e6);
        }
    }

    private Reading read() throws IOException {
        FigureFiles figures = FigureFiles.read(folder, c.name());
        int counter = c.acks() ? FigureFiles.ACKED : FigureFiles.EXECUTED;
        double roots = figures.last(c.acks() ? null : c.ends(), counter) / (c.acks() ? 1 : c.endsPerRoot());
        long gc = collectors.stream().mapToLong(GarbageCollectorMXBean::getCollectionTime).sum();
        long inFlight = c.acks() ? figures.last(null, FigureFiles.EMITTED) - figures.last(null, FigureFiles.ACKED) - figures.last(null, FigureFiles.FAILED) : 0;
        return new Reading(figures.newest(), roots, System.nanoTime(), process.getProcessCpuTime(), gc, inFlight);
    }
}
