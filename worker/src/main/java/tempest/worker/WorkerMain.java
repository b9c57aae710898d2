// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.logging.log4j.LogManager;
import org.apache.storm.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.Clock;
import tempest.cluster.ClusterState;
import tempest.cluster.ConfigReader;
import tempest.cluster.FatalErrorHandler;
import tempest.cluster.LocalLayout;
import tempest.cluster.NimbusRpc;
import tempest.cluster.StopSignals;
import tempest.cluster.TempestNimbusClient;
import tempest.cluster.TopologySnapshot;
import tempest.cluster.WorkerExit;
import tempest.cluster.ZooKeeperClusterState;
import tempest.cluster.ZooKeeperConfig;
import tempest.worker.process.ExitCall;
import tempest.worker.process.LoggedOutput;
import tempest.worker.process.SupervisorHeartbeats;
import tempest.worker.process.TopologyCode;
import tempest.worker.process.WorkerRuntime;
import tempest.worker.process.WorkerSpec;
import tempest.worker.process.WorkerStart;
import tempest.worker.transport.WorkerAddress;

/**
 * A worker's JVM: {@code tempest.worker.WorkerMain <topology-id> <supervisor-id> <supervisor-port> <worker-port> <worker-id>}. Its
 * supervisor starts it and ends it with SIGTERM. It exits 0 after a clean stop and 1 after a failure that is in its log; if user code calls
 * {@code System.exit} it ends at once with the status given there. Why it ended it leaves in its folder ({@link WorkerExit}).
 */
public final class WorkerMain {
    /** A heartbeat that takes longer would delay the next ones too much. */
    private static final int NIMBUS_TIMEOUT_MS = 10_000;
    /** User code's shutdown hooks get this long after it called System.exit. */
    private static final long USER_HOOKS_SECS = 3;
    private static final String USAGE = "<topology-id> <supervisor-id> <supervisor-port> <worker-port> <worker-id>";

    private final AtomicReference<WorkerRuntime> process = new AtomicReference<>();
    /** Set by whatever ends this worker, unless it is user code. */
    private final AtomicReference<WorkerExit> exit = new AtomicReference<>();
    private final FatalErrorHandler fatal = FatalErrorHandler.halting("worker");
    private final Logger log = LoggerFactory.getLogger(WorkerMain.class);
    private final StopSignals signals;
    private volatile Path folder;
    private volatile ClusterState state;
    private volatile NimbusRpc nimbus;

    private WorkerMain(StopSignals signals) {
        this.signals = signals;
    }

    public static void main(String[] args) {
        LoggedOutput.redirect();
        WorkerMain main = new WorkerMain(StopSignals.install());
        Thread.setDefaultUncaughtExceptionHandler(main::uncaught);
        Runtime.getRuntime().addShutdownHook(new Thread(main::shutDown, "shutdown"));
        try {
            main.exit.compareAndSet(null, main.run(args));
        } catch (Throwable e) {
            // Also an Error: without this thread nothing would end the process.
            main.fatal.haltIfOutOfMemory(e);
            Throwable cause = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
            String reason = cause instanceof LinkageError ? WorkerExit.text(cause) : cause.getMessage();
            main.exit.compareAndSet(null, new WorkerExit(false, "it cannot start: " + reason));
            main.log.error("The worker cannot start: {}", reason, cause);
        }
        System.exit(status(main.exit.get()));
    }

    private WorkerExit run(String[] args) throws IOException {
        log.info("Starting with {}", Arrays.asList(args));
        Map<String, Object> conf = Utils.readStormConfig();
        WorkerSpec spec = spec(args, conf);
        folder = spec.layout().worker(spec.workerId());
        try (SupervisorHeartbeats heartbeats = SupervisorHeartbeats.start(folder, heartbeatMillis(conf), Clock.system(), fatal)) {
            return run(spec, conf, heartbeats);
        }
    }

    private static long heartbeatMillis(Map<String, Object> conf) {
        return 1000L * new ConfigReader(conf).integer("worker.heartbeat.frequency.secs", 1, 1);
    }

    private WorkerExit run(WorkerSpec spec, Map<String, Object> conf, SupervisorHeartbeats heartbeats) throws IOException {
        // The files are read while ZooKeeper is being connected to: a start should take no longer than it must.
        CompletableFuture<TopologyCode> code = CompletableFuture.supplyAsync(() -> {
            try {
                return TopologyCode.load(spec);
            } catch (IOException e) {
                throw new CompletionException(e);
            }
        });
        Optional<TopologySnapshot> known = known(spec);
        if (known.isPresent()) {
            state = ZooKeeperClusterState.connectInBackground(ZooKeeperConfig.of(conf));
        } else {
            heartbeats.at(() -> "waiting for ZooKeeper");
            state = ZooKeeperClusterState.connect(ZooKeeperConfig.of(conf));
        }
        heartbeats.at(() -> "reading the topology's files");
        nimbus = new TempestNimbusClient(TempestNimbusClient.Config.ofWorker(conf).within(NIMBUS_TIMEOUT_MS), state);
        WorkerRuntime worker = new WorkerRuntime(spec, code.join(), state, nimbus, Clock.system(), fatal,
            new WorkerStart(known, heartbeats));
        process.set(worker);
        worker.start();
        heartbeats.up();
        worker.ended().join();
        return worker.exit();
    }

    /** Without it the worker can start, too, once ZooKeeper answers. */
    private Optional<TopologySnapshot> known(WorkerSpec spec) {
        try {
            return TopologySnapshot.read(spec.layout().worker(spec.workerId()));
        } catch (IOException e) {
            log.warn("Asking ZooKeeper instead: {}", e.getMessage());
            return Optional.empty();
        }
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
        return new WorkerSpec(args[0], new WorkerAddress(args[1], port), args[4], conf, LocalLayout.of(conf), null);
    }

    /** An error that no code catches ends the worker: what its thread did would be missing for ever. For lack of memory it does so first of all. */
    private void uncaught(Thread thread, Throwable error) {
        fatal.haltIfOutOfMemory(error);
        log.error("Thread {} failed with an error that nothing catches", thread.getName(), error);
        WorkerRuntime worker = process.get();
        if (error instanceof VirtualMachineError || worker == null) {
            exit.compareAndSet(null, new WorkerExit(false, "thread " + thread.getName() + " failed: " + WorkerExit.describe(error)));
            leave(exit.get());
            LogManager.shutdown();
            Runtime.getRuntime().halt(FatalErrorHandler.FATAL_STATUS);
        }
        worker.fail(error);
    }

    private void shutDown() {
        boolean signalled = signals.received().isPresent()
            && exit.compareAndSet(null, new WorkerExit(false, "it was told to stop by " + signals.received().get()));
        if (exit.get() == null) {
            endedByUserCode();
            return;
        }
        leave(exit.get());
        int status = signalled ? 0 : status(exit.get());
        try {
            WorkerRuntime worker = process.get();
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
            status = FatalErrorHandler.FATAL_STATUS;
            log.error("The worker did not stop cleanly", e);
        }
        LogManager.shutdown();
        // Not waiting for user code's hooks, which may hang.
        Runtime.getRuntime().halt(status);
    }

    private static int status(WorkerExit exit) {
        return exit.planned() ? 0 : FatalErrorHandler.FATAL_STATUS;
    }

    /**
     * Somebody's code called System.exit. Only the JVM knows with which status, so it must come to its end by itself, without halting. Nothing is
     * closed in order: the thread that called may be one that this would wait for.
     */
    private void endedByUserCode() {
        Optional<ExitCall> call = ExitCall.find();
        WorkerExit found = new WorkerExit(false, call.map(ExitCall::toString).orElse("System.exit was called"));
        leave(found);
        StringBuilder stack = new StringBuilder();
        call.ifPresent(one -> one.stack().forEach(frame -> stack.append("\n\tat ").append(frame)));
        log.error("The worker ends now, because user code wants it: {}{}", found.reason(), stack);
        Thread late = new Thread(() -> haltLate(found), "halt-late");
        late.setDaemon(true);
        late.start();
        WorkerRuntime worker = process.get();
        if (worker != null) {
            worker.abandon();
        }
        LogManager.shutdown();
    }

    private void haltLate(WorkerExit found) {
        try {
            TimeUnit.SECONDS.sleep(USER_HOOKS_SECS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        leave(new WorkerExit(false, found.reason() + "; its shutdown hooks took longer than " + USER_HOOKS_SECS + " s, so it was halted"));
        Runtime.getRuntime().halt(FatalErrorHandler.FATAL_STATUS);
    }

    /** Leaves it to the supervisor. */
    private void leave(WorkerExit why) {
        Path own = folder;
        if (own != null && Files.isDirectory(own)) {
            try {
                why.write(own);
            } catch (IOException e) {
                log.warn("The supervisor will not learn why this worker ended: {}", e.toString());
            }
        }
    }
}
