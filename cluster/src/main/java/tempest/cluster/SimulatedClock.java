// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import java.util.concurrent.TimeUnit;
import org.apache.storm.utils.Time;

/**
 * The contract's clock, {@link Time}: simulated while a test simulates, else the computer's. For {@code LocalCluster}. Stateless, any
 * thread.
 */
public final class SimulatedClock implements Clock {
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    @Override
    public long nanoTime() {
        return Time.nanoTime();
    }

    @Override
    public long millis() {
        return Time.currentTimeMillis();
    }

    @Override
    public long realNanos(long nanos) {
        return Time.isSimulating() ? Math.min(nanos, POLL_NANOS) : nanos;
    }
}
