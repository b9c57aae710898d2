// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.stats;

/**
 * Picks one of every so many tuples for timing, so that two readings of the clock are shared by all the others. Used by one thread.
 */
public final class Sampler {
    private final int every;
    private int left;

    /** @param rate share of tuples to pick, more than 0 to 1, as in topology.stats.sample.rate */
    public Sampler(double rate) {
        if (!(rate > 0 && rate <= 1)) {
            throw new IllegalArgumentException("topology.stats.sample.rate is " + rate + "; it must be more than 0 and at most 1");
        }
        every = (int) Math.round(1 / rate);
        left = 1;
    }

    public boolean pick() {
        if (--left > 0) {
            return false;
        }
        left = every;
        return true;
    }
}
