// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.ack;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * The acks that one emitter has for one spout task: (root, XOR) pairs, where acks of the same root fold into one pair. Its owner adds without
 * a lock. It grows until it is sent, bounded by the number of tuples in flight.
 *
 * <p>While its owner is in a long call, another thread may send what was acked so far: it reads the pairs as they are and their XORs are
 * kept, so that later only the difference is sent. XOR makes that correct whether or not it saw an ack that was being folded in.
 */
public final class AckBatch {
    private static final int FIRST_LONGS = 8;
    private static final VarHandle LONG = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle LONGS;
    private static final VarHandle PAIRS;
    private static final VarHandle CHANGES;
    private static final SoFar NOTHING = new SoFar(new long[0], 0, new long[0], 0);

    static {
        try {
            LONGS = MethodHandles.lookup().findVarHandle(AckBatch.class, "longs", int.class);
            PAIRS = MethodHandles.lookup().findVarHandle(AckBatch.class, "pairs", long[].class);
            CHANGES = MethodHandles.lookup().findVarHandle(AckBatch.class, "changes", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Folds folds;
    /** Null while there is nothing to send: an array allocated lazily is young and in the cache. */
    private long[] pairs;
    private int nextSize = FIRST_LONGS;
    private int longs;
    /** How often it was changed, so that who sends sees whether there is anything new. */
    private int changes;
    /** The pairs sent so far, as they were then; null if none were. Guarded by the emitter's lock. */
    private long[] sent;
    private int sentChanges;

    /**
     * Where the last ack of a root with these low bits was put. Only a guess, verified by looking there, so all batches of an emitter may
     * share it.
     */
    public static final class Folds {
        private static final int SIZE = 64;
        private final int[] at = new int[SIZE];
    }

    /**
     * A snapshot of what was acked and not yet sent.
     *
     * @param pairs what to send
     * @param seen all pairs, as they were
     * @param changes how often the batch had been changed, at least
     */
    public record SoFar(long[] pairs, int longs, long[] seen, int changes) { }

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
        CHANGES.setOpaque(this, changes + 1);
    }

    private void fold(int at, long xor) {
        LONG.setOpaque(pairs, at, pairs[at] ^ xor);
        CHANGES.setOpaque(this, changes + 1);
    }

    /** Number of longs of {@link #unsent}: twice the roots. Called by its owner under the emitter's lock. */
    public int unsentLongs() {
        return sent == null ? longs : difference(longs, pairs, changes).longs();
    }

    /** What was not yet sent. Called by its owner under the emitter's lock. */
    public long[] unsent() {
        return sent == null ? pairs : difference(longs, pairs, changes).pairs();
    }

    /** What was acked so far and not yet sent. Called by any thread under the emitter's lock. */
    public SoFar soFar() {
        int seenChanges = (int) CHANGES.getAcquire(this);
        int seenLongs = (int) LONGS.getAcquire(this);
        if (seenLongs == 0 || sent != null && seenChanges == sentChanges) {
            return NOTHING;
        }
        long[] now = (long[]) PAIRS.getAcquire(this);
        long[] seen = new long[seenLongs];
        for (int i = 0; i < seenLongs; i++) {
            seen[i] = (long) LONG.getOpaque(now, i);
        }
        return difference(seenLongs, seen, seenChanges);
    }

    private SoFar difference(int count, long[] seen, int seenChanges) {
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
        return new SoFar(unsent, n, seen, seenChanges);
    }

    /** Marks the snapshot as sent. Called by any thread under the emitter's lock. */
    public void sent(SoFar soFar) {
        if (soFar != NOTHING) {
            sent = soFar.seen();
            sentChanges = soFar.changes();
        }
    }

    /** Resets after {@link #unsent} was handed over. Called by its owner under the emitter's lock. */
    public void handedOver() {
        // Sized by what was just sent, so that a steady load neither copies nor wastes memory.
        nextSize = Math.max(FIRST_LONGS, Integer.highestOneBit(Math.max(1, longs - 1)) << 1);
        pairs = null;
        longs = 0;
        sent = null;
    }

    /** Resets after {@link #unsent} was copied. Called by its owner under the emitter's lock. */
    public void copied() {
        longs = 0;
        sent = null;
    }
}
