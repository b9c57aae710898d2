// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import tempest.cluster.metrics.WhatIf.ComponentForecast;
import tempest.cluster.metrics.WhatIf.ComponentLoad;
import tempest.cluster.metrics.WhatIf.Forecast;
import tempest.cluster.metrics.WhatIf.LimitKind;
import tempest.cluster.metrics.WhatIf.LoadMeasurement;
import tempest.cluster.metrics.WhatIf.WantedSize;

class WhatIfTest {
    private static final int WINDOWS = 8;

    private static double[] steady(double value) {
        return DoubleStream.generate(() -> value).limit(WINDOWS).toArray();
    }

    private static ComponentLoad spout(String id, double rate, double blocked, double pending) {
        return new ComponentLoad(id, true, 1, 1, false, steady(rate), steady(0), steady(0), steady(0), steady(blocked), steady(pending), Map.of());
    }

    /** A bolt whose executors share its work evenly. */
    private static ComponentLoad bolt(String id, int executors, int tasks, double rate, double busyEach, double fill, String input) {
        return new ComponentLoad(id, false, executors, tasks, false, steady(rate), steady(executors * busyEach), steady(busyEach), steady(fill), steady(0), steady(Double.NaN),
            Map.of(input, rate));
    }

    private static LoadMeasurement measured(double used, double processors, ComponentLoad... components) {
        return new LoadMeasurement(List.of(components), 1, 0, used, processors);
    }

    private static Forecast executors(LoadMeasurement measured, Map<String, Integer> executors) {
        return WhatIf.of(measured, new WantedSize(executors, 1, measured.processors()));
    }

    private static ComponentForecast component(Forecast forecast, String id) {
        return forecast.components().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
    }

    @Test
    void whatStaysAsItIsIsPredictedAsItIs() {
        Forecast same = executors(measured(0.4, 4, spout("lines", 1000, 0.8, 0), bolt("slow", 1, 8, 1000, 0.97, 1, "lines")), Map.of());
        assertEquals(1000, same.throughput(), 1e-6);
        assertEquals(1000, same.predicted(), 1e-6);
        assertEquals(List.of(LimitKind.COMPONENT, "slow"), List.of(same.kind(), same.component()));
        assertEquals(0.97, component(same, "slow").predictedBusy(), 1e-6);
        assertTrue(same.low() <= 1000 && same.low() > 900 && same.high() >= 1000 && same.high() < 1100, same.toString());
    }

    @Test
    void twiceTheExecutorsTakeTwiceTheTuplesUntilTheNextBottleneck() {
        LoadMeasurement measured = measured(0.4, 8, spout("lines", 1000, 0.9, 0), bolt("slow", 1, 8, 1000, 1, 1, "lines"), bolt("next", 1, 8, 5000, 0.3, 0, "slow"));
        Forecast twice = executors(measured, Map.of("slow", 2));
        assertEquals(2000, twice.predicted(), 1e-6);
        assertEquals("slow", twice.component());
        assertEquals(10_000, component(twice, "next").predictedRate(), 1e-6);
        assertEquals(0.6, component(twice, "next").predictedBusy(), 1e-6);
        Forecast eight = executors(measured, Map.of("slow", 8));
        assertEquals("next", eight.component());
        assertEquals(1000 * 0.95 / 0.3, eight.predicted(), 1e-6);
        // How busy it can be was never seen.
        assertEquals(1000 * 0.85 / 0.3, eight.low(), 110);
        assertEquals(1000 / 0.3, eight.high(), 110);
        assertTrue(eight.low() < eight.predicted() && eight.predicted() < eight.high(), eight.toString());
    }

    @Test
    void fewerExecutorsTakeLessAndBecomeTheBottleneck() {
        Forecast less = executors(measured(0.4, 4, spout("lines", 1000, 0, 0), bolt("work", 4, 4, 1000, 0.5, 0, "lines")), Map.of("work", 1));
        assertEquals(1000 * 0.95 / 2, less.predicted(), 1e-6);
        assertEquals("work", less.component());
    }

    @Test
    void aSourceThatIsNotHeldBackGivesNoMore() {
        Forecast more = executors(measured(0.4, 4, spout("lines", 1000, 0, 0), bolt("work", 1, 4, 1000, 0.6, 0, "lines")), Map.of("work", 4));
        assertEquals(1000, more.predicted(), 1e-6);
        assertEquals(List.of(LimitKind.SOURCE, "lines"), List.of(more.kind(), more.component()));
        assertEquals(0.15, component(more, "work").predictedBusy(), 1e-6);
    }

    @Test
    void aSourceThatWasBlockedGivesWhatItGaveInTheTimeThatItWasNot() {
        Forecast more = executors(measured(0.4, 8, spout("lines", 1000, 0.5, 0), bolt("work", 1, 8, 1000, 1, 1, "lines")), Map.of("work", 8));
        assertEquals(2000, more.predicted(), 1e-6);
        assertEquals(LimitKind.SOURCE, more.kind());
        assertEquals(List.of("lines was held back: what it could give is estimated from the time that it was not."), more.remarks());
    }

    @Test
    void theLimitOfOpenTreesHoldsUnlessABoltFillsIt() {
        List<ComponentLoad> idle = List.of(spout("lines", 1000, 0, 100), bolt("work", 1, 8, 1000, 0.3, 0, "lines"));
        Forecast waits = WhatIf.of(new LoadMeasurement(idle, 1, 100, 1, 8), new WantedSize(Map.of("work", 4), 1, 8));
        assertEquals(LimitKind.PENDING, waits.kind());
        assertEquals(1000, waits.predicted(), 1e-6);
        List<ComponentLoad> full = List.of(spout("lines", 1000, 0, 100), bolt("work", 1, 8, 1000, 0.99, 0.9, "lines"));
        Forecast filled = WhatIf.of(new LoadMeasurement(full, 1, 100, 1, 8), new WantedSize(Map.of("work", 4), 1, 8));
        assertEquals(4000, filled.predicted(), 1e-6);
    }

    @Test
    void moreExecutorsThanProcessorsGiveNothing() {
        Forecast bound = executors(measured(1, 2, spout("lines", 1000, 0.95, 0), bolt("work", 1, 8, 1000, 1, 1, "lines")), Map.of("work", 8));
        assertEquals(1000 * 0.97 * 2, bound.predicted(), 1e-6);
        assertEquals(LimitKind.PROCESSORS, bound.kind());
        assertNull(bound.component());
        assertEquals(1.94, bound.processors(), 1e-6);
    }

    @Test
    void workersOnMoreHostsHaveMoreProcessorsAndAWiderRange() {
        LoadMeasurement measured = measured(1.94, 2, spout("lines", 1000, 0.95, 0), bolt("work", 8, 8, 1000, 0.25, 0.2, "lines"));
        Forecast two = WhatIf.of(measured, new WantedSize(Map.of(), 2, 4));
        assertEquals(2000, two.predicted(), 1e-6);
        assertTrue(two.high() - two.predicted() >= 200, two.toString());
        assertEquals(List.of("What tuples cost between workers is not measured: the range is wider for it."), two.remarks());
    }

    @Test
    void tasksAreWhatTuplesAreSpreadOver() {
        LoadMeasurement measured = measured(0.1, 8, spout("lines", 900, 0.95, 0), bolt("work", 1, 4, 900, 1, 1, "lines"));
        // Of four tasks on three executors one has two.
        assertEquals(1800, executors(measured, Map.of("work", 3)).predicted(), 1e-6);
        // Unless they go where there is room.
        ComponentLoad work = measured.components().get(1);
        ComponentLoad evened = new ComponentLoad("work", false, 1, 4, true, work.rate(), work.busy(), work.capacity(), work.fill(), work.blocked(), work.pending(), work.inputs());
        assertEquals(2700, executors(measured(0.1, 8, spout("lines", 900, 0.95, 0), evened), Map.of("work", 3)).predicted(), 1e-6);
        Forecast many = executors(measured, Map.of("work", 20));
        assertEquals(3600, many.predicted(), 1e-6);
        assertEquals(4, component(many, "work").executors());
        assertEquals("work has 4 tasks: more executors than tasks cannot be.", many.remarks().get(0));
    }

    @Test
    void aHeavyKeyStaysWithOneExecutor() {
        // Of two executors' work one has 80 %: a key of 60 % and half of the rest.
        ComponentLoad uneven = new ComponentLoad("count", false, 2, 100, false, steady(1000), steady(1.25), steady(1), steady(1), steady(0), steady(Double.NaN), Map.of("lines", 1000.0));
        Forecast four = executors(measured(0.1, 8, spout("lines", 1000, 0.95, 0), uneven), Map.of("count", 4));
        assertEquals(1000 * 0.8 / 0.7, four.predicted(), 1e-6);
        assertEquals("The keys of count are uneven: one executor gets at least 60 % of its tuples, however many there are.", four.remarks().get(0));
    }

    @Test
    void whatIsALittleUnevenStaysSo() {
        ComponentLoad little = new ComponentLoad("work", false, 2, 8, false, steady(1000), steady(1), steady(0.55), steady(0), steady(0), steady(Double.NaN), Map.of("lines", 1000.0));
        LoadMeasurement measured = measured(0.1, 8, spout("lines", 1000, 0, 0), little);
        assertEquals(0.55, component(executors(measured, Map.of()), "work").predictedBusy(), 1e-6);
        assertEquals(0.275, component(executors(measured, Map.of("work", 4)), "work").predictedBusy(), 1e-6);
    }

    @Test
    void aSpoutThatSharesNothingWithTheBottleneckGoesOn() {
        ComponentLoad joined = new ComponentLoad("join", false, 1, 8, false, steady(300), steady(0.3), steady(0.3), steady(0), steady(0), steady(Double.NaN), Map.of("a", 100.0, "b", 200.0));
        LoadMeasurement measured = measured(0.1, 8, spout("a", 100, 0.9, 0), spout("b", 200, 0, 0), bolt("slow", 1, 8, 100, 1, 1, "a"), joined);
        Forecast more = executors(measured, Map.of("slow", 4));
        assertEquals(400 + 200, more.predicted(), 1e-6);
        assertEquals(600, component(more, "join").predictedRate(), 1e-6);
    }

    @Test
    void cyclesSettle() {
        ComponentLoad again = new ComponentLoad("again", false, 1, 8, false, steady(150), steady(0.9), steady(0.9), steady(1), steady(0), steady(Double.NaN), Map.of("lines", 100.0, "again", 50.0));
        Forecast twice = executors(measured(0.1, 8, spout("lines", 100, 0.9, 0), again), Map.of("again", 2));
        assertEquals(200, twice.predicted(), 1e-3);
    }

    @Test
    void theRangeIsWiderTheMoreMeasurementsDiffer() {
        double[] busy = {0.9, 1.1, 0.8, 1.2, 0.85, 1.15, 0.9, 1.1};
        ComponentLoad uneasy = new ComponentLoad("work", false, 2, 8, false, steady(1000), busy, Arrays.stream(busy).map(value -> value / 2).toArray(), steady(0), steady(0), steady(Double.NaN),
            Map.of("lines", 1000.0));
        ComponentLoad calm = bolt("work", 2, 8, 1000, 0.5, 0, "lines");
        Forecast wide = executors(measured(0.1, 8, spout("lines", 1000, 0, 0), uneasy), Map.of("work", 1));
        Forecast narrow = executors(measured(0.1, 8, spout("lines", 1000, 0, 0), calm), Map.of("work", 1));
        assertTrue(wide.high() - wide.low() > 1.5 * (narrow.high() - narrow.low()), wide + " " + narrow);
    }

    @Test
    void lessThanAMinuteOrNoTuplesAreRefused() {
        ComponentLoad young = new ComponentLoad("lines", true, 1, 1, false, new double[] {1, 1, Double.NaN, 1}, steady(0), steady(0), steady(0), steady(0), steady(0), Map.of());
        LoadMeasurement few = measured(0.1, 8, young);
        assertEquals(3, WhatIf.knownWindows(few));
        assertThrows(IllegalArgumentException.class, () -> executors(few, Map.of()));
        assertThrows(IllegalArgumentException.class, () -> executors(measured(0.1, 8, spout("lines", 0, 0, 0)), Map.of()));
    }
}
