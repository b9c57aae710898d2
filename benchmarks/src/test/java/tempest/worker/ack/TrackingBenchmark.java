// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.ack;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A tree from its emission to its last ack, with as many others pending; and folding the acks of its tuples. Per root, and per ack. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TrackingBenchmark {
    private static final int ROOTS = 64;
    private static final int ACKS_OF_A_ROOT = 8;

    /** Roots that stay pending all the while. */
    @Param({"0", "1000000"})
    public int others;

    private final PendingRoots pending = new PendingRoots(1, TimeUnit.SECONDS.toNanos(30), 0);
    private final AckBatch acks = new AckBatch(new AckBatch.Folds());
    private final long[] roots = new long[ROOTS];
    private final Object id = new Object();
    private long now;

    /** Fills the table. */
    @org.openjdk.jmh.annotations.Setup
    public void fill() {
        for (int i = 0; i < others; i++) {
            pending.open(id, 0, 0, 0);
        }
    }

    @Benchmark
    @OperationsPerInvocation(ROOTS)
    public int openAndComplete() {
        now++;
        for (int i = 0; i < ROOTS; i++) {
            int slot = pending.open(id, 0, 0, now);
            roots[i] = pending.root(slot);
            pending.apply(roots[i], 42 + i);
        }
        for (int i = 0; i < ROOTS; i++) {
            pending.release(pending.apply(roots[i], 42 + i));
        }
        return pending.size();
    }

    @Benchmark
    @OperationsPerInvocation(ROOTS * ACKS_OF_A_ROOT)
    public int foldAcks() {
        for (int i = 0; i < ROOTS * ACKS_OF_A_ROOT; i++) {
            acks.ack(1 + i / ACKS_OF_A_ROOT, 7919L * i);
        }
        int longs = acks.unsentLongs();
        acks.handedOver();
        return longs;
    }
}
