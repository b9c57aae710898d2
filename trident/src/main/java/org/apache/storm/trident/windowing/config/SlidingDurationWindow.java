// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.windowing.config;

import org.apache.storm.topology.base.BaseWindowedBolt;

/** The tuples of the last so much time, after every so much time. */
public final class SlidingDurationWindow extends BaseWindowConfig {
    private static final long serialVersionUID = 1L;

    private SlidingDurationWindow(int windowLength, int slideLength) {
        super(windowLength, slideLength);
    }

    public static SlidingDurationWindow of(BaseWindowedBolt.Duration windowDuration, BaseWindowedBolt.Duration slidingDuration) {
        return new SlidingDurationWindow(windowDuration.value, slidingDuration.value);
    }
}
