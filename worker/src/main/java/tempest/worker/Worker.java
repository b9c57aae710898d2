// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import tempest.cluster.Clock;
import tempest.cluster.ClusterState;
import tempest.cluster.NimbusRpc;
import tempest.cluster.WorkerExit;
import tempest.worker.process.Ending;
import tempest.worker.process.TopologyCode;
import tempest.worker.process.WorkerRuntime;
import tempest.worker.process.WorkerSpec;

/**
 * A worker within this JVM, for a local cluster; {@link WorkerMain} runs the same as a process of its own. Its owner starts and
 * closes it; any thread may ask. It never ends the JVM, and closes nothing that it was given.
 */
public final class Worker implements AutoCloseable {
    private final WorkerRuntime runtime;

    /**
     * Reads the topology's files, which its supervisor has put in place, and wires the worker.
     *
     * @throws IOException if a file is missing or damaged, or the assignment has nothing for this slot
     */
    public Worker(WorkerSpec spec, ClusterState state, NimbusRpc nimbus, Clock clock) throws IOException {
        runtime = new WorkerRuntime(spec, TopologyCode.load(spec), state, nimbus, clock);
    }

    /**
     * Opens the port and starts the executors; returns when bolts are prepared and spouts are open.
     *
     * @throws IOException if the port cannot be opened
     */
    public void start() throws IOException {
        try {
            runtime.start();
        } catch (IOException | RuntimeException e) {
            runtime.close();
            throw e;
        }
    }

    /** Whether it has opened its port. */
    public boolean listening() {
        return runtime.listening();
    }

    /** Whether no tuple and no ack is in any inbox, outbox or connection of it right now. */
    public boolean quiet() {
        return runtime.quiet();
    }

    /** Completes when the worker is over, also by itself: its owner then closes it. Never completes exceptionally. */
    public CompletableFuture<Ending> ended() {
        return runtime.ended();
    }

    /** How it ended. Once it has. */
    public WorkerExit exit() {
        return runtime.exit();
    }

    /** Stops spouts, then bolts, within the time that the configuration gives. */
    @Override
    public void close() {
        runtime.close();
    }
}
