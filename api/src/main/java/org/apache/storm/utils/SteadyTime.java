// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.utils;

import java.util.function.LongSupplier;

/**
 * Milliseconds since 1970 that only go forward at the pace of time: what the computer's clock said when this process began, and what passed since.
 * Whoever measures how long something took or takes uses this, for the computer's clock may be set by an hour at any moment, in either direction.
 * In simulated time it is that time. Any thread.
 */
public final class SteadyTime {
    private static final SteadyTime PROCESS = new SteadyTime(System::currentTimeMillis, System::nanoTime);

    private final LongSupplier nanos;
    private final long beganMillis;
    private final long beganNanos;

    /** @param wall milliseconds since 1970, read once */
    SteadyTime(LongSupplier wall, LongSupplier nanos) {
        this.nanos = nanos;
        beganMillis = wall.getAsLong();
        beganNanos = nanos.getAsLong();
    }

    public static long currentTimeMillis() {
        return Time.isSimulating() ? Time.currentTimeMillis() : PROCESS.millis();
    }

    long millis() {
        return beganMillis + Time.nanosToMillis(nanos.getAsLong() - beganNanos);
    }
}
