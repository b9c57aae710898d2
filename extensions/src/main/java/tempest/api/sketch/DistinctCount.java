// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.api.sketch;

import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;
import org.apache.datasketches.hll.Union;

/** How many different values there were. Values are told apart by their text, numbers and bytes by their value. */
public final class DistinctCount extends Sketch<DistinctCount> {
    private static final long serialVersionUID = 1L;
    private static final int LEAST_LG = 4;
    private static final int MOST_LG = 21;

    private int lg;
    private HllSketch sketch;

    /** For deserialization. */
    public DistinctCount() {
    }

    /** @param lg of the number of its counters: 12 is within 3.2 % in 95 of 100 cases and takes 2 kB; each step up takes twice that and is 1.4 times as exact */
    DistinctCount(int lg) {
        if (lg < LEAST_LG || lg > MOST_LG) {
            throw new IllegalArgumentException("a count of distinct values with 2^" + lg + " counters; it must be 2^" + LEAST_LG + " to 2^" + MOST_LG);
        }
        this.lg = lg;
        sketch = new HllSketch(lg, TgtHllType.HLL_4);
    }

    @Override
    void add(Object value) {
        if (value instanceof Double || value instanceof Float) {
            sketch.update(((Number) value).doubleValue());
        } else if (value instanceof Number number) {
            sketch.update(number.longValue());
        } else if (value instanceof byte[] bytes) {
            sketch.update(bytes);
        } else {
            sketch.update(String.valueOf(value));
        }
    }

    /** The number, about. */
    public double estimate() {
        return sketch.getEstimate();
    }

    /** What it hardly is below: in 2 of 100 cases. */
    public double lowerBound() {
        return sketch.getLowerBound(2);
    }

    /** What it hardly is above. */
    public double upperBound() {
        return sketch.getUpperBound(2);
    }

    @Override
    public DistinctCount merge(DistinctCount other) {
        Union union = new Union(Math.min(lg, other.lg));
        union.update(sketch);
        union.update(other.sketch);
        DistinctCount merged = new DistinctCount();
        merged.lg = Math.min(lg, other.lg);
        merged.sketch = union.getResult(TgtHllType.HLL_4);
        return merged;
    }

    @Override
    public DistinctCount copy() {
        DistinctCount copy = new DistinctCount();
        copy.lg = lg;
        copy.sketch = sketch.copy();
        return copy;
    }

    @Override
    byte[] toBytes() {
        return sketch.toCompactByteArray();
    }

    @Override
    void fromBytes(byte[] bytes) {
        sketch = HllSketch.heapify(bytes);
        lg = sketch.getLgConfigK();
    }

    @Override
    public String toString() {
        return "about " + Math.round(estimate()) + " distinct";
    }
}
