// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.topology;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjLongConsumer;
import org.apache.storm.state.KeyValueState;

/**
 * The tuples of a persistent window, in a state: numbered as they come and kept in blocks, of which so many as are allowed are in memory. A checkpoint
 * writes the blocks that got tuples since the one before, and one byte a tuple of those blocks whose tuples were in a window or left it. Its owner's
 * monitor guards it.
 */
final class TupleBlocks {
    private static final int MOST_IN_A_BLOCK = 1_000;
    /** So that a window does not need all its blocks in memory at once, however few tuples that may be. */
    private static final int LEAST_BLOCKS = 4;
    private static final String HEAD = "window";
    private static final byte SEEN = 1;
    private static final byte GONE = 2;

    private final KeyValueState<String, Object> state;
    private final long mostInMemory;
    private int blockSize;
    /** In the order of their use. */
    private final Map<Long, Block> loaded = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Long, Flags> flags = new LinkedHashMap<>();
    private long next;

    /**
     * What is known of the window besides its tuples.
     *
     * @param next       the number of the next tuple
     * @param firstBlock that is there
     * @param lastEnd    when the window that fired last ended
     * @param blockSize  how many tuples a block has
     * @param watermark  null by processing time
     */
    record Head(long next, long firstBlock, long lastEnd, int blockSize, Watermark.Saved watermark) implements Serializable {
    }

    private static final class Block {
        final ArrayList<SavedTuple> tuples;
        boolean changed;

        Block(ArrayList<SavedTuple> tuples) {
            this.tuples = tuples;
        }
    }

    /** What became of the tuples of a block. */
    private static final class Flags {
        final byte[] of;
        int gone;
        boolean changed;

        Flags(byte[] of) {
            this.of = of;
        }
    }

    /**
     * @param mostInMemory of tuples, above 0
     */
    TupleBlocks(KeyValueState<String, Object> state, long mostInMemory) {
        this.state = state;
        this.mostInMemory = mostInMemory;
        blockSize = (int) Math.max(1, Math.min(MOST_IN_A_BLOCK, mostInMemory / LEAST_BLOCKS));
    }

    /** Takes a tuple; returns its number. */
    long add(SavedTuple tuple) {
        long number = next++;
        long id = number / blockSize;
        Block block = number % blockSize == 0 ? load(id, new Block(new ArrayList<>())) : block(id);
        block.tuples.add(tuple);
        block.changed = true;
        flags.computeIfAbsent(id, b -> new Flags(new byte[blockSize])).changed = true;
        return number;
    }

    SavedTuple get(long number) {
        return block(number / blockSize).tuples.get((int) (number % blockSize));
    }

    /** A tuple was in a window. */
    void seen(long number) {
        mark(number, SEEN);
    }

    /** A tuple left the window, and nobody asks for it any more. */
    void release(long number) {
        Flags marked = mark(number, GONE);
        long id = number / blockSize;
        if (++marked.gone == blockSize) {
            flags.remove(id);
            loaded.remove(id);
            state.delete(blockKey(id));
            state.delete(flagsKey(id));
        }
    }

    private Flags mark(long number, byte flag) {
        Flags marked = flags.get(number / blockSize);
        marked.of[(int) (number % blockSize)] |= flag;
        marked.changed = true;
        return marked;
    }

    /** Brings the state up to date. */
    void save(long lastEnd, Watermark.Saved watermark) {
        loaded.forEach(this::write);
        flags.forEach((id, marked) -> {
            if (marked.changed) {
                state.put(flagsKey(id), marked.of.clone());
                marked.changed = false;
            }
        });
        state.put(HEAD, new Head(next, flags.isEmpty() ? next / blockSize : flags.keySet().iterator().next(), lastEnd, blockSize, watermark));
    }

    private void write(long id, Block block) {
        if (block.changed) {
            // what is full does not change any more
            state.put(blockKey(id), block.tuples.size() == blockSize ? block.tuples : new ArrayList<>(block.tuples));
            block.changed = false;
        }
    }

    /**
     * Begins anew with what the state has. Each tuple that is still in the window is given out with its number, in their order, and {@link #wasSeen} tells of it.
     *
     * @return null if the state has nothing
     */
    Head restore(ObjLongConsumer<SavedTuple> each) {
        loaded.clear();
        flags.clear();
        next = 0;
        Head head = (Head) state.get(HEAD);
        if (head == null) {
            return null;
        }
        if (head.blockSize > mostInMemory) {
            throw new IllegalStateException("the state has a persistent window in blocks of " + head.blockSize + " tuples; withMaxEventsInMemory is " + mostInMemory
                + " and must not be less");
        }
        blockSize = head.blockSize; // what is there stays as it is, also if the limit has changed since
        next = head.next;
        for (long id = head.firstBlock; id * blockSize < next; id++) {
            byte[] of = (byte[]) state.get(flagsKey(id));
            if (of != null) {
                Flags read = new Flags(of.clone());
                flags.put(id, read);
                for (int i = 0; i < blockSize && id * blockSize + i < next; i++) {
                    if ((of[i] & GONE) != 0) {
                        read.gone++;
                    } else {
                        each.accept(get(id * blockSize + i), id * blockSize + i);
                    }
                }
            }
        }
        return head;
    }

    boolean wasSeen(long number) {
        return (flags.get(number / blockSize).of[(int) (number % blockSize)] & SEEN) != 0;
    }

    /** How many tuples are in memory. */
    int inMemory() {
        return loaded.values().stream().mapToInt(block -> block.tuples.size()).sum();
    }

    private Block block(long id) {
        Block block = loaded.get(id);
        if (block != null) {
            return block;
        }
        @SuppressWarnings("unchecked")
        List<SavedTuple> read = (List<SavedTuple>) state.get(blockKey(id));
        if (read == null) {
            throw new IllegalStateException("the state has lost " + blockKey(id) + " of a persistent window");
        }
        return load(id, new Block(new ArrayList<>(read)));
    }

    private Block load(long id, Block block) {
        Iterator<Map.Entry<Long, Block>> oldest = loaded.entrySet().iterator();
        while (loaded.size() >= mostInMemory / blockSize) {
            Map.Entry<Long, Block> out = oldest.next();
            write(out.getKey(), out.getValue());
            oldest.remove();
        }
        loaded.put(id, block);
        return block;
    }

    private static String blockKey(long id) {
        return "block-" + id;
    }

    private static String flagsKey(long id) {
        return "flags-" + id;
    }
}
