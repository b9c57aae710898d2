// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.slot;

import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.supervisor.slot.SlotView.Files;
import tempest.supervisor.slot.SlotView.Heartbeat;
import tempest.supervisor.slot.SlotView.WorkerStatus;

/**
 * One slot: asks {@link SlotRules} what is next and does it. It looks at the state of its worker and files instead of relying on notifications, so
 * that a wake-up that comes twice or late does no harm.
 *
 * <p>Owned by the thread of {@link Slots}. It never waits for anything.
 */
final class Slot {

    private static final Logger LOG = LoggerFactory.getLogger(Slot.class);
    /** No way through the table is longer; more would be an endless loop in it. */
    private static final int MAX_STEPS = 8;

    private final int port;
    private final String supervisorId;
    private final int supervisorPort;
    private final SlotRules rules;
    private final WorkerLauncher launcher;
    private final TopologyFiles topologyFiles;
    private final LongSupplier millis;
    private final WorkerFailureListener failed;
    private final Runnable wake;
    private final SlotLimits limits;
    private final EndNotices ends;

    private SlotState state = SlotState.EMPTY;
    private long since;
    private SlotAssignment current;
    private CompletableFuture<Void> files;
    private WorkerHandle worker;
    private String launchFailure;
    private AtomicBoolean restart = new AtomicBoolean();
    private AtomicBoolean shownByHeartbeat = new AtomicBoolean();
    private HeartbeatMonitor heartbeats;
    private boolean slowStartTold;
    private boolean killed;
    private long killedAt;
    private int failures;

    Slot(int port, String supervisorId, int supervisorPort, SlotLimits limits, WorkerLauncher launcher, TopologyFiles topologyFiles,
         WorkerFailureListener failed, LongSupplier millis, Runnable wake) {
        this.port = port;
        this.supervisorId = supervisorId;
        this.supervisorPort = supervisorPort;
        this.rules = new SlotRules(limits);
        this.limits = limits;
        this.launcher = launcher;
        this.topologyFiles = topologyFiles;
        this.failed = failed;
        this.ends = new EndNotices(port, failed);
        this.millis = millis;
        this.wake = wake;
        this.since = millis.getAsLong();
    }

    /** Takes over a worker that runs already; only before the first step. */
    void adopt(WorkerHandle running) {
        current = running.request().assignment();
        worker = running;
        heartbeats = new HeartbeatMonitor(millis.getAsLong());
        fetch();
        enter(SlotState.RUNNING, "adopted running worker " + running.name() + " of " + current);
        running.whenGone(wake);
    }

    /** Brings the slot as far towards {@code desired} (null: nothing) as it can go now. */
    void step(SlotAssignment desired) {
        for (int i = 0; i < MAX_STEPS; i++) {
            SlotView view = view(desired);
            tellSlowStart(view);
            SlotStep step = rules.decide(view);
            if (step.stays()) {
                return;
            }
            ends.before(step, view, worker, step.failure() ? what(step) : "");
            if (step.failure()) {
                reportFailure(step);
                boolean wasStable = state == SlotState.RUNNING && view.inState() >= limits.stableRun();
                failures = wasStable ? 0 : failures + 1;
            }
            enter(step.next(), step.why());
            act(step.action(), desired);
        }
        throw new IllegalStateException("slot " + port + " takes more than " + MAX_STEPS + " steps at once; it is now " + state);
    }

    private void tellSlowStart(SlotView view) {
        if (state == SlotState.STARTING && view.worker() == WorkerStatus.STARTING && view.inState() >= limits.slowStart() && !slowStartTold) {
            slowStartTold = true;
            failed.workerStartsSlowly(current, port, view.inState() / 1000, view.heartbeat().activity());
        }
    }

    /** A download that fails once is in the log only: Nimbus may be away. Files that fail again and again keep the topology from running. */
    private void reportFailure(SlotStep step) {
        boolean gone = worker != null && worker.gone();
        if (gone && worker.exit().planned() || state == SlotState.LOCALIZING && failures == 0) {
            return;
        }
        failed.workerFailed(current, port, what(step));
    }

    private String what(SlotStep step) {
        return worker != null && worker.gone() ? worker.exit().reason() : launchFailure != null ? launchFailure : step.why();
    }

    private SlotView view(SlotAssignment desired) {
        long now = millis.getAsLong();
        Files fileStatus = files == null || !files.isDone() ? Files.PENDING : files.isCompletedExceptionally() ? Files.FAILED : Files.READY;
        Heartbeat heartbeat = worker == null || worker.gone() ? Heartbeat.NONE : heartbeats.look(worker, now);
        return new SlotView(state, now - since, current, desired, fileStatus, workerStatus(), heartbeat, reason(fileStatus), restart.get(),
            killed, now - killedAt, failures);
    }

    private WorkerStatus workerStatus() {
        if (worker == null) {
            return launchFailure == null ? WorkerStatus.NONE : WorkerStatus.GONE;
        }
        if (worker.gone()) {
            return WorkerStatus.GONE;
        }
        // Looking at the port costs a connection: only while the answer matters.
        return state != SlotState.STARTING || shownByHeartbeat.get() || worker.up() ? WorkerStatus.UP : WorkerStatus.STARTING;
    }

    private String reason(Files fileStatus) {
        if (worker != null && worker.gone()) {
            return "worker " + worker.name() + " " + worker.exit().reason();
        }
        if (launchFailure != null) {
            return "worker " + launchFailure;
        }
        return fileStatus == Files.FAILED ? message(files) : "no worker";
    }

    private static String message(CompletableFuture<Void> failed) {
        try {
            failed.join();
            return "";
        } catch (CompletionException e) {
            return e.getCause() == null || e.getCause().getMessage() == null ? e.toString() : e.getCause().getMessage();
        } catch (java.util.concurrent.CancellationException e) {
            return "the download was cancelled";
        }
    }

    private void enter(SlotState next, String why) {
        String id = current == null ? "" : " (" + current.topologyId() + ")";
        if (next == SlotState.BACKING_OFF) {
            LOG.warn("Slot {}{}: {} -> {}: {}", port, id, state, next, why);
        } else {
            LOG.info("Slot {}{}: {} -> {}: {}", port, id, state, next, why);
        }
        if (next != state) {
            since = millis.getAsLong();
        }
        state = next;
    }

    private void act(SlotAction action, SlotAssignment desired) {
        switch (action) {
            case NOTHING -> { }
            case LOCALIZE -> {
                if (!desired.equals(current)) {
                    failures = 0;
                }
                current = desired;
                fetch();
            }
            case LAUNCH -> launch();
            case TERMINATE -> worker.terminate();
            case KILL -> {
                killed = true;
                killedAt = millis.getAsLong();
                worker.kill();
            }
            case CLEAR_WORKER -> clearWorker();
            case CLEAR_SLOT -> {
                clearWorker();
                topologyFiles.release(current.topologyId(), port);
                files = null;
                current = null;
            }
        }
    }

    private void fetch() {
        AtomicBoolean wanted = new AtomicBoolean();
        restart = wanted;
        files = topologyFiles.acquire(current, port, () -> {
            wanted.set(true);
            wake.run();
        });
        files.whenComplete((done, failed) -> wake.run());
    }

    private void launch() {
        shownByHeartbeat = new AtomicBoolean();
        LaunchRequest request = new LaunchRequest(supervisorId, supervisorPort, port, UUID.randomUUID().toString(), current);
        try {
            worker = launcher.launch(request);
            heartbeats = new HeartbeatMonitor(millis.getAsLong());
            slowStartTold = false;
            LOG.info("Slot {} ({}): worker {} launched as {}", port, current.topologyId(), request.workerId(), worker.name());
            worker.whenGone(wake);
        } catch (IOException e) {
            launchFailure = "could not be launched: " + e.getMessage();
        }
    }

    private void clearWorker() {
        if (worker != null) {
            worker.cleanUp();
        }
        worker = null;
        launchFailure = null;
        killed = false;
    }

    /** A heartbeat came from a worker with this topology and these executors. */
    void heartbeat(String topologyId, java.util.Set<org.apache.storm.generated.ExecutorInfo> executors) {
        if (current != null && current.topologyId().equals(topologyId) && current.executors().equals(executors)) {
            shownByHeartbeat.set(true);
        }
    }

    boolean transitional() {
        return state.transitional();
    }

    SlotReport report() {
        return new SlotReport(port, state, current, worker == null ? null : worker.request().workerId(), since);
    }
}
