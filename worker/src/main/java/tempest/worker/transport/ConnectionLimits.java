// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.transport;

import java.time.Duration;

/** The times that {@link ConnectionRules} uses, in nanoseconds. */
record ConnectionLimits(long minBackoff, long maxBackoff, long handshake, long stall) {
    static ConnectionLimits of(TransportConfig config) {
        return new ConnectionLimits(config.minBackoff().toNanos(), config.maxBackoff().toNanos(), TransportConfig.HANDSHAKE_TIMEOUT.toNanos(),
            TransportConfig.STALL_TIMEOUT.toNanos());
    }

    /** The wait after this many consecutive failures: doubled each time. */
    long backOff(int failures) {
        long wait = minBackoff;
        for (int i = 1; i < failures && wait < maxBackoff; i++) {
            wait *= 2;
        }
        return Math.min(wait, maxBackoff);
    }

    static long seconds(long nanos) {
        return Duration.ofNanos(nanos).toSeconds();
    }
}
