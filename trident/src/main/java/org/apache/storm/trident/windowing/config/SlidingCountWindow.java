// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.windowing.config;

/** The last so many tuples, after every so many. */
public final class SlidingCountWindow extends BaseWindowConfig {
    private static final long serialVersionUID = 1L;

    private SlidingCountWindow(int windowLength, int slideLength) {
        super(windowLength, slideLength);
    }

    public static SlidingCountWindow of(int windowCount, int slidingCount) {
        return new SlidingCountWindow(windowCount, slidingCount);
    }
}
