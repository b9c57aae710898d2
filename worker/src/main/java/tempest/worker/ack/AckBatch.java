// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.ack;

import java.util.Arrays;

/**
 * What one lane has to tell one spout task: (root, XOR) pairs, where acks of the same root fold into one pair. Used by
 * the lane's thread alone; grows as long as nobody takes it, which the number of tuples in flight bounds.
 */
public final class AckBatch {
    private static final int FOLDS = 64;
    private static final int FIRST_LONGS = 8;

    /**
     * Where in {@link #pairs} the last ack of a root with these low bits went; stale entries are seen by comparing. Null while the
     * batches are so small that looking at the last pair is enough.
     */
    private int[] folds;
    private long[] pairs = new long[FIRST_LONGS];
    private int longs;

    public boolean isEmpty() {
        return longs == 0;
    }

    public void ack(long root, long xor) {
        if (longs > 0 && pairs[longs - 2] == root) {
            pairs[longs - 1] ^= xor;
            return;
        }
        if (folds != null) {
            int fold = (int) root & (FOLDS - 1);
            int at = folds[fold];
            if (at < longs && pairs[at] == root) {
                pairs[at + 1] ^= xor;
                return;
            }
            folds[fold] = longs;
        }
        if (longs == pairs.length) {
            pairs = Arrays.copyOf(pairs, 2 * longs);
            folds = folds == null ? new int[FOLDS] : folds;
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
        pairs = new long[Math.max(FIRST_LONGS, Integer.highestOneBit(Math.max(1, longs - 1)) << 1)];
        longs = 0;
    }

    /** Starts anew after {@link #pairs} was copied. */
    public void copied() {
        longs = 0;
    }
}
