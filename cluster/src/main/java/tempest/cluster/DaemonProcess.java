// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a daemon's process ends. After SIGTERM, SIGINT or SIGHUP it closes its parts and exits 0; after an error that nothing caught, in any
 * thread, it halts ({@link FatalErrorHandler}). An end by {@code System.exit} keeps its status. Called by {@code main}.
 */
public final class DaemonProcess {
    private static final Logger LOG = LoggerFactory.getLogger(DaemonProcess.class);

    private DaemonProcess() {
    }

    /** Runs {@code close} when the process is told to stop; should it fail, the process exits 1. */
    public static void onStop(String name, Runnable close) {
        Thread.setDefaultUncaughtExceptionHandler(FatalErrorHandler.halting(name));
        StopSignals signals = StopSignals.install();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                close.run();
            } catch (RuntimeException e) {
                LOG.error("{} did not stop cleanly", name, e);
                if (signals.received().isPresent()) {
                    Runtime.getRuntime().halt(FatalErrorHandler.FATAL_STATUS);
                }
            }
        }, "stop-" + name));
    }
}
