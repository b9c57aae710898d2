// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.storm.utils.Utils;
import org.apache.storm.validation.UnsupportedKeys.Reader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.BindAddress;
import tempest.cluster.Clock;
import tempest.cluster.ClusterState;
import tempest.cluster.ClusterStateException;
import tempest.cluster.ConfigReader;
import tempest.cluster.DaemonProcess;
import tempest.cluster.FatalErrorHandler;
import tempest.cluster.StartupCheck;
import tempest.cluster.ZooKeeperAclCheck;
import tempest.cluster.ZooKeeperClusterState;
import tempest.cluster.ZooKeeperConfig;
import tempest.cluster.metrics.DaemonReporters;
import tempest.cluster.metrics.MetricsServer;

/** {@code storm nimbus}: configuration, shared state, Nimbus; runs until SIGTERM or SIGINT. */
public final class NimbusMain {
    private static final Logger LOG = LoggerFactory.getLogger(NimbusMain.class);

    private static final String METRICS_PORT = "nimbus.metrics.port";

    private NimbusMain() {
    }

    /** Exits 0 after a signal, 1 with one line on the error stream if it cannot start, and as {@link FatalErrorHandler} says after an error. */
    public static void main(String[] args) throws InterruptedException {
        try {
            Map<String, Object> conf = StartupCheck.ofProcess("nimbus", Utils.readStormConfig(), Reader.NIMBUS, Reader.TOPOLOGY);
            BindAddress bind = BindAddress.of(conf);
            bind.checkReachable(conf);
            ZooKeeperConfig zooKeeper = ZooKeeperConfig.of(conf);
            ClusterState state = connect(zooKeeper);
            ZooKeeperAclCheck.run(conf, zooKeeper);
            Nimbus nimbus = new Nimbus(conf, state, Clock.system(), Nimbus.Reach.NETWORK, Nimbus.Overrides.NONE, FatalErrorHandler.halting("nimbus"));
            nimbus.start();
            int metricsPort = new ConfigReader(conf).port(METRICS_PORT, 0);
            MetricsServer metrics = metricsPort == 0 ? null : MetricsServer.open(METRICS_PORT, metricsPort, bind, nimbus::metrics);
            DaemonReporters reporters = DaemonReporters.start(conf, nimbus::metrics, Clock.system());
            DaemonProcess.onStop("nimbus", () -> {
                nimbus.handOver();
                // The end of the session gives up leadership and presence at once, and fast even if ZooKeeper is gone already.
                state.close();
                nimbus.close();
                reporters.close();
                if (metrics != null) {
                    metrics.close();
                }
            });
            LOG.info("Nimbus serves on port {}", nimbus.port());
        } catch (Exception e) {
            LOG.error("Nimbus cannot start", e);
            System.err.println("storm nimbus: " + (e.getMessage() == null ? e : e.getMessage()));
            System.exit(1);
        }
        new CountDownLatch(1).await();
    }

    /** Daemons are often started together, so ZooKeeper gets a second connection time-out to come up. */
    private static ClusterState connect(ZooKeeperConfig config) {
        long began = System.nanoTime();
        try {
            return ZooKeeperClusterState.connect(config);
        } catch (ClusterStateException e) {
            LOG.warn("{} (waited {} ms); trying once more", e.getMessage(), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
            return ZooKeeperClusterState.connect(config);
        }
    }
}
