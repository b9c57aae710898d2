// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package benchmarks.topology;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/**
 * What one task has done so far. The task's own thread counts, the sampling thread of {@link FigureBook} reads at any time; neither
 * ever waits for the other. The counters have cache lines to themselves, so that neighbours do not measure each other.
 */
final class TaskFigures {
    private static final VarHandle COUNTERS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int PADDING = 16;
    private static final int EMITTED = PADDING;
    private static final int ACKED = PADDING + 1;
    private static final int FAILED = PADDING + 2;
    private static final int EXECUTED = PADDING + 3;

    final String component;
    private final long[] counters = new long[2 * PADDING + 4];
    private final SingleWriterRecorder latencies = new SingleWriterRecorder(FigureBook.DIGITS);
    private Histogram recycled;
    private volatile boolean timed;

    TaskFigures(String component) {
        this.component = component;
    }

    void emitted() {
        add(EMITTED);
    }

    void acked() {
        add(ACKED);
    }

    void failed() {
        add(FAILED);
    }

    void executed() {
        add(EXECUTED);
    }

    void latency(long nanos) {
        if (!timed) {
            timed = true;
        }
        latencies.recordValue(Math.max(0, nanos));
    }

    long[] totals() {
        return new long[] {get(EMITTED), get(ACKED), get(FAILED), get(EXECUTED)};
    }

    /** Whether there have been latencies at all. */
    boolean isTimed() {
        return timed;
    }

    /** The latencies since the last call. For one reader. */
    Histogram latenciesSince() {
        recycled = latencies.getIntervalHistogram(recycled);
        return recycled;
    }

    private void add(int counter) {
        COUNTERS.setOpaque(counters, counter, counters[counter] + 1);
    }

    private long get(int counter) {
        return (long) COUNTERS.getOpaque(counters, counter);
    }
}
