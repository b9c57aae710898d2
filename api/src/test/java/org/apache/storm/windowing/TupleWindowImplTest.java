// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.windowing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.apache.storm.TestTuples;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.junit.jupiter.api.Test;

class TupleWindowImplTest {
    private final Tuple one = TestTuples.of(new Fields("n"), 1);
    private final Tuple two = TestTuples.of(new Fields("n"), 2);

    @Test
    void aWindowTellsItsTuplesAndItsTimes() {
        TupleWindow window = new TupleWindowImpl(List.of(one, two), List.of(two), List.of(), 10L, 20L);
        assertEquals(List.of(List.of(one, two), List.of(two), List.of(), 10L, 20L),
            List.of(window.get(), window.getNew(), window.getExpired(), window.getStartTimestamp(), window.getEndTimestamp()));
        assertEquals(one, window.getIter().next());
        TupleWindow timeless = new TupleWindowImpl(List.of(one), List.of(one), List.of());
        assertNull(timeless.getStartTimestamp());
        assertNull(timeless.getEndTimestamp());
    }

    @Test
    void windowsWithEqualTuplesAreEqualWheneverTheyWere() {
        TupleWindow window = new TupleWindowImpl(List.of(one), List.of(one), List.of(two), 10L, 20L);
        TupleWindow later = new TupleWindowImpl(List.of(one), List.of(one), List.of(two), 30L, 40L);
        assertEquals(window, later);
        assertEquals(window.hashCode(), later.hashCode());
        assertNotEquals(window, new TupleWindowImpl(List.of(one), List.of(one), List.of()));
    }
}
