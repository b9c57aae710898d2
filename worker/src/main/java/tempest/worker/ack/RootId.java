// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.ack;

/**
 * The id of a tree: which spout task owns it, which slot of that task's table, and a generation that tells apart the
 * trees that used the slot one after the other. Pure functions; never 0, because task ids start at 1.
 *
 * <p>Bits: 20 task, 20 generation, 24 slot. A late ack is mistaken for one of the slot's current tree once in about a million times;
 * that tree is then replayed; it does not complete.
 */
public final class RootId {
    public static final int MAX_TASK = (1 << 20) - 1;
    static final int SLOT_BITS = 24;
    static final int GENERATION_BITS = 20;
    static final int MAX_SLOTS = 1 << SLOT_BITS;

    private RootId() { }

    static long of(int task, int generation, int slot) {
        return (long) task << (SLOT_BITS + GENERATION_BITS) | (generation & (1L << GENERATION_BITS) - 1) << SLOT_BITS | slot;
    }

    /** The spout task that owns this root. */
    public static int task(long root) {
        return (int) (root >>> (SLOT_BITS + GENERATION_BITS));
    }

    static int slot(long root) {
        return (int) root & (MAX_SLOTS - 1);
    }
}
