// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.windowing.config;

import org.apache.storm.topology.base.BaseWindowedBolt;

/** The tuples of so much time, one stretch after the other. */
public final class TumblingDurationWindow extends BaseWindowConfig {
    private static final long serialVersionUID = 1L;

    private TumblingDurationWindow(int windowLength) {
        super(windowLength, windowLength);
    }

    public static TumblingDurationWindow of(BaseWindowedBolt.Duration windowLength) {
        return new TumblingDurationWindow(windowLength.value);
    }
}
