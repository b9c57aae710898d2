// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;

/**
 * Makes SIGTERM, SIGINT and SIGHUP end the process with status 0, where the JVM would say 128 and the signal's number. Doing it here and not
 * by halting in a shutdown hook leaves every other end its own status, such as the one that was given to {@code System.exit}. Installed once
 * by a {@code main}; any thread may look whether a signal came.
 */
public final class StopSignals {
    private static final Logger LOG = LoggerFactory.getLogger(StopSignals.class);
    private static final List<String> NAMES = List.of("TERM", "INT", "HUP");

    private volatile String received;

    private StopSignals() {
    }

    /** Takes over the signals; one that the JVM does not give away keeps its usual effect. */
    public static StopSignals install() {
        StopSignals signals = new StopSignals();
        for (String name : NAMES) {
            try {
                Signal.handle(new Signal(name), signals::stop);
            } catch (IllegalArgumentException e) {
                // There is none of this name on this system, or the JVM runs with -Xrs.
                LOG.info("SIG{} keeps its usual effect: {}", name, e.getMessage());
            }
        }
        return signals;
    }

    private void stop(Signal signal) {
        received = "SIG" + signal.getName();
        LOG.info("Stopping: {}", received);
        System.exit(0);
    }

    /** The signal because of which the process ends, such as SIGTERM. */
    public Optional<String> received() {
        return Optional.ofNullable(received);
    }
}
