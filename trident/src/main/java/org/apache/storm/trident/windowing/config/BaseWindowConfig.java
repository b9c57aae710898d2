// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.windowing.config;

/** The two lengths of a window. */
public abstract class BaseWindowConfig implements WindowConfig {
    private static final long serialVersionUID = 1L;

    protected final int windowLength;
    protected final int slideLength;

    protected BaseWindowConfig(int windowLength, int slideLength) {
        this.windowLength = windowLength;
        this.slideLength = slideLength;
    }

    @Override
    public int getWindowLength() {
        return windowLength;
    }

    @Override
    public int getSlidingLength() {
        return slideLength;
    }

    @Override
    public void validate() {
        if (slideLength <= 0) {
            throw new IllegalArgumentException("a window that moves by " + slideLength + ": it must move by at least 1");
        }
        if (windowLength <= 0) {
            throw new IllegalArgumentException("a window of the length " + windowLength + ": it must be at least 1 long");
        }
        if (slideLength > windowLength) {
            throw new IllegalArgumentException("a window of the length " + windowLength + " that moves by " + slideLength
                + " would leave out tuples: it may move by its own length at most");
        }
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + " of " + windowLength + " by " + slideLength;
    }
}
