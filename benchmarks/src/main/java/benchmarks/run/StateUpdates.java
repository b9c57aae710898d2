// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package benchmarks.run;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.apache.storm.Config;
import org.apache.storm.state.KeyValueState;
import org.apache.storm.state.StateFactory;

/**
 * What {@code benchmarks/state} starts: a task's state on its own, without a topology. Writes all keys once, then reads, changes and writes keys chosen
 * at random, and commits once an epoch, as a stateful bolt is made to. Prepare and commit are timed apart: in both nothing is updated. All on the main thread.
 */
public final class StateUpdates {
    private static final String NAMESPACE = "count-1";
    /** Between two looks at the time. */
    private static final int UPDATES_IN_A_ROW = 100;
    private static final long SEED = 16;
    private static final double MILLI = 1e6;
    private static final double MEBI = 1 << 20;

    private final Asked asked;
    private final PrintStream out;
    private final Map<String, Object> conf;
    private final Histogram prepares = new Histogram(3);
    private final Histogram commits = new Histogram(3);
    private KeyValueState<Long, byte[]> state;
    private long txid;

    private StateUpdates(Asked asked, PrintStream out) {
        this.asked = asked;
        this.out = out;
        this.conf = asked.conf();
    }

    /** What was asked for on the command line. */
    record Asked(int keys, int valueBytes, int cacheMb, int seconds, int warmUp, int epochMillis, String provider, Path folder) {
        private static final String ROCKSDB = "tempest.state.rocksdb.RocksDbKeyValueStateProvider";

        static Asked of(String[] args) throws IOException {
            Map<String, String> given = Options.given(args, 0, "benchmarks/state");
            String folder = given.remove("folder");
            String provider = given.remove("provider");
            Asked asked = new Asked(count(given.remove("keys"), 10_000_000), Options.number(given.remove("value-bytes"), 100),
                Options.number(given.remove("cache-mb"), 256), Options.number(given.remove("seconds"), 60), Options.number(given.remove("warm-up"), 20),
                Options.number(given.remove("epoch-ms"), 1000), provider == null ? ROCKSDB : provider, folder == null ? null : Path.of(folder).toAbsolutePath());
            if (!given.isEmpty()) {
                throw new IllegalArgumentException("unknown option --" + given.keySet().iterator().next() + "; see benchmarks/state --help");
            }
            if (asked.valueBytes < Long.BYTES) {
                throw new IllegalArgumentException("--value-bytes is " + asked.valueBytes + "; at least " + Long.BYTES + " is right, since a value holds a count");
            }
            return folder == null ? asked.in(Files.createTempDirectory("state-updates")) : asked;
        }

        /** More than {@link Options#number} takes. */
        private static int count(String text, int otherwise) {
            if (text == null) {
                return otherwise;
            }
            if (!text.matches("[1-9]\\d{0,8}")) {
                throw new IllegalArgumentException(text + " is no number from 1 to 999999999");
            }
            return Integer.parseInt(text);
        }

        private Asked in(Path temporary) {
            return new Asked(keys, valueBytes, cacheMb, seconds, warmUp, epochMillis, provider, temporary);
        }

        /** Of a topology with this state. Only the provider of RocksDB has settings of its own. */
        Map<String, Object> conf() {
            return provider.equals(ROCKSDB) ? Map.of(Config.TOPOLOGY_STATE_PROVIDER, provider, Config.TOPOLOGY_STATE_PROVIDER_CONFIG, String.format(
                "{\"folder\":\"%s\",\"localFolder\":\"%s\",\"cacheMb\":%d}", folder.resolve("snapshots").toUri(), folder.resolve("local"), cacheMb))
                : Map.of(Config.TOPOLOGY_STATE_PROVIDER, provider);
        }
    }

    public static void main(String[] args) throws Exception {
        Asked asked;
        try {
            asked = Asked.of(args);
        } catch (IllegalArgumentException e) {
            System.err.println("benchmarks/state: " + e.getMessage());
            System.exit(2);
            return;
        }
        try {
            run(asked, System.out);
        } finally {
            if (!List.of(args).contains("--folder")) {
                delete(asked.folder());
            }
        }
        System.exit(0);
    }

    /**
     * @return updates a second, with what prepares and commits took
     */
    static double run(Asked asked, PrintStream out) throws Exception {
        StateUpdates updates = new StateUpdates(asked, out);
        try {
            updates.open();
            updates.fill();
            updates.update("warm-up", asked.warmUp());
            double perSecond = updates.update("measured", asked.seconds());
            updates.reopen();
            return perSecond;
        } finally {
            updates.close();
        }
    }

    @SuppressWarnings("unchecked")
    private void open() {
        state = (KeyValueState<Long, byte[]>) StateFactory.getState(NAMESPACE, conf, null);
    }

    private void close() throws Exception {
        if (state instanceof AutoCloseable closing) {
            closing.close();
        }
    }

    private void fill() {
        SplittableRandom random = new SplittableRandom(SEED);
        long begun = System.nanoTime();
        for (long key = 0; key < asked.keys(); key++) {
            byte[] value = new byte[asked.valueBytes()];
            random.nextBytes(value); // which cannot be compressed, so that the state is as large as it says
            state.put(key, value);
        }
        double secs = secondsSince(begun);
        commit();
        out.printf(Locale.ROOT, "written once: %,d keys of %d bytes in %.1f s, %,.0f keys/s; first commit %.0f ms%n", asked.keys(), asked.valueBytes(), secs,
            asked.keys() / secs, (prepares.getMaxValue() + commits.getMaxValue()) / MILLI);
    }

    private double update(String what, int seconds) {
        prepares.reset();
        commits.reset();
        SplittableRandom random = new SplittableRandom(SEED + txid);
        long begun = System.nanoTime();
        long end = begun + TimeUnit.SECONDS.toNanos(seconds);
        long epochNanos = TimeUnit.MILLISECONDS.toNanos(asked.epochMillis());
        long epochEnds = begun + epochNanos;
        long updates = 0;
        for (long now = begun; now < end; now = System.nanoTime()) {
            for (int i = 0; i < UPDATES_IN_A_ROW; i++) {
                count(random.nextLong(asked.keys()));
            }
            updates += UPDATES_IN_A_ROW;
            if (now >= epochEnds) {
                commit();
                epochEnds = System.nanoTime() + epochNanos;
            }
        }
        commit(); // what is not in a snapshot is not done
        double perSecond = updates / secondsSince(begun);
        out.printf(Locale.ROOT, "%s: %,.0f updates/s; %d epochs, prepare %s, commit %s%n", what, perSecond, prepares.getTotalCount(), times(prepares), times(commits));
        return perSecond;
    }

    /** The value's first bytes count how often its key was met, from any number. */
    private void count(long key) {
        byte[] value = state.get(key).clone();
        int at = 0;
        while (at < Long.BYTES && ++value[at] == 0) {
            at++;
        }
        state.put(key, value);
    }

    private void commit() {
        txid++;
        long begun = System.nanoTime();
        state.prepareCommit(txid);
        long prepared = System.nanoTime();
        state.commit(txid);
        prepares.recordValue(prepared - begun);
        commits.recordValue(System.nanoTime() - prepared);
    }

    /** As a task that starts again does, but for what was cached by the system. */
    private void reopen() throws Exception {
        if (!(state instanceof AutoCloseable)) {
            return; // there is no other copy of it
        }
        close();
        double snapshots = bytes(asked.folder()) / MEBI;
        long begun = System.nanoTime();
        open();
        state.get(0L);
        out.printf(Locale.ROOT, "opened again in %.2f s; snapshots have %,.0f MiB%n", secondsSince(begun), snapshots);
    }

    private static double secondsSince(long nanos) {
        return Math.max(1, System.nanoTime() - nanos) / 1e9;
    }

    private static String times(Histogram nanos) {
        return String.format(Locale.ROOT, "p50 %.1f ms, p99 %.1f ms, max %.1f ms", nanos.getValueAtPercentile(50) / MILLI,
            nanos.getValueAtPercentile(99) / MILLI, nanos.getMaxValue() / MILLI);
    }

    private static long bytes(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(Path::toFile).filter(java.io.File::isFile).mapToLong(java.io.File::length).sum();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
