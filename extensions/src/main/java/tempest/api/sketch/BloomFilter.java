// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.api.sketch;

import org.apache.datasketches.filters.bloomfilter.BloomFilterBuilder;
import org.apache.datasketches.memory.Memory;

/** Whether a value was among those seen: no for sure, or probably yes. Values are told apart by their text. */
public final class BloomFilter extends Sketch<BloomFilter> {
    private static final long serialVersionUID = 1L;
    /** The same for all, so that they can be merged. */
    private static final long SEED = 0x7e3b_a5edL;

    private org.apache.datasketches.filters.bloomfilter.BloomFilter filter;

    /** For deserialization. */
    public BloomFilter() {
    }

    /**
     * @param most  how many different values there are at most, for the part of wrong answers to hold
     * @param wrong which part of the values that were not seen is said to be, above 0 and below 1
     */
    BloomFilter(long most, double wrong) {
        if (most <= 0 || !(wrong > 0 && wrong < 1)) {
            throw new IllegalArgumentException("a Bloom filter for " + most + " values with " + wrong + " wrong answers; there must be at least one value, and a part between 0 and 1");
        }
        filter = BloomFilterBuilder.createByAccuracy(most, wrong, SEED);
    }

    @Override
    void add(Object value) {
        filter.update(String.valueOf(value));
    }

    /** False if a value was not among them; true if it probably was. */
    public boolean mightContain(Object value) {
        return filter.query(String.valueOf(value));
    }

    @Override
    public BloomFilter merge(BloomFilter other) {
        BloomFilter merged = copy();
        merged.filter.union(other.filter);
        return merged;
    }

    @Override
    public BloomFilter copy() {
        BloomFilter copy = new BloomFilter();
        copy.fromBytes(toBytes());
        return copy;
    }

    @Override
    byte[] toBytes() {
        return filter.toByteArray();
    }

    @Override
    void fromBytes(byte[] bytes) {
        filter = org.apache.datasketches.filters.bloomfilter.BloomFilter.heapify(Memory.wrap(bytes));
    }
}
