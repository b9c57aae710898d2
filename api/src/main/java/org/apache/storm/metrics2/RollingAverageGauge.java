// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.metrics2;

import com.codahale.metrics.Gauge;

/** The mean of the last few values. Any thread may add and read. */
public class RollingAverageGauge implements Gauge<Double> {
    private static final int SAMPLES = 3;

    private final double[] samples = new double[SAMPLES];
    private int index;

    @Override
    public synchronized Double getValue() {
        double sum = 0;
        for (double sample : samples) {
            sum += sample;
        }
        return sum / SAMPLES;
    }

    public synchronized void addValue(double value) {
        samples[index] = value;
        index = (index + 1) % SAMPLES;
    }
}
