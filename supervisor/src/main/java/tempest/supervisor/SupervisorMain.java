// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.storm.utils.ConfigUtils;
import org.apache.storm.utils.VersionInfo;
import tempest.cluster.Clock;
import tempest.cluster.LocalLayout;
import tempest.cluster.NimbusRpc;
import tempest.cluster.TempestNimbusClient;
import tempest.cluster.ZooKeeperClusterState;
import tempest.cluster.ZooKeeperConfig;
import tempest.supervisor.localizer.Localizer;
import tempest.supervisor.localizer.NimbusBlobSource;
import tempest.supervisor.localizer.Pause;
import tempest.supervisor.process.ProcessLauncher;
import tempest.supervisor.process.WorkerHome;

/** The supervisor's process: makes the parts, starts them, and waits for SIGTERM. A failure to start is one line, and exit code 1. */
public final class SupervisorMain {

    /** A heartbeat that takes longer has been of no use: Nimbus is asked for anew. */
    private static final int BEAT_TIMEOUT_MS = 20_000;

    private SupervisorMain() { }

    public static void main(String[] args) {
        try {
            run(ConfigUtils.readStormConfig());
        } catch (IOException | RuntimeException e) {
            System.err.println("supervisor: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
            System.exit(1);
        }
    }

    private static void run(Map<String, Object> conf) throws IOException {
        SupervisorConfig config = SupervisorConfig.of(conf);
        LocalLayout layout = LocalLayout.of(conf);
        WorkerHome home = WorkerHome.of(conf, layout, System.getenv());
        ZooKeeperClusterState state = ZooKeeperClusterState.connect(ZooKeeperConfig.of(conf));
        TempestNimbusClient.Config rpc = TempestNimbusClient.Config.of(conf);
        NimbusRpc beats = new TempestNimbusClient(
            new TempestNimbusClient.Config(rpc.seeds(), Math.min(rpc.timeoutMs(), BEAT_TIMEOUT_MS), rpc.maxFrame()), state);
        NimbusRpc downloads = new TempestNimbusClient(rpc, state);
        Localizer localizer = new Localizer(config.localizer(), layout, new NimbusBlobSource(downloads), Pause::real, null);
        Supervisor supervisor = new Supervisor(new Supervisor.Parts(config, HealthCheck.of(conf), layout, state, beats, localizer,
            Clock.system(), id -> new ProcessLauncher(conf, layout, home, id), VersionInfo.OUR_FULL_VERSION.getVersion()));
        AtomicBoolean started = new AtomicBoolean();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            supervisor.close();
            downloads.close();
            beats.close();
            state.close();
            if (started.get()) {
                // To be told to end is no failure, and the JVM would exit with the signal's number.
                Runtime.getRuntime().halt(0);
            }
        }, "supervisor-end"));
        supervisor.start();
        started.set(true);
        awaitSignal();
    }

    private static void awaitSignal() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
