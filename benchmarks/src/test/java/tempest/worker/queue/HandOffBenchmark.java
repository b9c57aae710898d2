// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.queue;

import java.util.concurrent.TimeUnit;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Values;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;
import org.openjdk.jmh.infra.Control;
import tempest.worker.tuple.StreamSource;
import tempest.worker.tuple.TupleImpl;

/** A batch through an inbox: by one thread, and from one thread to another. Per tuple. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HandOffBenchmark {
    private static final int BATCH = Inbox.MAX_BATCH;
    private static final int CAPACITY = 32768;

    /** An inbox whose consumer polls and needs no waking. */
    @State(Scope.Group)
    public static class Shared {
        final Inbox inbox = new Inbox(CAPACITY, () -> { }, stop -> { });
        final TupleImpl tuple = new TupleImpl(new StreamSource(0, "spout", "default", new Fields("item"), null), 1, new Values("tempest"), 1, 2, null);
    }

    /** A consumer's scratch. */
    @State(Scope.Thread)
    public static class Taken {
        final Envelope batch = new Envelope();
    }

    @Benchmark
    @Group("oneThread")
    @OperationsPerInvocation(BATCH)
    public void oneThread(Shared shared, Taken taken, Blackhole hole) {
        shared.inbox.offer(2, batch(shared.tuple), BATCH);
        shared.inbox.poll(taken.batch);
        consume(taken.batch, hole);
    }

    @Benchmark
    @Group("twoThreads")
    @OperationsPerInvocation(BATCH)
    public void offer(Shared shared, Control control) {
        TupleImpl[] tuples = batch(shared.tuple);
        while (!shared.inbox.offer(2, tuples, BATCH) && !control.stopMeasurement) {
            Thread.onSpinWait();
        }
    }

    @Benchmark
    @Group("twoThreads")
    @OperationsPerInvocation(BATCH)
    public void poll(Shared shared, Taken taken, Control control, Blackhole hole) {
        while (!shared.inbox.poll(taken.batch)) {
            if (control.stopMeasurement) {
                return;
            }
            Thread.onSpinWait();
        }
        consume(taken.batch, hole);
    }

    private static TupleImpl[] batch(TupleImpl tuple) {
        TupleImpl[] tuples = new TupleImpl[BATCH];
        java.util.Arrays.fill(tuples, tuple);
        return tuples;
    }

    private static void consume(Envelope batch, Blackhole hole) {
        for (int i = 0; i < batch.count(); i++) {
            hole.consume(batch.tuples()[i]);
        }
    }
}
