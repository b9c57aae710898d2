// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.stats;

/**
 * Picks a share of the tuples for timing, so that two readings of the clock are spread over many. The gaps vary, because whatever happens to
 * every twentieth tuple would otherwise happen to all that are timed or to none. Used by one thread.
 */
public final class Sampler {
    private final int every;
    private int left;
    /** The state of a xorshift generator: G. Marsaglia, Xorshift RNGs, 2003. */
    private int random = 0x9E3779B9;

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
        left = gap();
        return true;
    }

    /** From 1 to twice the mean minus 1, uniformly distributed. */
    private int gap() {
        random ^= random << 13;
        random ^= random >>> 17;
        random ^= random << 5;
        return 1 + (int) ((random & 0xFFFF_FFFFL) * (2L * every - 1) >>> 32);
    }
}
