// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.api.sketch;

import org.apache.datasketches.kll.KllDoublesSketch;
import org.apache.datasketches.memory.Memory;

/** How values are distributed: which value so much of them is not above. */
public final class Quantiles extends Sketch<Quantiles> {
    private static final long serialVersionUID = 1L;
    private static final int LEAST_K = 8;
    private static final int MOST_K = 65_535;

    private KllDoublesSketch sketch;

    /** For deserialization. */
    public Quantiles() {
    }

    /** @param k 200 is within 1.65 % of the rank in 99 of 100 cases; twice as many are about twice as exact */
    Quantiles(int k) {
        if (k < LEAST_K || k > MOST_K) {
            throw new IllegalArgumentException("quantiles with k = " + k + "; it must be " + LEAST_K + " to " + MOST_K);
        }
        sketch = KllDoublesSketch.newHeapInstance(k);
    }

    @Override
    void add(Object value) {
        if (!(value instanceof Number number)) {
            throw new IllegalArgumentException("quantiles of " + value + "; it must be a number");
        }
        sketch.update(number.doubleValue());
    }

    /** The value that a part of all values is not above; NaN if there are none. */
    public double quantile(double part) {
        return sketch.isEmpty() ? Double.NaN : sketch.getQuantile(part);
    }

    /** The part of all values that is not above a value; NaN if there are none. */
    public double rank(double value) {
        return sketch.isEmpty() ? Double.NaN : sketch.getRank(value);
    }

    /** How many values. */
    public long count() {
        return sketch.getN();
    }

    @Override
    public Quantiles merge(Quantiles other) {
        Quantiles merged = copy();
        merged.sketch.merge(other.sketch);
        return merged;
    }

    @Override
    public Quantiles copy() {
        Quantiles copy = new Quantiles();
        copy.fromBytes(toBytes());
        return copy;
    }

    @Override
    byte[] toBytes() {
        return sketch.toByteArray();
    }

    @Override
    void fromBytes(byte[] bytes) {
        sketch = KllDoublesSketch.heapify(Memory.wrap(bytes));
    }

    @Override
    public String toString() {
        return "median " + quantile(0.5) + ", 99 % not above " + quantile(0.99) + " of " + count();
    }
}
