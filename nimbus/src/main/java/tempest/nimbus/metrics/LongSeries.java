// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.metrics;

import java.util.List;
import tempest.nimbus.metrics.IntervalStats.Figure;

/**
 * The figures of one component for a day and for a week, in steps that are longer the further back they reach. A longer step has the means of its ten
 * seconds; of what an operator looks for, it has the worst: 99th percentiles, capacity, fill of queues, time blocked. Owned by Nimbus's thread.
 */
final class LongSeries {
    /** About 100 kB for a component that ran a week. */
    static final int DAY_STEP_SECS = 120;
    static final int DAY_STEPS = 720;
    static final int WEEK_STEP_SECS = 1200;
    static final int WEEK_STEPS = 504;

    private final Tier day = new Tier(DAY_STEP_SECS, DAY_STEPS);
    private final Tier week = new Tier(WEEK_STEP_SECS, WEEK_STEPS);

    /** The steps of one length; the latest is not over yet. */
    private static final class Tier {
        private final TimeSeries series;
        private float[] row;
        private int parts;

        private Tier(int stepSecs, int steps) {
            series = new TimeSeries(stepSecs, steps);
        }

        private void put(long secs, float[] part) {
            long step = secs / series.stepSecs();
            if (step != series.latest()) {
                row = part.clone();
                parts = 1;
            } else {
                for (Figure figure : Figure.values()) {
                    int i = figure.ordinal();
                    row[i] = Float.isNaN(part[i]) ? row[i] : Float.isNaN(row[i]) ? part[i] : isPeak(figure) ? Math.max(row[i], part[i]) : (row[i] * parts + part[i]) / (parts + 1);
                }
                parts++;
            }
            series.put(step, row);
        }

        private void fill(SavedHistory.Rows saved, long nowSecs) {
            long before = series.latest();
            series.fill(saved, nowSecs / series.stepSecs());
            if (before < 0 && series.latest() >= 0) {
                // The next part may be of the same step.
                row = series.at(series.latest());
                parts = (int) Math.max(1, nowSecs % series.stepSecs() / TimeSeries.STEP_SECS);
            }
        }
    }

    private static boolean isPeak(Figure figure) {
        return switch (figure) {
            case COMPLETE_P99, EXECUTE_P99, PROCESS_P99, CAPACITY, BLOCKED, QUEUE_FILL -> true;
            default -> false;
        };
    }

    /** Adds a step of ten seconds. Steps come in order. */
    void put(long step, float[] row) {
        day.put(step * TimeSeries.STEP_SECS, row);
        week.put(step * TimeSeries.STEP_SECS, row);
    }

    /** All that is kept, for storing it. */
    List<SavedHistory.Rows> saved() {
        return List.of(day.series.saved(), week.series.saved());
    }

    /** Takes what was stored for steps of which nothing is known here. */
    void fill(List<SavedHistory.Rows> saved, long nowSecs) {
        for (SavedHistory.Rows rows : saved) {
            (rows.stepSecs() == DAY_STEP_SECS ? day : week).fill(rows, nowSecs);
        }
    }

    /** The finer of the series that reaches so far back. */
    TimeSeries reaching(long secs) {
        return secs <= day.series.reachSecs() ? day.series : week.series;
    }
}
