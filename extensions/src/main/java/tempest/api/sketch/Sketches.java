// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.api.sketch;

import java.io.Serializable;
import java.util.function.Supplier;

/** Sketches as aggregations, of windows by key ({@link SketchAggregation#forWindows}), of streams and of Trident. Any thread may use them. */
public final class Sketches {
    private static final int NEWEST_JAVA = 21;
    private static final int USUAL_LG = 12;
    private static final int USUAL_K = 200;
    private static final int USUAL_MOST = 256;

    private Sketches() {
    }

    /** Makes empty ones. */
    interface Maker<S> extends Supplier<S>, Serializable {
    }

    /** How many different values: within 3.2 % in 95 of 100 cases, in 2 kB. */
    public static SketchAggregation<DistinctCount> distinctCount() {
        return distinctCount(USUAL_LG);
    }

    /** @param lg of the number of counters, 4 to 21: each step up takes twice the memory and is 1.4 times as exact */
    public static SketchAggregation<DistinctCount> distinctCount(int lg) {
        return of(() -> new DistinctCount(lg));
    }

    /** How numbers are distributed: within 1.65 % of the rank in 99 of 100 cases. */
    public static SketchAggregation<Quantiles> quantiles() {
        return quantiles(USUAL_K);
    }

    /** @param k 8 to 65,535: twice as many are about twice as exact */
    public static SketchAggregation<Quantiles> quantiles(int k) {
        return of(() -> new Quantiles(k));
    }

    /** The values that come often: all that make more than 1.4 % are among them. */
    public static SketchAggregation<HeavyHitters> heavyHitters() {
        return heavyHitters(USUAL_MOST);
    }

    /** @param most a power of two from 8: values that make less than 3.5 / most of all may be missed */
    public static SketchAggregation<HeavyHitters> heavyHitters(int most) {
        return of(() -> new HeavyHitters(most));
    }

    /**
     * Whether values have been seen.
     *
     * @param most  how many different values there are at most
     * @param wrong which part of the values that were not seen is said to be, above 0 and below 1
     */
    public static SketchAggregation<BloomFilter> bloomFilter(long most, double wrong) {
        return of(() -> new BloomFilter(most, wrong));
    }

    /** The library behind them knows no later Java, and refuses it when a sketch is first sent; so it is told when one is asked for. */
    static void requireJava(int feature) {
        if (feature > NEWEST_JAVA) {
            throw new UnsupportedOperationException("sketches on Java " + feature + "; Apache DataSketches 6.2.0, which they are made of, runs on Java 17 to " + NEWEST_JAVA);
        }
    }

    private static <S extends Sketch<S>> SketchAggregation<S> of(Maker<S> maker) {
        requireJava(Runtime.version().feature());
        maker.get(); // told here if it cannot be
        return new SketchAggregation<>(maker);
    }
}
