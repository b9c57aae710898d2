// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package benchmarks.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** What the workers of one topology have written about themselves so far: a reader of {@link benchmarks.topology.FigureBook}'s files. */
final class FigureFiles {
    static final int TASKS = 0;
    static final int EMITTED = 1;
    static final int ACKED = 2;
    static final int FAILED = 3;
    static final int EXECUTED = 4;

    final List<Worker> workers = new ArrayList<>();

    /** One worker process: its counts by component and time, latencies by time, and tables by name. */
    static final class Worker {
        long pid;
        final Map<String, TreeMap<Long, long[]>> counts = new LinkedHashMap<>();
        final TreeMap<Long, List<String>> latencies = new TreeMap<>();
        final Map<String, String> tables = new TreeMap<>();
    }

    static FigureFiles read(Path folder, String topology) throws IOException {
        FigureFiles all = new FigureFiles();
        if (!Files.isDirectory(folder)) {
            return all;
        }
        List<Path> files;
        try (Stream<Path> listed = Files.list(folder)) {
            files = listed.filter(f -> f.getFileName().toString().startsWith(topology + ".")).sorted().toList();
        }
        for (Path file : files) {
            String text = Files.readString(file);
            Worker worker = new Worker();
            text.substring(0, text.lastIndexOf('\n') + 1).lines().map(l -> l.split("\t", -1)).forEach(f -> take(worker, f));
            all.workers.add(worker);
        }
        return all;
    }

    private static void take(Worker worker, String[] f) {
        switch (f[0]) {
            case "worker" -> worker.pid = Long.parseLong(f[1]);
            case "count" -> {
                long[] values = new long[f.length - 3];
                for (int i = 0; i < values.length; i++) {
                    values[i] = Long.parseLong(f[i + 3]);
                }
                worker.counts.computeIfAbsent(f[2], c -> new TreeMap<>()).put(Long.parseLong(f[1]), values);
            }
            case "latency" -> worker.latencies.computeIfAbsent(Long.parseLong(f[1]), t -> new ArrayList<>()).add(f[3]);
            case "table" -> worker.tables.put(f[2] + "\t" + f[3], f[4]);
            default -> throw new IllegalArgumentException("figures have no line " + f[0]);
        }
    }

    /** The last value of a counter, of one component or (null) of all. */
    long last(String component, int counter) {
        return workers.stream().flatMap(w -> w.counts.entrySet().stream()).filter(e -> component == null || e.getKey().equals(component))
            .mapToLong(e -> e.getValue().lastEntry().getValue()[counter]).sum();
    }

    /** When a counter of a component (null: of any) was first above 0; 0 if never. */
    long firstTime(String component, int counter) {
        return workers.stream().flatMap(w -> w.counts.entrySet().stream()).filter(e -> component == null || e.getKey().equals(component))
            .flatMap(e -> e.getValue().entrySet().stream()).filter(e -> e.getValue()[counter] > 0).mapToLong(Map.Entry::getKey).min().orElse(0);
    }

    /** How much was counted between two times, interpolated between the samples around each. */
    double between(String component, int counter, long from, long to) {
        return workers.stream().flatMap(w -> w.counts.entrySet().stream()).filter(e -> component == null || e.getKey().equals(component))
            .mapToDouble(e -> at(e.getValue(), counter, to) - at(e.getValue(), counter, from)).sum();
    }

    long newest() {
        return workers.stream().flatMap(w -> w.counts.values().stream()).mapToLong(TreeMap::lastKey).min().orElse(0);
    }

    private static double at(TreeMap<Long, long[]> samples, int counter, long time) {
        Map.Entry<Long, long[]> before = samples.floorEntry(time);
        Map.Entry<Long, long[]> after = samples.ceilingEntry(time);
        if (before == null || after == null) {
            return before == null ? 0 : before.getValue()[counter];
        }
        long gap = after.getKey() - before.getKey();
        double share = gap == 0 ? 0 : (double) (time - before.getKey()) / gap;
        return before.getValue()[counter] + share * (after.getValue()[counter] - before.getValue()[counter]);
    }

    Histogram latencies(long from, long to) {
        Histogram sum = new Histogram(3);
        for (Worker worker : workers) {
            worker.latencies.subMap(from, to).values().forEach(l -> l.forEach(text ->
                sum.add(Histogram.decodeFromByteBuffer(ByteBuffer.wrap(Base64.getDecoder().decode(text)), 0))));
        }
        return sum;
    }

    /** All tasks' tables of this name. */
    List<String> tables(String name) {
        return workers.stream().flatMap(w -> w.tables.entrySet().stream()).filter(e -> e.getKey().startsWith(name + "\t")).map(Map.Entry::getValue).toList();
    }
}
