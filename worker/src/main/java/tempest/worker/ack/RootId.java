// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.ack;

/**
 * The id of a tree: which spout task owns it, which slot of that task's table, and a generation that tells apart the
 * trees that used the slot one after the other. Pure functions; never 0, because task ids start at 1.
 *
 * <p>Bits: 20 task, 1 last attempt, 19 generation, 24 slot. A late ack is mistaken for one of the slot's current tree once in about half a
 * million times; that tree is then replayed; it does not complete. The last attempt at a message is marked in its root's id, because that is
 * what every tuple of its tree has, in whichever worker.
 */
public final class RootId {
    public static final int MAX_TASK = (1 << 20) - 1;
    static final int SLOT_BITS = 24;
    static final int GENERATION_BITS = 19;
    static final int MAX_SLOTS = 1 << SLOT_BITS;
    private static final int TASK_SHIFT = SLOT_BITS + GENERATION_BITS + 1;
    private static final long LAST_ATTEMPT = 1L << (TASK_SHIFT - 1);

    private RootId() { }

    static long of(int task, int generation, int slot, boolean lastAttempt) {
        return (long) task << TASK_SHIFT | (lastAttempt ? LAST_ATTEMPT : 0) | (generation & (1L << GENERATION_BITS) - 1) << SLOT_BITS | slot;
    }

    /** The spout task that owns this root. */
    public static int task(long root) {
        return (int) (root >>> TASK_SHIFT);
    }

    /** Whether its message was failed so often that a bolt that fails it once more makes a dead letter of what it fails. */
    public static boolean isLastAttempt(long root) {
        return (root & LAST_ATTEMPT) != 0;
    }

    static int slot(long root) {
        return (int) root & (MAX_SLOTS - 1);
    }
}
