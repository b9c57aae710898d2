// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.metrics;

import java.util.Arrays;
import tempest.nimbus.metrics.IntervalStats.Figure;

/**
 * The figures of one component in equal steps of time, as many as it keeps; older ones are overwritten. Grows with what it holds. Owned by
 * Nimbus's thread.
 */
final class TimeSeries {
    static final int STEP_SECS = 10;
    static final int STEPS = 360;
    private static final int FIRST_SIZE = 32;

    private final int stepSecs;
    private final int steps;
    private float[][] values = new float[FIRST_SIZE][];
    private long latest = -1;
    private long first = -1;

    /** Of the last hour, in steps of ten seconds. */
    TimeSeries() {
        this(STEP_SECS, STEPS);
    }

    /** @param steps how many it keeps */
    TimeSeries(int stepSecs, int steps) {
        this.stepSecs = stepSecs;
        this.steps = steps;
    }

    int stepSecs() {
        return stepSecs;
    }

    /** How far back it reaches. */
    long reachSecs() {
        return (long) stepSecs * steps;
    }

    /** One step's figures, by the order of {@link Figure}. */
    static float[] row(IntervalStats sums, double seconds) {
        float[] row = new float[Figure.values().length];
        for (Figure figure : Figure.values()) {
            row[figure.ordinal()] = (float) sums.get(figure, seconds);
        }
        return row;
    }

    /** Notes a step's figures, or newer ones of the latest step. Steps come in order; one left out has none. */
    void put(long step, float[] row) {
        if (first < 0) {
            first = step;
        }
        grow(step);
        for (long skipped = Math.max(latest + 1, step - values.length + 1); latest >= 0 && skipped < step; skipped++) {
            values[(int) (skipped % values.length)] = null;
        }
        values[(int) (step % values.length)] = row;
        latest = step;
        first = Math.max(first, latest - steps + 1);
    }

    private void grow(long step) {
        long needed = Math.min(steps, step - first + 1);
        if (needed > values.length) {
            float[][] larger = new float[(int) Math.min(steps, Math.max(needed, 2L * values.length))][];
            for (long s = first; latest >= 0 && s <= latest; s++) {
                larger[(int) (s % larger.length)] = values[(int) (s % values.length)];
            }
            values = larger;
        }
    }

    /** The first step at or after the one asked for that there is something for; one after the latest if there is none. */
    long firstFrom(long step) {
        return latest < 0 ? step : Math.min(latest + 1, Math.max(step, first));
    }

    long latest() {
        return latest;
    }

    /** All that is kept, for storing it: later changes are not seen in it. */
    SavedHistory.Rows saved() {
        float[][] rows = new float[latest < 0 ? 0 : (int) (latest - first + 1)][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = at(first + i);
        }
        if (rows.length > 0) {
            // The latest row may still change.
            rows[rows.length - 1] = rows[rows.length - 1].clone();
        }
        return new SavedHistory.Rows(stepSecs, Math.max(0, first), rows);
    }

    /**
     * Takes what was stored for the steps of which nothing is known here, up to the latest that is.
     *
     * @param last the latest step to take if nothing is known here; what was stored by a clock that was ahead is left
     */
    void fill(SavedHistory.Rows saved, long last) {
        long until = latest >= 0 ? latest : Math.min(last, saved.end() - 1);
        long from = Math.max(until - steps + 1, latest >= 0 ? Math.min(first, saved.first()) : saved.first());
        if (saved.stepSecs() != stepSecs || until < from) {
            return;
        }
        TimeSeries whole = new TimeSeries(stepSecs, steps);
        for (long step = from; step <= until; step++) {
            float[] own = latest >= 0 && step >= first ? at(step) : null;
            float[] row = own != null ? own : saved.at(step);
            if (row != null) {
                whole.put(step, row);
            }
        }
        values = whole.values;
        first = whole.first;
        latest = whole.latest;
    }

    /** The row of a step that is kept; null if nothing is known of it. */
    float[] at(long step) {
        return values[(int) (step % values.length)];
    }

    /** One figure from a step on, NaN where nothing is known. */
    double[] read(Figure figure, long from) {
        double[] read = new double[(int) Math.max(0, latest - from + 1)];
        Arrays.fill(read, Double.NaN);
        for (int i = 0; i < read.length; i++) {
            float[] row = from + i >= first ? values[(int) ((from + i) % values.length)] : null;
            if (row != null) {
                read[i] = row[figure.ordinal()];
            }
        }
        return read;
    }

    /** The sum of a count over the steps known. */
    double total(Figure figure) {
        double total = 0;
        for (double rate : latest < 0 ? new double[0] : read(figure, first)) {
            total += Double.isNaN(rate) ? 0 : rate * stepSecs;
        }
        return total;
    }
}
