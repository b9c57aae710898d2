// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.process;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.BindAddress;
import tempest.cluster.LocalLayout;

/** The workers of this computer as their folders tell, without any supervisor. One thread; it waits for them to end. */
public final class WorkersOnDisk {

    private static final Logger LOG = LoggerFactory.getLogger(WorkersOnDisk.class);
    private static final long KILL_WAIT_MS = 10_000;
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private WorkersOnDisk() { }

    /** Asks all to stop, kills those that have not after the grace, and removes their folders; returns how many there were. */
    public static int stopAll(LocalLayout layout, BindAddress bind, long graceMillis) {
        List<ChildProcess> workers = new OrphanedWorkers(layout, bind).running();
        workers.forEach(ChildProcess::terminate);
        if (!awaitGone(workers, graceMillis)) {
            workers.stream().filter(worker -> !worker.gone()).forEach(worker -> {
                LOG.warn("Worker {} of {} did not stop within {} ms: killing it", worker.name(), worker.request().topologyId(), graceMillis);
                worker.kill();
            });
            awaitGone(workers, KILL_WAIT_MS);
        }
        workers.stream().filter(ChildProcess::gone).forEach(ChildProcess::cleanUp);
        return workers.size();
    }

    private static boolean awaitGone(List<ChildProcess> workers, long millis) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (workers.stream().anyMatch(worker -> !worker.gone())) {
            if (System.nanoTime() - deadline >= 0 || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return true;
    }
}
