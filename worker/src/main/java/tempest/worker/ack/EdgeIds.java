// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.ack;

/**
 * Random edge ids: SplitMix64, whose 2^64 outputs are all different before they repeat. One per emitter, used by its thread only. Not for
 * anything that an adversary may guess.
 */
public final class EdgeIds {
    private long state;

    public EdgeIds(long seed) {
        state = seed;
    }

    public long next() {
        long z = state += 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
