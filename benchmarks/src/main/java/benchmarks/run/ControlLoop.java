// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package benchmarks.run;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Arithmetic on all cores at once for half a second, before and after each measurement, when nothing else runs: its speed is the machine's state. Where
 * a system was slow and the loop was not, it was the system; where both were, it was the machine. Called by the runner's thread.
 */
final class ControlLoop {
    private static final long NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final int BLOCK = 100_000;
    private static volatile long sink;

    private ControlLoop() {
    }

    /** Million steps a second of all cores together. */
    static double run() throws InterruptedException {
        AtomicLong steps = new AtomicLong();
        Thread[] threads = new Thread[Runtime.getRuntime().availableProcessors()];
        long start = System.nanoTime();
        for (int i = 0; i < threads.length; i++) {
            threads[i] = new Thread(() -> steps.addAndGet(spin(start)), "control-" + i);
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return steps.get() * 1e3 / (System.nanoTime() - start);
    }

    private static long spin(long start) {
        long steps = 0;
        long x = start | 1;
        while (System.nanoTime() - start < NANOS) {
            x = block(x);
            steps += BLOCK;
        }
        sink = x;
        return steps;
    }

    private static long block(long seed) {
        long x = seed;
        for (int i = 0; i < BLOCK; i++) {
            x ^= x << 13;
            x ^= x >>> 7;
            x ^= x << 17;
        }
        return x;
    }
}
