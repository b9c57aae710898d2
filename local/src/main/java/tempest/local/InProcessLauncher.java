// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.local;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.storm.state.InMemoryStates;
import tempest.cluster.Clock;
import tempest.cluster.ClusterState;
import tempest.cluster.LocalLayout;
import tempest.cluster.NimbusRpc;
import tempest.supervisor.slot.LaunchRequest;
import tempest.supervisor.slot.WorkerHandle;
import tempest.supervisor.slot.WorkerLauncher;
import tempest.worker.process.WorkerSpec;
import tempest.worker.transport.WorkerAddress;

/** Starts a supervisor's workers as threads of this JVM. The supervisor's loop launches; any thread may query and close. */
final class InProcessLauncher implements WorkerLauncher, AutoCloseable {
    private final Map<String, Object> conf;
    private final LocalLayout layout;
    private final ClusterState state;
    private final NimbusRpc nimbus;
    private final Clock clock;
    private final ClassLoader userCode;
    private final Set<InProcessWorker> workers = ConcurrentHashMap.newKeySet();
    private final Set<String> topologies = ConcurrentHashMap.newKeySet();

    InProcessLauncher(Map<String, Object> conf, LocalLayout layout, ClusterState state, NimbusRpc nimbus, Clock clock, ClassLoader userCode) {
        this.conf = conf;
        this.layout = layout;
        this.state = state;
        this.nimbus = nimbus;
        this.clock = clock;
        this.userCode = userCode;
    }

    @Override
    public WorkerHandle launch(LaunchRequest request) {
        WorkerSpec spec = new WorkerSpec(request.topologyId(), new WorkerAddress(request.supervisorId(), request.port()), request.workerId(), conf, layout, userCode);
        InProcessWorker worker = new InProcessWorker(request, spec, state, nimbus, clock);
        workers.add(worker);
        worker.whenGone(() -> workers.remove(worker));
        forgetEnded();
        topologies.add(request.topologyId());
        worker.start();
        return worker;
    }

    /** Frees the state that topologies which are no more had in memory. */
    private void forgetEnded() {
        List<String> alive = state.topologies().keys();
        topologies.removeIf(id -> {
            boolean ended = !alive.contains(id);
            if (ended) {
                InMemoryStates.forget(conf, id);
            }
            return ended;
        });
    }

    @Override
    public List<WorkerHandle> adopt() {
        return List.of();
    }

    /** Whether no tuple and no ack is in flight in any of its workers right now. */
    boolean quiet() {
        return workers.stream().allMatch(InProcessWorker::quiet);
    }

    /** Stops what still runs and waits for it. */
    @Override
    public void close() {
        workers.forEach(InProcessWorker::terminate);
        List.copyOf(workers).forEach(InProcessWorker::awaitGone);
        topologies.forEach(id -> InMemoryStates.forget(conf, id));
    }
}
