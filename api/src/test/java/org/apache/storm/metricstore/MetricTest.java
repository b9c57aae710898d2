// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.metricstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MetricTest {

    private static Metric metric(double value) throws MetricException {
        return new Metric("name", 5L, "topology", value, "component", "executor", "host", "stream", 6700, AggLevel.AGG_LEVEL_NONE);
    }

    @Test
    void valuesAreSummedUp() throws MetricException {
        Metric metric = metric(5);
        metric.addValue(9);
        assertEquals(7, metric.getValue());
        assertEquals(14, metric.getSum());
        assertEquals(5, metric.getMin());
        assertEquals(9, metric.getMax());
        assertEquals(2, metric.getCount());
        assertEquals(metric, new Metric(metric));
        assertEquals(0, metric.compareTo(metric(1)));
        assertNotEquals(metric, metric(1));
        Metric wider = new Metric(metric);
        wider.setAggLevel(AggLevel.AGG_LEVEL_10_MIN);
        assertTrue(wider.compareTo(metric) > 0);
        assertThrows(MetricException.class, () -> wider.setAggLevel(null));
    }

    @Test
    void aFilterLooksAtAllLevelsUnlessToldWhich() throws MetricException {
        FilterOptions filter = new FilterOptions();
        assertEquals(EnumSet.allOf(AggLevel.class), filter.getAggLevels());
        filter.addAggLevel(AggLevel.AGG_LEVEL_60_MIN);
        assertEquals(Set.of(AggLevel.AGG_LEVEL_60_MIN), filter.getAggLevels());
        assertThrows(MetricException.class, () -> filter.setAggLevels(Set.of()));
        assertTrue(filter.getEndTime() > 1_000_000_000_000L);
    }
}
