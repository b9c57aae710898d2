// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.storm.utils.ConfigUtils;
import tempest.cluster.ConfigReader;
import tempest.cluster.Daemon;
import tempest.cluster.LocalLayout;
import tempest.supervisor.logviewer.LogFiles;
import tempest.supervisor.logviewer.LogViewer;

/** The log viewer's process: serves this computer's logs until SIGTERM. A failure to start is one line, and exit code 1. */
public final class LogViewerMain {

    private LogViewerMain() { }

    public static void main(String[] args) {
        try {
            Map<String, Object> conf = ConfigUtils.readStormConfig();
            LocalLayout layout = LocalLayout.of(conf);
            LogViewer viewer = LogViewer.open(new ConfigReader(conf).port("logviewer.port", 8000),
                new LogFiles(layout.workersArtifacts()), new LogFiles(layout.logs()));
            Daemon.onStop("logviewer", viewer::close);
            new CountDownLatch(1).await();
        } catch (IOException | RuntimeException e) {
            System.err.println("storm logviewer: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
            System.exit(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
