// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.local;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.Clock;
import tempest.cluster.ClusterState;
import tempest.cluster.LocalHeartbeat;
import tempest.cluster.NimbusRpc;
import tempest.cluster.WorkerExit;
import tempest.supervisor.slot.LaunchRequest;
import tempest.supervisor.slot.WorkerHandle;
import tempest.worker.Worker;
import tempest.worker.process.WorkerSpec;

/**
 * One worker of a local cluster. A thread of its own makes it, starts it, waits for its end and closes it; everything else only
 * signals that thread.
 */
final class InProcessWorker implements WorkerHandle {
    private static final Logger LOG = LoggerFactory.getLogger(InProcessWorker.class);

    private final LaunchRequest request;
    private final WorkerSpec spec;
    private final ClusterState state;
    private final NimbusRpc nimbus;
    private final Clock clock;
    private final Thread thread;
    private final CompletableFuture<WorkerExit> stop = new CompletableFuture<>();
    /** Empty once the worker has ended. */
    private final AtomicReference<Consumer<WorkerExit>> died = new AtomicReference<>(stop::complete);
    private final CompletableFuture<WorkerExit> gone = new CompletableFuture<>();
    private volatile Worker worker;

    InProcessWorker(LaunchRequest request, WorkerSpec spec, ClusterState state, NimbusRpc nimbus, Clock clock) {
        this.request = request;
        this.spec = spec;
        this.state = state;
        this.nimbus = nimbus;
        this.clock = clock;
        thread = new Thread(new WorkerThreads("worker-" + request.port(), died), this::run, "worker-" + request.port());
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        WorkerExit ending = new WorkerExit(false, "failed");
        try (Worker made = make()) {
            made.ended().thenAccept(e -> stop.complete(ended(made.exit())));
            worker = made;
            made.start();
            ending = stop.join();
        } catch (Throwable e) {
            // Also an Error, as of a class that is missing: who closes the cluster waits for this end.
            LOG.error("Worker {} of topology {} failed", request.workerId(), request.topologyId(), e);
            ending = ended(new WorkerExit(false, WorkerExit.describe(e)));
        } finally {
            died.set(null);
            gone.complete(ending);
        }
    }

    private static WorkerExit ended(WorkerExit exit) {
        return new WorkerExit(exit.planned(), "ended: " + exit.reason());
    }

    /**
     * All threads that come of the worker's own, those of user code among them. One that dies of what nothing catches ends the worker, as
     * it ends the process of a worker that has one.
     */
    private static final class WorkerThreads extends ThreadGroup {
        /** A group is never forgotten by its JVM, so it must not hold the worker. */
        private final AtomicReference<Consumer<WorkerExit>> died;

        WorkerThreads(String name, AtomicReference<Consumer<WorkerExit>> died) {
            super(name);
            this.died = died;
        }

        @Override
        public void uncaughtException(Thread thread, Throwable error) {
            Consumer<WorkerExit> end = died.get();
            if (end == null) {
                super.uncaughtException(thread, error);
                return;
            }
            LOG.error("Thread {} dies of an error that nothing catches; its worker {} ends", thread.getName(), getName(), error);
            end.accept(ended(new WorkerExit(false, thread.getName() + " died of " + WorkerExit.describe(error))));
        }
    }

    private Worker make() throws IOException {
        Files.createDirectories(spec.layout().workerPids(spec.workerId())); // where processes of shell components write who they are
        return new Worker(spec, state, nimbus, clock);
    }

    /** Whether no tuple and no ack is in flight in it; one that is still starting is not idle. */
    boolean quiet() {
        Worker made = worker;
        return gone.isDone() || (made != null && made.listening() && made.quiet());
    }

    void awaitGone() {
        gone.join();
    }

    @Override
    public LaunchRequest request() {
        return request;
    }

    @Override
    public boolean up() {
        Worker made = worker;
        return gone.isDone() || (made != null && made.listening());
    }

    /** None: its threads hang only if this JVM does. */
    @Override
    public Optional<LocalHeartbeat> heartbeat() {
        return Optional.empty();
    }

    @Override
    public long heartbeatTimeout() {
        return Long.MAX_VALUE;
    }

    @Override
    public boolean gone() {
        return gone.isDone();
    }

    @Override
    public String name() {
        return "thread " + thread.getName();
    }

    @Override
    public WorkerExit exit() {
        return gone.join();
    }

    @Override
    public void whenGone(Runnable notice) {
        gone.thenRun(notice);
    }

    @Override
    public void terminate() {
        stop.complete(new WorkerExit(true, "stopped"));
    }

    /** Threads cannot be killed: a worker whose user code hangs ends when that does. */
    @Override
    public void kill() {
        terminate();
    }

    @Override
    public void cleanUp() {
        // The cluster's folder is deleted as a whole.
    }
}
