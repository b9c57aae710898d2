// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.drpc;

import java.util.concurrent.CountDownLatch;
import org.apache.storm.utils.Utils;
import org.apache.storm.validation.UnsupportedKeys.Reader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.DaemonProcess;
import tempest.cluster.StartupCheck;

/** {@code storm drpc}: configuration, server; runs until SIGTERM or SIGINT. */
public final class DrpcMain {
    private static final Logger LOG = LoggerFactory.getLogger(DrpcMain.class);

    private DrpcMain() {
    }

    /** Exits 0 after a signal, and 1 with one line on the error stream if it cannot start. */
    public static void main(String[] args) throws InterruptedException {
        try {
            DrpcServer server = new DrpcServer(StartupCheck.ofProcess("drpc", Utils.readStormConfig(), Reader.DRPC));
            server.start();
            DaemonProcess.onStop("drpc", server::close);
            LOG.info("DRPC: callers on port {}, topologies on {}, HTTP on {}", server.port(), server.invocationsPort(),
                server.httpPort() < 0 ? "none" : server.httpPort());
        } catch (Exception e) {
            LOG.error("The DRPC server cannot start", e);
            System.err.println("storm drpc: " + (e.getMessage() == null ? e : e.getMessage()));
            System.exit(1);
        }
        new CountDownLatch(1).await();
    }
}
