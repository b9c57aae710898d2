// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.process;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kills workers that use more memory than {@link MemoryLimits} lets them, and leaves the reason in their folder, where it is found as that of their end.
 * One thread at a time. It starts nothing again: the slot does when it sees its worker gone.
 */
final class MemoryWatch {

    private static final Logger LOG = LoggerFactory.getLogger(MemoryWatch.class);

    /** How much memory is used. */
    interface Meter {
        /** Of a process and those that it started, in megabytes; empty if it is gone. */
        Optional<Double> usedMb(long pid);

        /** What the computer has left, in megabytes. */
        double availableMb() throws IOException;
    }

    /** A worker to watch. */
    interface Watched {
        String workerId();

        long pid();

        /** In megabytes. */
        double givenMb();

        void kill(String reason);
    }

    private final MemoryLimits limits;
    private final Meter meter;
    private final LongSupplier millis;
    private final Map<String, Long> beyondSince = new HashMap<>();
    private boolean blind;

    MemoryWatch(MemoryLimits limits, Meter meter, LongSupplier millis) {
        this.limits = limits;
        this.meter = meter;
        this.millis = millis;
    }

    /** Looks at each worker once. */
    void look(Collection<? extends Watched> workers) {
        if (!limits.enforced() || blind) {
            return;
        }
        double available;
        try {
            available = meter.availableMb();
        } catch (IOException e) {
            blind = true;
            LOG.warn("storm.resource.isolation.plugin.enable is true, but memory cannot be measured on this computer; no limit is enforced: {}", e.toString());
            return;
        }
        Map<String, Long> before = Map.copyOf(beyondSince);
        beyondSince.clear();
        for (Watched worker : workers) {
            meter.usedMb(worker.pid()).ifPresent(used -> look(worker, used, available, before.get(worker.workerId())));
        }
    }

    private void look(Watched worker, double usedMb, double availableMb, Long since) {
        long now = millis.getAsLong();
        if (limits.isBeyond(worker.givenMb(), usedMb) && availableMb < limits.mediumMb()) {
            beyondSince.put(worker.workerId(), since == null ? now : since);
        }
        limits.verdict(worker.givenMb(), usedMb, availableMb, since == null ? 0 : now - since).ifPresent(reason -> {
            LOG.warn("Worker {} is killed: it {}", worker.workerId(), reason);
            worker.kill("it was killed: it " + reason);
        });
    }
}
