// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.metricstore;

/** Over what time a kept metric is summed up. */
public enum AggLevel {
    AGG_LEVEL_NONE(0),
    AGG_LEVEL_1_MIN(1),
    AGG_LEVEL_10_MIN(10),
    AGG_LEVEL_60_MIN(60);

    private final byte minutes;

    AggLevel(int minutes) {
        this.minutes = (byte) minutes;
    }

    /** The time in minutes; 0 for a single value. */
    public byte getValue() {
        return minutes;
    }
}
