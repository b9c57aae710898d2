// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package benchmarks.topology;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;
import org.apache.storm.task.TopologyContext;

/**
 * The figures of all tasks of one worker process, written four times a second to a file of that worker by a thread of its own. Tasks
 * register while they open and then only count. Lines are separated by tabs:
 * <pre>
 * worker PID PORT
 * count EPOCH_NANOS COMPONENT TASKS EMITTED ACKED FAILED EXECUTED     every quarter of a second, a line a component, sums since the start
 * latency EPOCH_NANOS COMPONENT BASE64                                an HdrHistogram of the nanoseconds since the last one
 * table EPOCH_NANOS NAME TEXT                                         what a task wants to be checked, once nothing moved for a second
 * </pre>
 */
public final class FigureBook {
    static final String RESOURCE = "benchmark-figures";
    private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final int QUIET_SAMPLES = 4;
    /** Latencies are written each second, exact to a hundredth: what takes this thread longer would be seen in them. */
    private static final int LATENCIES_EVERY = 4;
    static final int DIGITS = 2;

    private final List<TaskFigures> tasks = new CopyOnWriteArrayList<>();
    private final Map<String, Supplier<String>> tables = new java.util.concurrent.ConcurrentHashMap<>();
    private final BufferedWriter out;
    private final Thread sampler;
    private volatile boolean ended;
    private long lastSum = -1;
    private int unchanged;
    private int samples;

    FigureBook(Path folder, String topology, int port) {
        long pid = ProcessHandle.current().pid();
        try {
            Files.createDirectories(folder);
            Path file = Files.createTempFile(folder, topology + ".", ".tsv");
            out = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
            out.write("worker\t" + pid + "\t" + port + "\n");
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("figures cannot be written to " + folder, e);
        }
        sampler = new Thread(this::sample, "benchmark-figures");
        sampler.setDaemon(true);
        sampler.start();
    }

    /** The figures of a task, from the book of its worker. */
    static TaskFigures open(TopologyContext context) {
        TaskFigures figures = new TaskFigures(context.getThisComponentId());
        of(context).tasks.add(figures);
        return figures;
    }

    /** Has what {@code text} says written when the worker has come to rest; called by the sampling thread. */
    static void table(TopologyContext context, String name, Supplier<String> text) {
        of(context).tables.put(name + "\t" + context.getThisTaskId(), text);
    }

    private static FigureBook of(TopologyContext context) {
        Object book = context.getResource(RESOURCE);
        if (book == null) {
            throw new IllegalStateException("no figures in this worker: submit with benchmarks.topology.Submit, which adds the worker hook that keeps them");
        }
        return (FigureBook) book;
    }

    private void sample() {
        long next = System.nanoTime();
        while (!ended) {
            try {
                write();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            next += EVERY_NANOS;
            for (long left = next - System.nanoTime(); left > 0 && !ended; left = next - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }
    }

    private synchronized void write() throws IOException {
        boolean withLatencies = ++samples % LATENCIES_EVERY == 0 || ended;
        java.time.Instant instant = java.time.Instant.now();
        long now = TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
        Map<String, long[]> sums = new LinkedHashMap<>();
        Map<String, Histogram> latencies = new LinkedHashMap<>();
        for (TaskFigures task : tasks) {
            long[] sum = sums.computeIfAbsent(task.component, c -> new long[5]);
            long[] totals = task.totals();
            sum[0]++;
            Arrays.setAll(totals, i -> sum[i + 1] += totals[i]);
            if (withLatencies && task.isTimed()) {
                latencies.computeIfAbsent(task.component, c -> new Histogram(DIGITS)).add(task.latenciesSince());
            }
        }
        long sum = 0;
        for (Map.Entry<String, long[]> e : sums.entrySet()) {
            out.write("count\t" + now + "\t" + e.getKey());
            for (long value : e.getValue()) {
                out.write("\t" + value);
                sum += value;
            }
            out.write("\n");
        }
        for (Map.Entry<String, Histogram> e : latencies.entrySet()) {
            out.write("latency\t" + now + "\t" + e.getKey() + "\t" + encoded(e.getValue()) + "\n");
        }
        unchanged = sum == lastSum ? unchanged + 1 : 0;
        lastSum = sum;
        if (unchanged == QUIET_SAMPLES) {
            for (Map.Entry<String, Supplier<String>> e : tables.entrySet()) {
                out.write("table\t" + now + "\t" + e.getKey() + "\t" + e.getValue().get() + "\n");
            }
        }
        out.flush();
    }

    private static String encoded(Histogram histogram) {
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoByteBuffer(buffer);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
    }

    void close() {
        ended = true;
        LockSupport.unpark(sampler);
        try {
            write();
            synchronized (this) {
                out.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the last figures could not be written", e);
        }
    }
}
