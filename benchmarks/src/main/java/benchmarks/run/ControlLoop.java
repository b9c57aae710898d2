// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package benchmarks.run;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Arithmetic on all cores at once for half a second, before and after each measurement, when the measured system does not run: how much a core does in a
 * second of processor time is the machine's speed, whatever other processes take of it ({@link MachineLoad} tells that). Where a system was slow and the
 * loop was not, it was the system; where both were, it was the machine. Called by the runner's thread.
 */
final class ControlLoop {
    private static final long NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final int BLOCK = 100_000;
    private static volatile long sink;

    private ControlLoop() {
    }

    /** Million steps in a processor second, while all cores are at it. */
    static double run() throws InterruptedException {
        LongAdder steps = new LongAdder();
        LongAdder cpuNanos = new LongAdder();
        Thread[] threads = new Thread[Runtime.getRuntime().availableProcessors()];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = new Thread(() -> spin(steps, cpuNanos), "control-" + i);
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return steps.sum() * 1e3 / cpuNanos.sum();
    }

    private static void spin(LongAdder steps, LongAdder cpuNanos) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = System.nanoTime();
        long cpu = threads.getCurrentThreadCpuTime();
        long x = start | 1;
        while (System.nanoTime() - start < NANOS) {
            x = block(x);
            steps.add(BLOCK);
        }
        cpuNanos.add(threads.getCurrentThreadCpuTime() - cpu);
        sink = x;
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
