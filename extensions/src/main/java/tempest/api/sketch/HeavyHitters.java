// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.api.sketch;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.datasketches.common.ArrayOfStringsSerDe;
import org.apache.datasketches.frequencies.ErrorType;
import org.apache.datasketches.frequencies.ItemsSketch;
import org.apache.datasketches.memory.Memory;

/** Which values are the frequent ones. They are told apart by their text. */
public final class HeavyHitters extends Sketch<HeavyHitters> {
    private static final long serialVersionUID = 1L;
    private static final ArrayOfStringsSerDe TEXTS = new ArrayOfStringsSerDe();

    private int most;
    private ItemsSketch<String> sketch;

    /** For deserialization. */
    public HeavyHitters() {
    }

    /** @param most a power of two from 8: how many values are counted; those that make less than 3.5 / most of all may be missed */
    HeavyHitters(int most) {
        if (most < 8 || Integer.bitCount(most) != 1) {
            throw new IllegalArgumentException("frequent values among at most " + most + "; it must be a power of two from 8");
        }
        this.most = most;
        sketch = new ItemsSketch<>(most);
    }

    @Override
    void add(Object value) {
        sketch.update(String.valueOf(value));
    }

    /** The frequent ones with about how often they came, most frequent first; none of those that are frequent for sure is missing. */
    public Map<String, Long> top(int limit) {
        Map<String, Long> top = new LinkedHashMap<>();
        for (ItemsSketch.Row<String> row : sketch.getFrequentItems(ErrorType.NO_FALSE_NEGATIVES)) {
            if (top.size() < limit) {
                top.put(row.getItem(), row.getEstimate());
            }
        }
        return top;
    }

    /** How often a value came, about. */
    public long count(Object value) {
        return sketch.getEstimate(String.valueOf(value));
    }

    @Override
    public HeavyHitters merge(HeavyHitters other) {
        HeavyHitters merged = new HeavyHitters(Math.min(most, other.most));
        merged.sketch.merge(sketch);
        merged.sketch.merge(other.sketch);
        return merged;
    }

    @Override
    public HeavyHitters copy() {
        HeavyHitters copy = new HeavyHitters(most);
        copy.sketch.merge(sketch);
        return copy;
    }

    @Override
    byte[] toBytes() {
        byte[] of = sketch.toByteArray(TEXTS);
        byte[] bytes = new byte[of.length + 1];
        bytes[0] = (byte) Integer.numberOfTrailingZeros(most);
        System.arraycopy(of, 0, bytes, 1, of.length);
        return bytes;
    }

    @Override
    void fromBytes(byte[] bytes) {
        most = 1 << bytes[0];
        sketch = ItemsSketch.getInstance(Memory.wrap(java.util.Arrays.copyOfRange(bytes, 1, bytes.length)), TEXTS);
    }

    @Override
    public String toString() {
        return top(10).toString();
    }
}
