// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.operators.window;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What a value costs in windows by key that count, with the results of those that end meanwhile: a thousand values a second of event time, the watermark told once a
 * second; of a thousand keys, or of a million in sessions. The hopping ones of a minute show whether a short advance is a cliff: with ten keys, because with a
 * thousand each value is alone in its second, and an advance of a second gives a result for each of them.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class KeyedWindowsBenchmark {
    private static final int VALUES = 1_000;
    private static final int TEN_KEYS = 10;
    private static final int FEW_KEYS = 1_000;
    private static final int MANY_KEYS = 1_000_000;
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    /** Odd, so that a step through the keys reaches all of them. */
    private static final long STRIDE = 7_919;

    @Param({"tumbling-1s", "hopping-60s-10s", "hopping-60s-1s", "hopping-60s-10s-of-ten-keys", "hopping-60s-1s-of-ten-keys", "sliding-60s", "sessions-of-a-million-keys"})
    private String windows;

    private KeyedWindows<Long, Long, Long> keyed;
    private int keys;
    private long time;
    private long next;

    @Setup
    public void open() {
        WindowShape shape = switch (windows) {
            case "tumbling-1s" -> WindowShape.Hopping.tumbling(SECOND);
            case "hopping-60s-10s", "hopping-60s-10s-of-ten-keys" -> new WindowShape.Hopping(MINUTE, 10 * SECOND);
            case "hopping-60s-1s", "hopping-60s-1s-of-ten-keys" -> new WindowShape.Hopping(MINUTE, SECOND);
            case "sliding-60s" -> new WindowShape.Sliding(MINUTE);
            default -> new WindowShape.Session(MINUTE);
        };
        keys = shape instanceof WindowShape.Session ? MANY_KEYS : windows.endsWith("-of-ten-keys") ? TEN_KEYS : FEW_KEYS;
        keyed = KeyedWindows.of(shape, Aggregations.count(), OutputMode.APPEND, 0);
        if (keys == MANY_KEYS) {
            for (long key = 0; key < MANY_KEYS; key++) {
                keyed.add(key, 1L, key % MINUTE, result -> { });
            }
            time = MINUTE;
        }
    }

    @Benchmark
    @OperationsPerInvocation(VALUES)
    public void add(Blackhole hole) {
        for (int i = 0; i < VALUES; i++) {
            next = (next + STRIDE) % keys;
            keyed.add(next, 1L, time + i, hole::consume);
        }
        time += SECOND;
        keyed.advance(time, hole::consume);
        keyed.drainChanged(hole::consume);
    }
}
