// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.slot;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.storm.generated.ExecutorInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.Clock;
import tempest.cluster.Mailbox;
import tempest.cluster.MailboxThread;

/**
 * All slots of a supervisor and the one thread that owns them. Anyone may say what is desired; the thread is woken by that, by the end
 * of a worker and of a download, and looks around by itself once in a while.
 *
 * <p>Public methods may be called by any thread. Nothing happens to any worker before {@link #desire} was called for the first time, so
 * that adopted workers outlive a supervisor that starts while ZooKeeper is away.
 */
public final class Slots implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Slots.class);
    private static final long LOOK_TRANSITIONAL_MS = 50;
    private static final long LOOK_SETTLED_MS = 1_000;

    private final SortedMap<Integer, Slot> slots = new TreeMap<>();
    private final SlotLimits limits;
    private final WorkerLauncher launcher;
    private final Mailbox mailbox;
    private final MailboxThread thread;
    private Map<Integer, SlotAssignment> desired;
    private boolean lookDue;
    private CompletableFuture<Void> emptied;
    private volatile List<SlotReport> reports = List.of();

    /**
     * Slots with a thread of their own.
     *
     * @param failed is notified of workers that ended or did not start
     * @param fatal  what to do about an error in that thread
     */
    public Slots(Set<Integer> ports, String supervisorId, int supervisorPort, SlotLimits limits, WorkerLauncher launcher,
                 TopologyFiles files, WorkerFailureListener failed, Clock clock, Thread.UncaughtExceptionHandler fatal) {
        this(ports, supervisorId, supervisorPort, limits, launcher, files, failed, clock, new Mailbox(clock), fatal);
    }

    /** The same, for a test that owns the mailbox and starts no thread. */
    Slots(Set<Integer> ports, String supervisorId, int supervisorPort, SlotLimits limits, WorkerLauncher launcher,
          TopologyFiles files, WorkerFailureListener failed, Clock clock, Mailbox mailbox, Thread.UncaughtExceptionHandler fatal) {
        this.limits = limits;
        this.launcher = launcher;
        this.mailbox = mailbox;
        this.thread = new MailboxThread("slots", mailbox, fatal);
        for (int port : ports) {
            slots.put(port, new Slot(port, supervisorId, supervisorPort, limits, launcher, files, failed,
                () -> TimeUnit.NANOSECONDS.toMillis(clock.nanoTime()), this::wake));
        }
    }

    /** Takes over running workers and starts the thread. */
    public void start() {
        takeOver();
        thread.start();
    }

    /** Takes over running workers; those on ports that are no slots (any more), or a second one on a port, are killed. */
    void takeOver() {
        Set<Integer> taken = new HashSet<>();
        for (WorkerHandle running : launcher.adopt()) {
            int port = running.request().port();
            if (slots.containsKey(port) && taken.add(port)) {
                slots.get(port).adopt(running);
            } else {
                LOG.warn("Worker {} of {} runs on port {}, which is {}: killing it", running.name(), running.request().topologyId(), port,
                    slots.containsKey(port) ? "taken by another worker of this supervisor" : "no slot of this supervisor (supervisor.slots.ports)");
                running.whenGone(running::cleanUp);
                running.kill();
            }
        }
        report();
        mailbox.every(LOOK_SETTLED_MS, this::look);
    }

    /** Says what should run on each port; ports without an assignment should be empty. */
    public void desire(Map<Integer, SlotAssignment> assignments) {
        Map<Integer, SlotAssignment> wanted = Map.copyOf(assignments);
        mailbox.execute(() -> {
            for (Map.Entry<Integer, SlotAssignment> one : wanted.entrySet()) {
                if (!slots.containsKey(one.getKey()) && (desired == null || !one.getValue().equals(desired.get(one.getKey())))) {
                    LOG.warn("{} is assigned to port {}, which is no slot of this supervisor (supervisor.slots.ports): left out",
                        one.getValue(), one.getKey());
                }
            }
            desired = wanted;
            look();
        });
    }

    /** A worker has shown itself by a heartbeat. */
    public void heartbeat(String topologyId, Set<ExecutorInfo> executors) {
        mailbox.execute(() -> {
            slots.values().forEach(slot -> slot.heartbeat(topologyId, executors));
            look();
        });
    }

    /** How all slots stood when they were last looked at. */
    public List<SlotReport> reports() {
        return reports;
    }

    private void wake() {
        mailbox.execute(this::look);
    }

    private void look() {
        if (desired != null) {
            boolean transitional = false;
            for (Map.Entry<Integer, Slot> slot : slots.entrySet()) {
                try {
                    slot.getValue().step(desired.get(slot.getKey()));
                } catch (RuntimeException e) {
                    // One slot's trouble must not stop the others; this one is looked at again.
                    LOG.error("Slot {} failed to go on", slot.getKey(), e);
                }
                transitional |= slot.getValue().transitional();
            }
            if (transitional && !lookDue) {
                lookDue = true;
                mailbox.after(LOOK_TRANSITIONAL_MS, () -> {
                    lookDue = false;
                    look();
                });
            }
        }
        report();
    }

    private void report() {
        List<SlotReport> all = new ArrayList<>(slots.size());
        slots.values().forEach(slot -> all.add(slot.report()));
        reports = List.copyOf(all);
        if (emptied != null && all.stream().allMatch(slot -> slot.state() == SlotState.EMPTY)) {
            emptied.complete(null);
        }
    }

    /** Stops all workers and waits until they are gone, for as long as the limits allow; returns whether they are. */
    public boolean stopWorkers() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        mailbox.execute(() -> emptied = done);
        desire(Map.of());
        try {
            done.get(limits.stopGrace() + limits.killPatience(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends the thread. Workers go on: see {@link #stopWorkers}. */
    @Override
    public void close() {
        thread.close();
    }
}
