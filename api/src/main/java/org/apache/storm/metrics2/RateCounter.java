// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.metrics2;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Gauge;

/** A counter, and the rate at which it grew over the last minute. Any thread may count and read. */
public class RateCounter implements Gauge<Double> {
    private static final int SPAN_SECS = 60;

    private final Counter counter;
    private final long[] earlier;
    private final int stepSecs;
    private int next;
    private volatile double rate;

    /**
     * @param stepSecs how often {@link #update} is called
     */
    RateCounter(Counter counter, int stepSecs) {
        this.counter = counter;
        this.stepSecs = stepSecs;
        this.earlier = new long[SPAN_SECS / stepSecs];
    }

    /** Counts per second over the last minute. */
    @Override
    public Double getValue() {
        return rate;
    }

    public void inc(long n) {
        counter.inc(n);
    }

    /** Called by the registry's timer alone. */
    void update() {
        long now = counter.getCount();
        rate = (double) (now - earlier[next]) / (earlier.length * stepSecs);
        earlier[next] = now;
        next = (next + 1) % earlier.length;
    }

    Counter getCounter() {
        return counter;
    }
}
