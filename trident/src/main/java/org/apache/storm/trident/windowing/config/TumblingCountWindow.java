// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.windowing.config;

/** Every so many tuples. */
public final class TumblingCountWindow extends BaseWindowConfig {
    private static final long serialVersionUID = 1L;

    private TumblingCountWindow(int windowLength) {
        super(windowLength, windowLength);
    }

    public static TumblingCountWindow of(int windowLength) {
        return new TumblingCountWindow(windowLength);
    }
}
