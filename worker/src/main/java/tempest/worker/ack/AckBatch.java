// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.ack;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * What one emitter has to tell one spout task: (root, XOR) pairs, where acks of the same root fold into one pair. Its owner adds, without a
 * lock; grows as long as nobody takes it, which the number of tuples in flight bounds.
 *
 * <p>While its owner is in a long call, another thread may send what was acked so far: it reads the pairs as they are, and their XORs are
 * kept, so that later only the difference is sent. XOR makes that right whether or not it saw an ack that was being folded in.
 */
public final class AckBatch {
    private static final int FIRST_LONGS = 8;
    private static final VarHandle LONG = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle LONGS;
    private static final VarHandle PAIRS;

    static {
        try {
            LONGS = MethodHandles.lookup().findVarHandle(AckBatch.class, "longs", int.class);
            PAIRS = MethodHandles.lookup().findVarHandle(AckBatch.class, "pairs", long[].class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Folds folds;
    /** Null while there is nothing to tell: one made when it is needed is in the cache, and young. */
    private long[] pairs;
    private int nextSize = FIRST_LONGS;
    private int longs;
    /** The pairs that were sent so far, as they were then; null if none were. Under the emitter's lock. */
    private long[] sent;

    /**
     * Where the last ack of a root with these low bits went. A guess, which is checked by looking there, and may therefore be shared by all
     * batches of an emitter.
     */
    public static final class Folds {
        private static final int SIZE = 64;
        private final int[] at = new int[SIZE];
    }

    /**
     * What was acked and not sent at one moment.
     *
     * @param pairs what to send
     * @param seen all pairs, as they were
     */
    public record SoFar(long[] pairs, int longs, long[] seen) { }

    public AckBatch(Folds folds) {
        this.folds = folds;
    }

    public boolean isEmpty() {
        return longs == 0;
    }

    public void ack(long root, long xor) {
        if (longs > 0 && pairs[longs - 2] == root) {
            fold(longs - 1, xor);
            return;
        }
        int fold = (int) root & (Folds.SIZE - 1);
        int at = folds.at[fold];
        if (at < longs && pairs[at] == root) {
            fold(at + 1, xor);
            return;
        }
        folds.at[fold] = longs;
        if (pairs == null) {
            PAIRS.setRelease(this, new long[nextSize]);
        } else if (longs == pairs.length) {
            PAIRS.setRelease(this, Arrays.copyOf(pairs, 2 * longs));
        }
        pairs[longs] = root;
        pairs[longs + 1] = xor;
        LONGS.setRelease(this, longs + 2);
    }

    private void fold(int at, long xor) {
        LONG.setOpaque(pairs, at, pairs[at] ^ xor);
    }

    /** Number of longs of {@link #unsent}: twice the roots. Its owner, under the emitter's lock. */
    public int unsentLongs() {
        return sent == null ? longs : difference(longs, pairs).longs();
    }

    /** What was not sent so far. Its owner, under the emitter's lock. */
    public long[] unsent() {
        return sent == null ? pairs : difference(longs, pairs).pairs();
    }

    /** What was acked so far and not sent. Any thread, under the emitter's lock. */
    public SoFar soFar() {
        int seenLongs = (int) LONGS.getAcquire(this);
        long[] now = (long[]) PAIRS.getAcquire(this);
        long[] seen = new long[seenLongs];
        for (int i = 0; i < seenLongs; i++) {
            seen[i] = (long) LONG.getOpaque(now, i);
        }
        return difference(seenLongs, seen);
    }

    private SoFar difference(int count, long[] seen) {
        long[] unsent = new long[count];
        int sentLongs = sent == null ? 0 : sent.length;
        int n = 0;
        for (int i = 0; i < count; i += 2) {
            long xor = i < sentLongs ? seen[i + 1] ^ sent[i + 1] : seen[i + 1];
            if (i >= sentLongs || xor != 0) {
                unsent[n] = seen[i];
                unsent[n + 1] = xor;
                n += 2;
            }
        }
        return new SoFar(unsent, n, seen);
    }

    /** It was sent. Any thread, under the emitter's lock. */
    public void sent(SoFar soFar) {
        sent = soFar.seen();
    }

    /** Starts anew after {@link #unsent} was handed over. Its owner, under the emitter's lock. */
    public void handedOver() {
        // As large as what just left needed, so that a steady load neither copies nor wastes.
        nextSize = Math.max(FIRST_LONGS, Integer.highestOneBit(Math.max(1, longs - 1)) << 1);
        pairs = null;
        longs = 0;
        sent = null;
    }

    /** Starts anew after {@link #unsent} was copied. Its owner, under the emitter's lock. */
    public void copied() {
        longs = 0;
        sent = null;
    }
}
