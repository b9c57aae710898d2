// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package benchmarks.run;

import benchmarks.topology.Submit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** One topology on one cluster: submits it, lets it warm up, reads its figures of a window, checks them, and kills it. */
final class Measurement {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(90);

    private final Cluster cluster;
    private final Case c;
    private final String topology;
    private final Path folder;
    private final int counter;

    Measurement(Cluster cluster, Case c, String topology, Path folder) {
        this.cluster = cluster;
        this.c = c;
        this.topology = topology;
        this.folder = folder;
        counter = c.acks() ? FigureFiles.ACKED : FigureFiles.EXECUTED;
    }

    /** Figures by their names. */
    Map<String, Double> run(double rate, List<String> settings, int warmUp, int seconds) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(c.arguments(rate));
        arguments.add("name=" + topology);
        arguments.add("out=" + folder);
        arguments.addAll(settings);
        cluster.submit(Submit.class.getName(), arguments);
        try {
            return measure(warmUp, seconds);
        } finally {
            end();
        }
    }

    private Map<String, Double> measure(int warmUp, int seconds) throws IOException, InterruptedException {
        String component = c.acks() ? null : c.ends();
        long give = System.nanoTime() + PATIENCE_NANOS;
        long started;
        while ((started = read().firstTime(component, counter)) == 0) {
            expect(System.nanoTime() < give, "nothing arrived within 90 s");
            Thread.sleep(100);
        }
        long from = started + TimeUnit.SECONDS.toNanos(warmUp);
        long to = from + TimeUnit.SECONDS.toNanos(seconds);
        sleepUntil(from);
        Duration cpu = cpu();
        MachineLoad load = MachineLoad.read();
        long switches = switches();
        sleepUntil(to);
        cpu = cpu().minus(cpu);
        switches = switches() - switches;
        MachineLoad after = MachineLoad.read();
        FigureFiles figures = read();
        while (figures.newest() < to) {
            expect(System.nanoTime() < give + TimeUnit.SECONDS.toNanos(warmUp + seconds), "the worker stopped writing figures");
            Thread.sleep(100);
            figures = read();
        }
        expect(figures.workers.size() == c.workers(), figures.workers.size() + " worker processes wrote figures instead of " + c.workers());
        expect(c.executors() == 0 || figures.last(null, FigureFiles.TASKS) == c.executors(), "not all executors wrote figures");
        if (c.workers() == 2) {
            expect(figures.workers.stream().noneMatch(w -> w.counts.containsKey("split") && w.counts.containsKey("count")),
                "splitter and counter were in one worker");
        }
        Map<String, Double> found = new LinkedHashMap<>();
        double endsPerRoot = c.acks() ? 1 : c.endsPerRoot();
        double count = figures.between(component, counter, from, to) / endsPerRoot;
        found.put("per_s", count / seconds);
        double[] each = new double[seconds];
        for (int i = 0; i < seconds; i++) {
            long second = from + TimeUnit.SECONDS.toNanos(i);
            each[i] = figures.between(component, counter, second, second + TimeUnit.SECONDS.toNanos(1)) / endsPerRoot;
        }
        found.put("slowest_per_s", Arrays.stream(each).min().orElse(0));
        found.put("fastest_per_s", Arrays.stream(each).max().orElse(0));
        found.put("emitted_per_s", figures.between(null, FigureFiles.EMITTED, from, to) / seconds);
        found.put("failed", figures.between(null, FigureFiles.FAILED, from, to));
        found.put("cores", cpu.toNanos() / 1e9 / seconds);
        double others = after.busySeconds() - load.busySeconds() - cpu.toNanos() / 1e9;
        found.put("other_cores", Math.max(0, others) / seconds);
        found.put("stolen_cores", (after.stolenSeconds() - load.stolenSeconds()) / seconds);
        found.put("switches_per_s", switches / (double) seconds);
        Histogram latencies = figures.latencies(from, to);
        if (latencies.getTotalCount() > 0) {
            found.put("p50_ms", latencies.getValueAtPercentile(50) / 1e6);
            found.put("p99_ms", latencies.getValueAtPercentile(99) / 1e6);
            found.put("p999_ms", latencies.getValueAtPercentile(99.9) / 1e6);
            found.put("max_ms", latencies.getMaxValue() / 1e6);
        }
        expect(count > 0, "nothing arrived in the window");
        if (c.countsWords()) {
            check();
        }
        return found;
    }

    private void check() throws IOException, InterruptedException {
        cluster.deactivate(topology);
        long give = System.nanoTime() + PATIENCE_NANOS;
        FigureFiles figures = read();
        while (!WordCheck.settled(figures, c.acks())) {
            expect(System.nanoTime() < give, "the word count did not come to rest within 90 s: " + figures.last("spout", FigureFiles.EMITTED) + " emitted, "
                + figures.last("spout", FigureFiles.ACKED) + " acked, " + figures.last("spout", FigureFiles.FAILED) + " failed, "
                + figures.last("count", FigureFiles.EXECUTED) + " words counted");
            Thread.sleep(500);
            figures = read();
        }
        String error = WordCheck.error(figures, Sentences.read(), c.acks());
        expect(error == null, "the word count is wrong: " + error);
    }

    private void end() throws IOException, InterruptedException {
        List<ProcessHandle> workers = processes();
        cluster.kill(topology);
        expect(Children.gone(workers, 60), "its workers were still there a minute after the kill");
    }

    private FigureFiles read() throws IOException {
        return FigureFiles.read(folder, topology);
    }

    private List<ProcessHandle> processes() throws IOException {
        return read().workers.stream().flatMap(w -> ProcessHandle.of(w.pid).stream()).toList();
    }

    private Duration cpu() throws IOException {
        return processes().stream().map(p -> p.info().totalCpuDuration().orElse(Duration.ZERO)).reduce(Duration.ZERO, Duration::plus);
    }

    /** Context switches of all threads of the workers; 0 where the system does not tell. */
    private long switches() throws IOException {
        long sum = 0;
        for (ProcessHandle process : processes()) {
            Path threads = Path.of("/proc/" + process.pid() + "/task");
            try (Stream<Path> listed = Files.isDirectory(threads) ? Files.list(threads) : Stream.<Path>empty()) {
                for (Path thread : listed.toList()) {
                    sum += switches(thread.resolve("status"));
                }
            }
        }
        return sum;
    }

    private static long switches(Path status) {
        try {
            return Files.readAllLines(status).stream().filter(l -> l.contains("ctxt_switches")).mapToLong(l -> Long.parseLong(l.replaceAll("\\D", ""))).sum();
        } catch (IOException e) {
            return 0; // the thread has ended meanwhile
        }
    }

    private static void sleepUntil(long epochNanos) throws InterruptedException {
        Thread.sleep(Math.max(0, TimeUnit.NANOSECONDS.toMillis(epochNanos) - System.currentTimeMillis()));
    }

    private void expect(boolean held, String otherwise) throws IOException {
        if (!held) {
            throw new IOException(topology + ": " + otherwise);
        }
    }
}
