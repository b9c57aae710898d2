// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.ack;

import java.util.Arrays;

/**
 * The trees a spout task waits for: per root the XOR of its open edges, when it was emitted, its deadline, the user's message id and the
 * stream. Used only by the spout executor's thread.
 *
 * <p>Slots live in pages of plain arrays, 52 bytes per root, and are linked in order of their deadlines: all have the same timeout, so a new
 * or reset root goes to the tail, and expiry looks only at the head. A freed slot is reused first, while it is still in the cache. Pages are
 * never freed: a spout that had a million pending roots will have them again.
 */
public final class PendingRoots {
    /** Returned where there is no such root: it completed, failed or expired before. */
    public static final int NONE = -1;

    private static final int PAGE_BITS = 8;
    private static final int PAGE_SIZE = 1 << PAGE_BITS;
    private static final int PAGE_MASK = PAGE_SIZE - 1;

    private static final int ROOT = 0;
    private static final int XOR = 1;
    private static final int EMITTED = 2;
    private static final int DEADLINE = 3;
    private static final int LONGS = 4;
    private static final int PREVIOUS = 0;
    private static final int NEXT = 1;
    private static final int STREAM = 2;
    private static final int INTS = 4;

    /** The fields of {@link #PAGE_SIZE} slots; a slot's four longs share a cache line. */
    private static final class Page {
        final long[] longs = new long[PAGE_SIZE * LONGS];
        final int[] ints = new int[PAGE_SIZE * INTS];
        final Object[] messageIds = new Object[PAGE_SIZE];
    }

    private final int task;
    private final long timeoutNanos;
    private Page[] pages = new Page[1];
    private int slots;
    private int free = NONE;
    private int head = NONE;
    private int tail = NONE;
    private int size;
    private int generation;

    /**
     * @param timeoutNanos from a root's emit, or its last reset, to its expiry; {@link Long#MAX_VALUE} if roots never expire
     * @param firstGeneration the first generation, random so that late acks for roots of an earlier instance of the task, in a worker that
     *     died, match none of this instance's
     */
    public PendingRoots(int task, long timeoutNanos, int firstGeneration) {
        if (task < 1 || task > RootId.MAX_TASK) {
            throw new IllegalArgumentException("a spout's task id is from 1 to " + RootId.MAX_TASK + ", not " + task);
        }
        this.task = task;
        this.timeoutNanos = timeoutNanos;
        generation = firstGeneration;
    }

    public int size() {
        return size;
    }

    /**
     * Starts a tree without edges.
     *
     * @param lastAttempt whether {@link RootId#isLastAttempt} is to be true of its root
     * @param emitted the time it was emitted, in the caller's encoding, for {@link #emitted}
     * @param now when its timeout starts
     * @return its slot, valid until {@link #release}
     */
    public int open(Object messageId, int stream, long emitted, long now, boolean lastAttempt) {
        int slot = free;
        if (slot == NONE) {
            slot = newSlot();
        } else {
            free = page(slot).ints[(slot & PAGE_MASK) * INTS + NEXT];
        }
        Page page = page(slot);
        int at = slot & PAGE_MASK;
        page.longs[at * LONGS + ROOT] = RootId.of(task, generation++, slot, lastAttempt);
        page.longs[at * LONGS + EMITTED] = emitted;
        page.longs[at * LONGS + XOR] = 0;
        page.ints[at * INTS + STREAM] = stream;
        page.messageIds[at] = messageId;
        append(page, slot, now);
        size++;
        return slot;
    }

    /** The same for a first attempt. */
    public int open(Object messageId, int stream, long emitted, long now) {
        return open(messageId, stream, emitted, now, false);
    }

    private int newSlot() {
        if (slots == RootId.MAX_SLOTS) {
            throw new IllegalStateException("task " + task + " has " + slots
                + " pending tuples, which is the maximum: set topology.max.spout.pending");
        }
        int page = slots >> PAGE_BITS;
        if (page == pages.length) {
            pages = Arrays.copyOf(pages, 2 * page);
        }
        if (pages[page] == null) {
            pages[page] = new Page();
        }
        return slots++;
    }

    private Page page(int slot) {
        return pages[slot >> PAGE_BITS];
    }

    /** The id of the tree in an open slot. */
    public long root(int slot) {
        return page(slot).longs[(slot & PAGE_MASK) * LONGS + ROOT];
    }

    public Object messageId(int slot) {
        return page(slot).messageIds[slot & PAGE_MASK];
    }

    public int stream(int slot) {
        return page(slot).ints[(slot & PAGE_MASK) * INTS + STREAM];
    }

    public long emitted(int slot) {
        return page(slot).longs[(slot & PAGE_MASK) * LONGS + EMITTED];
    }

    /**
     * Folds settled or new edges into a tree.
     *
     * @return its slot if no edge is left open, which means that every tuple of the tree was acked; otherwise {@link #NONE}.
     *     The caller releases the slot.
     */
    public int apply(long root, long xor) {
        int slot = find(root);
        if (slot == NONE) {
            return NONE;
        }
        long rest = page(slot).longs[(slot & PAGE_MASK) * LONGS + XOR] ^= xor;
        return rest == 0 ? slot : NONE;
    }

    /** The slot of a root, or {@link #NONE} if it is not (or no longer) pending. */
    public int find(long root) {
        int slot = RootId.slot(root);
        return slot < slots && root(slot) == root ? slot : NONE;
    }

    /** Restarts a root's timeout. */
    public void reset(long root, long now) {
        int slot = find(root);
        if (slot != NONE) {
            unlink(slot);
            append(page(slot), slot, now);
        }
    }

    /** Lets the time-outs of the roots that were opened or reset since {@code since} begin at {@code now}, if they did not begin later. */
    public void postpone(long since, long now) {
        if (timeoutNanos == Long.MAX_VALUE) {
            return;
        }
        for (int slot = tail; slot != NONE && deadline(slot) - timeoutNanos - since >= 0; ) {
            Page page = page(slot);
            int at = (slot & PAGE_MASK) * LONGS + DEADLINE;
            page.longs[at] = Math.max(page.longs[at] - now, timeoutNanos) + now;
            slot = page.ints[(slot & PAGE_MASK) * INTS + PREVIOUS];
        }
    }

    /** The slot of the root that expired first, or {@link #NONE}. The caller releases it. */
    public int expired(long now) {
        return head != NONE && deadline(head) - now <= 0 ? head : NONE;
    }

    /** Nanoseconds until the next root expires; {@link Long#MAX_VALUE} if none will. */
    public long untilExpiry(long now) {
        return head == NONE || timeoutNanos == Long.MAX_VALUE ? Long.MAX_VALUE : Math.max(0, deadline(head) - now);
    }

    /** Ends a tree: messages that arrive for it later find nothing. */
    public void release(int slot) {
        unlink(slot);
        Page page = page(slot);
        int at = slot & PAGE_MASK;
        page.longs[at * LONGS + ROOT] = 0;
        page.messageIds[at] = null;
        page.ints[at * INTS + NEXT] = free;
        free = slot;
        size--;
    }

    private long deadline(int slot) {
        return page(slot).longs[(slot & PAGE_MASK) * LONGS + DEADLINE];
    }

    private void append(Page page, int slot, long now) {
        int at = (slot & PAGE_MASK) * INTS;
        page.longs[(slot & PAGE_MASK) * LONGS + DEADLINE] = now + (timeoutNanos == Long.MAX_VALUE ? Long.MAX_VALUE >> 1 : timeoutNanos);
        page.ints[at + PREVIOUS] = tail;
        page.ints[at + NEXT] = NONE;
        if (tail == NONE) {
            head = slot;
        } else {
            page(tail).ints[(tail & PAGE_MASK) * INTS + NEXT] = slot;
        }
        tail = slot;
    }

    private void unlink(int slot) {
        Page page = page(slot);
        int previous = page.ints[(slot & PAGE_MASK) * INTS + PREVIOUS];
        int next = page.ints[(slot & PAGE_MASK) * INTS + NEXT];
        if (previous == NONE) {
            head = next;
        } else {
            page(previous).ints[(previous & PAGE_MASK) * INTS + NEXT] = next;
        }
        if (next == NONE) {
            tail = previous;
        } else {
            page(next).ints[(next & PAGE_MASK) * INTS + PREVIOUS] = previous;
        }
    }
}
