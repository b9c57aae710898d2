// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a daemon's process ends when it is told to (SIGTERM, SIGINT): it closes its parts and exits 0. Called by {@code main}. */
public final class Daemon {
    private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

    private Daemon() {
    }

    /** Runs {@code close} when the process is told to stop; should it fail, the process exits 1. */
    public static void onStop(String name, Runnable close) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            int status = 0;
            try {
                close.run();
            } catch (RuntimeException e) {
                LOG.error("{} did not stop cleanly", name, e);
                status = 1;
            }
            // Without this the JVM would report the signal as a failure.
            Runtime.getRuntime().halt(status);
        }, "stop-" + name));
    }
}
