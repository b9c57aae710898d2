// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.slot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import tempest.cluster.LocalHeartbeat;
import tempest.cluster.WorkerExit;

/** Workers and files that do just what a test says; it notes the failures it is told of. One thread. */
final class FakeWorkers implements WorkerLauncher, TopologyFiles, WorkerFailureListener {

    static final long HEARTBEAT_TIMEOUT = 30_000;

    final List<FakeWorker> launched = new ArrayList<>();
    final List<WorkerHandle> left = new ArrayList<>();
    final Map<String, CompletableFuture<Void>> files = new HashMap<>();
    final List<String> held = new ArrayList<>();
    final List<String> failures = new ArrayList<>();
    final List<String> ends = new ArrayList<>();
    final List<String> slowStarts = new ArrayList<>();
    final Map<Integer, Runnable> restarts = new HashMap<>();
    String refusal;

    @Override
    public WorkerHandle launch(LaunchRequest request) throws IOException {
        if (refusal != null) {
            throw new IOException(refusal);
        }
        FakeWorker worker = new FakeWorker(request);
        launched.add(worker);
        return worker;
    }

    @Override
    public List<WorkerHandle> adopt() {
        return left;
    }

    @Override
    public CompletableFuture<Void> acquire(SlotAssignment assignment, int port, Runnable restart) {
        String name = assignment.topologyId() + ":" + port;
        held.remove(name);
        held.add(name);
        restarts.put(port, restart);
        return files.computeIfAbsent(assignment.topologyId(), id -> CompletableFuture.completedFuture(null));
    }

    @Override
    public void release(String topologyId, int port) {
        if (!held.remove(topologyId + ":" + port)) {
            throw new IllegalStateException("released but not held: " + topologyId + ":" + port);
        }
    }

    @Override
    public void workerStartsSlowly(SlotAssignment assignment, int port, long secs, String activity) {
        slowStarts.add(assignment.topologyId() + ":" + port + " " + secs + " s " + activity);
    }

    @Override
    public void workerFailed(SlotAssignment assignment, int port, String what) {
        failures.add(assignment.topologyId() + ":" + port + " " + what);
    }

    @Override
    public void workerEnded(SlotAssignment assignment, int port, EndedWorker ended) {
        ends.add(ended.cause() + " " + ended.reason());
    }

    FakeWorker last() {
        return launched.get(launched.size() - 1);
    }

    static final class FakeWorker implements WorkerHandle {
        final LaunchRequest request;
        final CompletableFuture<Void> gone = new CompletableFuture<>();
        Optional<ExitStatus> status = Optional.empty();
        WorkerExit exit = new WorkerExit(false, "exited with status 7");
        Optional<LocalHeartbeat> heartbeat = Optional.empty();
        boolean up;
        boolean cleaned;
        int terminated;
        int killed;

        FakeWorker(LaunchRequest request) {
            this.request = request;
        }

        void beat(String activity) {
            heartbeat = Optional.of(new LocalHeartbeat(heartbeat.map(LocalHeartbeat::count).orElse(0L) + 1, up, activity));
        }

        void end() {
            gone.complete(null);
        }

        @Override
        public LaunchRequest request() {
            return request;
        }

        @Override
        public boolean up() {
            return up;
        }

        @Override
        public Optional<LocalHeartbeat> heartbeat() {
            return heartbeat;
        }

        @Override
        public long heartbeatTimeout() {
            return HEARTBEAT_TIMEOUT;
        }

        @Override
        public boolean gone() {
            return gone.isDone();
        }

        @Override
        public String name() {
            return "fake";
        }

        @Override
        public WorkerExit exit() {
            return exit;
        }

        @Override
        public Optional<ExitStatus> status() {
            return status;
        }

        @Override
        public void whenGone(Runnable notice) {
            gone.thenRun(notice);
        }

        @Override
        public void terminate() {
            terminated++;
        }

        @Override
        public void kill() {
            killed++;
        }

        @Override
        public void cleanUp() {
            if (!gone.isDone()) {
                throw new IllegalStateException("cleaned up while it runs");
            }
            cleaned = true;
        }
    }
}
