// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What one metric of one task said over the last week: in the same steps as the figures of components, and with the mean in the longer ones. Grows with
 * what it holds, to 13 kB. Owned by Nimbus's thread.
 */
final class ReadingSeries {
    private static final int FIRST_SIZE = 32;

    private final Tier[] tiers = {new Tier(TimeSeries.STEP_SECS, TimeSeries.STEPS), new Tier(LongSeries.DAY_STEP_SECS, LongSeries.DAY_STEPS),
        new Tier(LongSeries.WEEK_STEP_SECS, LongSeries.WEEK_STEPS)};

    /** The steps of one length; the latest may not be over yet. */
    private static final class Tier {
        private final int stepSecs;
        private final int steps;
        private double[] values = new double[FIRST_SIZE];
        private long first = -1;
        private long latest = -1;
        private int parts;

        private Tier(int stepSecs, int steps) {
            this.stepSecs = stepSecs;
            this.steps = steps;
        }

        private void put(long secs, double value) {
            long step = secs / stepSecs;
            if (step == latest) {
                int at = (int) (step % values.length);
                values[at] = (values[at] * parts + value) / (parts + 1);
                parts++;
                return;
            }
            if (latest < 0 || step - latest >= steps) {
                first = step;
                latest = step - 1;
            }
            grow(step);
            for (long skipped = latest + 1; skipped < step; skipped++) {
                values[(int) (skipped % values.length)] = Double.NaN;
            }
            values[(int) (step % values.length)] = value;
            latest = step;
            first = Math.max(first, latest - steps + 1);
            parts = 1;
        }

        private Tier filled(SavedHistory.Values saved, long nowSecs) {
            Tier whole = new Tier(stepSecs, steps);
            long until = latest >= 0 ? latest : Math.min(nowSecs / stepSecs, saved.end() - 1);
            long from = Math.max(until - steps + 1, latest >= 0 ? Math.min(first, saved.first()) : saved.first());
            for (long step = from; step <= until; step++) {
                double own = latest >= 0 && step >= first ? values[(int) (step % values.length)] : Double.NaN;
                double value = Double.isNaN(own) ? saved.at(step) : own;
                if (!Double.isNaN(value)) {
                    whole.put(step * stepSecs, value);
                }
            }
            whole.parts = latest >= 0 ? parts : (int) Math.max(1, nowSecs % stepSecs / TimeSeries.STEP_SECS);
            return whole;
        }

        private void grow(long step) {
            long needed = Math.min(steps, step - first + 1);
            if (needed > values.length) {
                double[] larger = new double[(int) Math.min(steps, Math.max(needed, 2L * values.length))];
                Arrays.fill(larger, Double.NaN);
                for (long s = first; s <= latest; s++) {
                    larger[(int) (s % larger.length)] = values[(int) (s % values.length)];
                }
                values = larger;
            }
        }
    }

    /** All that is kept, for storing it: later changes are not seen in it. */
    List<SavedHistory.Values> saved() {
        List<SavedHistory.Values> saved = new ArrayList<>();
        for (int tier = 0; tier < tiers.length; tier++) {
            Tier of = tiers[tier];
            double[] values = new double[of.latest < 0 ? 0 : (int) (of.latest - of.first + 1)];
            for (int i = 0; i < values.length; i++) {
                values[i] = at(tier, of.first + i);
            }
            saved.add(new SavedHistory.Values(of.stepSecs, Math.max(0, of.first), values));
        }
        return saved;
    }

    /** Takes what was stored for steps of which nothing is known here, up to the latest that is, or up to now. */
    void fill(List<SavedHistory.Values> saved, long nowSecs) {
        for (int i = 0; i < tiers.length; i++) {
            for (SavedHistory.Values values : saved) {
                if (values.stepSecs() == tiers[i].stepSecs) {
                    tiers[i] = tiers[i].filled(values, nowSecs);
                }
            }
        }
    }

    /** Adds what was said at the end of a step of ten seconds. Steps come in order. */
    void put(long step, double value) {
        for (Tier tier : tiers) {
            tier.put(step * TimeSeries.STEP_SECS, value);
        }
    }

    /** The number of the finest tier that reaches so far back, or of the one that reaches farthest. */
    static int tierReaching(long secs) {
        return secs <= (long) TimeSeries.STEP_SECS * TimeSeries.STEPS ? 0 : secs <= (long) LongSeries.DAY_STEP_SECS * LongSeries.DAY_STEPS ? 1 : 2;
    }

    static int stepSecs(int tier) {
        return tier == 0 ? TimeSeries.STEP_SECS : tier == 1 ? LongSeries.DAY_STEP_SECS : LongSeries.WEEK_STEP_SECS;
    }

    /** The first step that is known of a tier; -1 if none is. */
    long first(int tier) {
        return tiers[tier].first;
    }

    long latest(int tier) {
        return tiers[tier].latest;
    }

    /** NaN where nothing is known. */
    double at(int tier, long step) {
        Tier of = tiers[tier];
        return of.latest < 0 || step < of.first || step > of.latest ? Double.NaN : of.values[(int) (step % of.values.length)];
    }
}
