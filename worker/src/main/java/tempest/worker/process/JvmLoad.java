// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.process;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.lang.management.ThreadMXBean;
import java.util.List;
import tempest.rpc.WorkerBeat;

/** What a worker's JVM takes of its computer. Used by the heartbeat's thread alone. */
final class JvmLoad {
    private final List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();
    private final OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private long lastCpuNanos = -1;
    private long lastNanos;

    /** @param now of any clock that never goes back, in nanoseconds */
    void addTo(WorkerBeat beat, long now) {
        Runtime runtime = Runtime.getRuntime();
        beat.set_heap_bytes(runtime.totalMemory() - runtime.freeMemory());
        beat.set_heap_max_bytes(runtime.maxMemory());
        beat.set_gc_millis(collectors.stream().mapToLong(collector -> Math.max(0, collector.getCollectionTime())).sum());
        beat.set_threads(threads.getThreadCount());
        if (system instanceof com.sun.management.OperatingSystemMXBean ours) {
            long cpuNanos = ours.getProcessCpuTime();
            if (lastCpuNanos >= 0 && now - lastNanos > 0) {
                beat.set_cpu((double) (cpuNanos - lastCpuNanos) / (now - lastNanos));
            }
            lastCpuNanos = cpuNanos;
            lastNanos = now;
        }
    }
}
