// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.logging.log4j.LogManager;
import org.apache.storm.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.Clock;
import tempest.cluster.ClusterState;
import tempest.cluster.LocalLayout;
import tempest.cluster.NimbusRpc;
import tempest.cluster.TempestNimbusClient;
import tempest.cluster.ZooKeeperClusterState;
import tempest.cluster.ZooKeeperConfig;
import tempest.worker.process.Ending;
import tempest.worker.process.LoggedOutput;
import tempest.worker.process.TopologyCode;
import tempest.worker.process.WorkerProcess;
import tempest.worker.process.WorkerSpec;
import tempest.worker.transport.Slot;

/**
 * A worker's JVM: {@code tempest.worker.WorkerMain <topology-id> <supervisor-id> <supervisor-port> <worker-port> <worker-id>}. Its
 * supervisor starts it and ends it with SIGTERM. It exits 0 after a clean stop and 1 after a failure that is in its log.
 */
public final class WorkerMain {
    /** A heartbeat that takes longer would delay the next ones too much. */
    private static final int NIMBUS_TIMEOUT_MS = 10_000;
    private static final String USAGE = "<topology-id> <supervisor-id> <supervisor-port> <worker-port> <worker-id>";

    private final AtomicReference<WorkerProcess> process = new AtomicReference<>();
    private final AtomicInteger exitCode = new AtomicInteger();
    private final Logger log = LoggerFactory.getLogger(WorkerMain.class);
    private volatile ClusterState state;
    private volatile NimbusRpc nimbus;

    private WorkerMain() {
    }

    public static void main(String[] args) {
        LoggedOutput.redirect();
        WorkerMain main = new WorkerMain();
        Thread.setDefaultUncaughtExceptionHandler(main::uncaught);
        Runtime.getRuntime().addShutdownHook(new Thread(main::shutDown, "shutdown"));
        try {
            main.exitCode.set(main.run(args) == Ending.FAILED ? 1 : 0);
        } catch (IOException | RuntimeException e) {
            main.exitCode.set(1);
            Throwable cause = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
            main.log.error("The worker cannot start: {}", cause.getMessage(), cause);
        }
        System.exit(main.exitCode.get());
    }

    private Ending run(String[] args) throws IOException {
        log.info("Starting with {}", Arrays.asList(args));
        Map<String, Object> conf = Utils.readStormConfig();
        WorkerSpec spec = spec(args, conf);
        // The files are read while ZooKeeper is being connected to: a start should take no longer than it must.
        CompletableFuture<TopologyCode> code = CompletableFuture.supplyAsync(() -> {
            try {
                return TopologyCode.load(spec);
            } catch (IOException e) {
                throw new CompletionException(e);
            }
        });
        state = ZooKeeperClusterState.connect(ZooKeeperConfig.of(conf));
        TempestNimbusClient.Config leader = TempestNimbusClient.Config.of(conf);
        nimbus = new TempestNimbusClient(
            new TempestNimbusClient.Config(leader.seeds(), Math.min(NIMBUS_TIMEOUT_MS, leader.timeoutMs()), leader.maxFrame()), state);
        WorkerProcess worker = new WorkerProcess(spec, code.join(), state, nimbus, Clock.system());
        process.set(worker);
        worker.start();
        return worker.ended().join();
    }

    private static WorkerSpec spec(String[] args, Map<String, Object> conf) throws IOException {
        if (args.length != 5) {
            throw new IOException("It takes five arguments, " + USAGE + ", not " + Arrays.asList(args));
        }
        int port;
        try {
            port = Integer.parseInt(args[3]);
        } catch (NumberFormatException e) {
            throw new IOException("The worker's port is " + args[3] + ": it must be a number; arguments are " + USAGE, e);
        }
        return new WorkerSpec(args[0], new Slot(args[1], port), args[4], conf, LocalLayout.of(conf), null);
    }

    /** An error that no code catches ends the worker: what its thread did would be missing for ever. */
    private void uncaught(Thread thread, Throwable error) {
        log.error("Thread {} dies of an error that nothing catches", thread.getName(), error);
        exitCode.set(1);
        WorkerProcess worker = process.get();
        if (error instanceof VirtualMachineError || worker == null) {
            LogManager.shutdown();
            Runtime.getRuntime().halt(1);
        }
        worker.fail(error);
    }

    private void shutDown() {
        try {
            WorkerProcess worker = process.get();
            if (worker != null) {
                worker.close();
            }
            if (nimbus != null) {
                nimbus.close();
            }
            if (state != null) {
                state.close();
            }
        } catch (RuntimeException e) {
            exitCode.set(1);
            log.error("The worker did not stop cleanly", e);
        }
        LogManager.shutdown();
        // The JVM would say 143 after a SIGTERM, but this was a clean stop.
        Runtime.getRuntime().halt(exitCode.get());
    }
}
