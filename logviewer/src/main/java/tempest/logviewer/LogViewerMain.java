// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.logviewer;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.storm.utils.ConfigUtils;
import org.apache.storm.validation.UnsupportedKeys.Reader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.Clock;
import tempest.cluster.DaemonProcess;
import tempest.cluster.LocalLayout;
import tempest.cluster.StartupCheck;
import tempest.cluster.metrics.DaemonReporters;
import tempest.cluster.metrics.PrometheusText;

/** The log viewer's process: serves this computer's logs until SIGTERM. A failure to start is one line, and exit code 1. */
public final class LogViewerMain {
    private static final Logger LOG = LoggerFactory.getLogger(LogViewerMain.class);

    private LogViewerMain() { }

    public static void main(String[] args) {
        try {
            Map<String, Object> conf = StartupCheck.ofProcess("logviewer", ConfigUtils.readStormConfig(), Reader.LOGVIEWER);
            LogViewer viewer = new LogViewer(conf, LocalLayout.of(conf));
            viewer.start();
            LOG.info("Log viewer listens on port {}", viewer.port());
            DaemonReporters reporters = DaemonReporters.start(conf, () -> new PrometheusText().jvm("logviewer"), Clock.system());
            DaemonProcess.onStop("logviewer", () -> {
                reporters.close();
                viewer.close();
            });
            new CountDownLatch(1).await();
        } catch (RuntimeException e) {
            LOG.error("The log viewer does not start", e);
            System.err.println("storm logviewer: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
            System.exit(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
