// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.metrics2;

import com.codahale.metrics.Gauge;

/** A gauge that may have another value for each reporter, as when a value is reported to each once. */
public abstract class PerReporterGauge<T> implements Gauge<T> {
    /** The value for one reporter. */
    public abstract T getValueForReporter(Object reporter);
}
