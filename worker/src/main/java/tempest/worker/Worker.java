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
import tempest.worker.process.WorkerProcess;
import tempest.worker.process.WorkerSpec;

/**
 * A worker within this JVM, for a local cluster; {@link WorkerMain} runs the same as a process of its own. Its owner starts and
 * closes it; any thread may ask. It never ends the JVM, and closes nothing that it was given.
 */
public final class Worker implements AutoCloseable {
    private final WorkerProcess process;

    /**
     * Reads the topology's files, which its supervisor has put in place, and wires the worker.
     *
     * @throws IOException if a file is missing or damaged, or the assignment has nothing for this slot
     */
    public Worker(WorkerSpec spec, ClusterState state, NimbusRpc nimbus, Clock clock) throws IOException {
        process = new WorkerProcess(spec, TopologyCode.load(spec), state, nimbus, clock);
    }

    /**
     * Opens the port and starts the executors; returns when bolts are prepared and spouts are open.
     *
     * @throws IOException if the port cannot be opened
     */
    public void start() throws IOException {
        try {
            process.start();
        } catch (IOException | RuntimeException e) {
            process.close();
            throw e;
        }
    }

    /** Whether it has opened its port. */
    public boolean listening() {
        return process.listening();
    }

    /** Whether no tuple and no ack is in any inbox, outbox or connection of it right now. */
    public boolean quiet() {
        return process.quiet();
    }

    /** Completes when the worker is over, also by itself: its owner then closes it. Never completes exceptionally. */
    public CompletableFuture<Ending> ended() {
        return process.ended();
    }

    /** How it ended. Once it has. */
    public WorkerExit exit() {
        return process.exit();
    }

    /** Stops spouts, then bolts, within the time that the configuration gives. */
    @Override
    public void close() {
        process.close();
    }
}
