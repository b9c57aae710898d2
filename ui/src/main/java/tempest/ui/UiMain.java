// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.ui;

import java.util.Map;
import org.apache.storm.utils.Utils;
import org.apache.storm.validation.UnsupportedKeys.Reader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.Clock;
import tempest.cluster.DaemonProcess;
import tempest.cluster.StartupCheck;
import tempest.cluster.TempestNimbusClient;
import tempest.cluster.metrics.DaemonReporters;
import tempest.cluster.metrics.PrometheusText;

/** Entry point of the UI daemon; the server runs until SIGTERM or SIGINT. */
public final class UiMain {
    private static final Logger LOG = LoggerFactory.getLogger(UiMain.class);
    private static final int ANSWER_MILLIS = 20_000;
    /** A topology of a thousand executors has a page of several megabytes. */
    private static final int LARGEST_ANSWER = 64 << 20;

    private UiMain() {}

    public static void main(String[] args) {
        try {
            Map<String, Object> conf = StartupCheck.ofProcess("ui", Utils.readStormConfig(), Reader.UI);
            TempestNimbusClient.Config nimbus = TempestNimbusClient.Config.of(conf);
            // A browser's request waits no longer for Nimbus than a user would.
            TempestNimbusClient client = new TempestNimbusClient(nimbus.within(ANSWER_MILLIS).takingAnswersOf(LARGEST_ANSWER), null);
            UiServer server = new UiServer(conf, client, Clock.system());
            server.start();
            DaemonReporters reporters = DaemonReporters.start(conf, () -> new PrometheusText().jvm("ui"), Clock.system());
            DaemonProcess.onStop("ui", () -> {
                reporters.close();
                server.close();
                client.close();
            });
            LOG.info("UI on port {}", server.port());
        } catch (Exception e) {
            LOG.error("The UI does not start", e);
            System.err.println("ui: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
            System.exit(1);
        }
    }
}
