// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.ack;

import java.util.Arrays;

/**
 * What one lane has to tell one spout task: (root, XOR) pairs, where acks of the same root fold into one pair. Used by
 * the lane's thread alone; grows as long as nobody takes it, which the number of tuples in flight bounds.
 */
public final class AckBatch {
    private static final int FIRST_LONGS = 8;

    private final Folds folds;
    /** Null while there is nothing to tell: one made when it is needed is in the cache, and young. */
    private long[] pairs;
    private int nextSize = FIRST_LONGS;
    private int longs;

    /**
     * Where the last ack of a root with these low bits went. A guess, which is checked by looking there, and may therefore be shared by all
     * batches of a lane.
     */
    public static final class Folds {
        private static final int SIZE = 64;
        private final int[] at = new int[SIZE];
    }

    public AckBatch(Folds folds) {
        this.folds = folds;
    }

    public boolean isEmpty() {
        return longs == 0;
    }

    public void ack(long root, long xor) {
        if (longs > 0 && pairs[longs - 2] == root) {
            pairs[longs - 1] ^= xor;
            return;
        }
        int fold = (int) root & (Folds.SIZE - 1);
        int at = folds.at[fold];
        if (at < longs && pairs[at] == root) {
            pairs[at + 1] ^= xor;
            return;
        }
        folds.at[fold] = longs;
        if (pairs == null) {
            pairs = new long[nextSize];
        } else if (longs == pairs.length) {
            pairs = Arrays.copyOf(pairs, 2 * longs);
        }
        pairs[longs] = root;
        pairs[longs + 1] = xor;
        longs += 2;
    }

    /** Number of longs in {@link #pairs}: twice the roots. */
    public int longs() {
        return longs;
    }

    /** The pairs so far; still this batch's. */
    public long[] pairs() {
        return pairs;
    }

    /** Starts anew after {@link #pairs} was handed over. */
    public void handedOver() {
        // As large as what just left needed, so that a steady load neither copies nor wastes.
        nextSize = Math.max(FIRST_LONGS, Integer.highestOneBit(Math.max(1, longs - 1)) << 1);
        pairs = null;
        longs = 0;
    }

    /** Starts anew after {@link #pairs} was copied. */
    public void copied() {
        longs = 0;
    }
}
