// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.apache.storm.utils.ConfigUtils;
import org.apache.storm.utils.VersionInfo;
import org.apache.storm.validation.UnsupportedKeys.Reader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.Clock;
import tempest.cluster.ClusterState;
import tempest.cluster.ClusterStateException;
import tempest.cluster.ConfigReader;
import tempest.cluster.DaemonProcess;
import tempest.cluster.FatalErrorHandler;
import tempest.cluster.LocalLayout;
import tempest.cluster.NimbusRpc;
import tempest.cluster.StartupCheck;
import tempest.cluster.TempestNimbusClient;
import tempest.cluster.ZooKeeperClusterState;
import tempest.cluster.ZooKeeperConfig;
import tempest.cluster.metrics.DaemonReporters;
import tempest.cluster.metrics.MetricsServer;
import tempest.cluster.metrics.PrometheusText;
import tempest.supervisor.localizer.Localizer;
import tempest.supervisor.localizer.Pause;
import tempest.supervisor.localizer.PluggedBlobSource;
import tempest.supervisor.process.ClassArchive;
import tempest.supervisor.process.ProcessLauncher;
import tempest.supervisor.process.WorkerHome;
import tempest.supervisor.slot.SlotReport;
import tempest.supervisor.slot.SlotState;

/**
 * The supervisor's process: makes the parts, starts them, and waits for SIGTERM. A failure to start is one line, and exit code 1; an error in one
 * of its threads ends it as {@link FatalErrorHandler} says.
 */
public final class SupervisorMain {

    private static final Logger LOG = LoggerFactory.getLogger(SupervisorMain.class);
    /** A heartbeat that takes longer is useless by then: the leader is looked up again. */
    private static final int HEARTBEAT_TIMEOUT_MS = 20_000;

    private static final String METRICS_PORT = "supervisor.metrics.port";

    private SupervisorMain() { }

    public static void main(String[] args) throws InterruptedException {
        try {
            run(StartupCheck.ofProcess("supervisor", ConfigUtils.readStormConfig(), Reader.SUPERVISOR));
        } catch (IOException | RuntimeException e) {
            LOG.error("The supervisor cannot start", e);
            System.err.println("storm supervisor: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
            System.exit(1);
        }
        new CountDownLatch(1).await();
    }

    private static void run(Map<String, Object> conf) throws IOException {
        SupervisorConfig config = SupervisorConfig.of(conf);
        config.bind().checkReachable(conf);
        ConfigReader read = new ConfigReader(conf);
        config.bind().guard("its workers", read.flag("storm.messaging.netty.authentication", false) || read.flag("storm.messaging.netty.tls.enable", false));
        LocalLayout layout = LocalLayout.of(conf);
        WorkerHome home = WorkerHome.of(conf, layout, System.getenv());
        ClassArchive archive = new ClassArchive(home, layout);
        ClusterState state = connect(ZooKeeperConfig.of(conf));
        TempestNimbusClient.Config rpc = TempestNimbusClient.Config.of(conf);
        NimbusRpc heartbeats = new TempestNimbusClient(rpc.within(HEARTBEAT_TIMEOUT_MS), state);
        NimbusRpc downloads = new TempestNimbusClient(rpc, state);
        Localizer localizer = new Localizer(config.localizer(), layout, PluggedBlobSource.of(conf, downloads), Pause::real, null);
        Supervisor supervisor = new Supervisor(new Supervisor.Parts(config, HealthCheck.of(conf), layout, state, heartbeats, localizer,
            Clock.system(), id -> new ProcessLauncher(conf, layout, home, id, archive::current), VersionInfo.OUR_FULL_VERSION.getVersion(),
            FatalErrorHandler.halting("supervisor")));
        supervisor.start();
        int metricsPort = new ConfigReader(conf).port(METRICS_PORT, 0);
        MetricsServer metrics = metricsPort == 0 ? null : MetricsServer.open(METRICS_PORT, metricsPort, config.bind(), () -> figures(supervisor));
        DaemonReporters reporters = DaemonReporters.start(conf, () -> figures(supervisor), Clock.system());
        archive.makeInBackground();
        DaemonProcess.onStop("supervisor", () -> {
            archive.close();
            reporters.close();
            if (metrics != null) {
                metrics.close();
            }
            supervisor.close();
            downloads.close();
            heartbeats.close();
            state.close();
        });
    }

    private static PrometheusText figures(Supervisor supervisor) {
        PrometheusText page = new PrometheusText();
        Map<SlotState, Long> counts = supervisor.slots().stream().collect(Collectors.groupingBy(SlotReport::state, Collectors.counting()));
        for (SlotState state : SlotState.values()) {
            page.gauge("storm_supervisor_slots", "Slots of this supervisor by state.", counts.getOrDefault(state, 0L), "state",
                state.name().toLowerCase(Locale.ROOT));
        }
        supervisor.workerFailures().forEach((topology, count) -> page.counter("storm_supervisor_worker_failures_total",
            "Workers here that ended, or did not start, unexpectedly.", count, PrometheusText.topologyLabels(topology)));
        return page.jvm("supervisor");
    }

    /** Daemons are often started together, so ZooKeeper gets a second connection time-out to come up. */
    private static ClusterState connect(ZooKeeperConfig config) {
        try {
            return ZooKeeperClusterState.connect(config);
        } catch (ClusterStateException e) {
            LOG.warn("{}; trying once more", e.getMessage());
            return ZooKeeperClusterState.connect(config);
        }
    }
}
