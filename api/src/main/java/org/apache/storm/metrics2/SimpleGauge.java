// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.metrics2;

import com.codahale.metrics.Gauge;

/** A gauge that is set. Any thread may set and read it. */
public class SimpleGauge<T> implements Gauge<T> {
    private volatile T value;

    public SimpleGauge(T value) {
        this.value = value;
    }

    @Override
    public T getValue() {
        return value;
    }

    public void set(T value) {
        this.value = value;
    }
}
