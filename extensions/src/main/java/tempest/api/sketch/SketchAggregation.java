// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.api.sketch;

import org.apache.storm.streams.operations.CombinerAggregator;
import org.apache.storm.trident.tuple.TridentTuple;
import tempest.operators.window.Aggregation;

/**
 * Collects values in a sketch. As it is, an aggregation of streams ({@code aggregate}, {@code aggregateByKey}); {@link #forWindows} and {@link #forTrident} make others
 * of it. Any thread may use it.
 *
 * @param <S> the sketch
 */
public final class SketchAggregation<S extends Sketch<S>> implements CombinerAggregator<Object, S, S> {
    private static final long serialVersionUID = 1L;

    private final Sketches.Maker<S> maker;

    SketchAggregation(Sketches.Maker<S> maker) {
        this.maker = maker;
    }

    @Override
    public S init() {
        return maker.get();
    }

    @Override
    public S apply(S accumulator, Object value) {
        accumulator.add(value);
        return accumulator;
    }

    @Override
    public S merge(S accum1, S accum2) {
        return accum1.merge(accum2);
    }

    @Override
    public S result(S accum) {
        return accum.copy();
    }

    /** For windows by key. */
    public Aggregation<Object, S, S> forWindows() {
        return new OfWindows<>(this);
    }

    /** For Trident, of the first field of its input. */
    public org.apache.storm.trident.operation.CombinerAggregator<S> forTrident() {
        return new OfTrident<>(this);
    }

    private record OfWindows<S extends Sketch<S>>(SketchAggregation<S> of) implements Aggregation<Object, S, S> {
        @Override
        public S create() {
            return of.init();
        }

        @Override
        public S add(S accumulated, Object value) {
            return of.apply(accumulated, value);
        }

        @Override
        public S merge(S earlier, S later) {
            return earlier.merge(later);
        }

        @Override
        public S result(S accumulated) {
            return accumulated.copy();
        }
    }

    private record OfTrident<S extends Sketch<S>>(SketchAggregation<S> of) implements org.apache.storm.trident.operation.CombinerAggregator<S> {
        @Override
        public S init(TridentTuple tuple) {
            return of.apply(of.init(), tuple.getValue(0));
        }

        @Override
        public S combine(S val1, S val2) {
            return val1.merge(val2);
        }

        @Override
        public S zero() {
            return of.init();
        }
    }
}
