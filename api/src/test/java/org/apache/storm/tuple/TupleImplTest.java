// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.tuple;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.TestTuples;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.task.GeneralTopologyContext;
import org.junit.jupiter.api.Test;

class TupleImplTest {
    private static GeneralTopologyContext context(String mode) {
        return new GeneralTopologyContext(new StormTopology(new HashMap<>(), new HashMap<>(), new HashMap<>()),
            new HashMap<>(Map.of("storm.cluster.mode", mode)), new HashMap<>(Map.of(3, "c")), new HashMap<>(Map.of("c", List.of(3))),
            new HashMap<>(Map.of("c", new HashMap<>(Map.of("s", new Fields("a", "b"))))), "t-1-1");
    }

    @Test
    void itSaysWhereItCameFromAndFindsValuesByField() {
        GeneralTopologyContext context = context("distributed");
        TupleImpl tuple = new TupleImpl(context, new Values(1, "x"), "c", 3, "s", MessageId.makeRootId(5, 7));
        assertEquals(new GlobalStreamId("c", "s"), tuple.getSourceGlobalStreamId());
        assertEquals(List.of("c", 3, "s"), List.of(tuple.getSourceComponent(), tuple.getSourceTask(), tuple.getSourceStreamId()));
        assertEquals("x", tuple.getStringByField("b"));
        assertEquals(List.of("x"), tuple.select(new Fields("b")));
        assertSame(context, tuple.getContext());
        assertEquals("source: c:3, stream: s, id: {5=7}, [1, x]", tuple.toString());
        assertEquals(Map.of(), new TupleImpl(context, new Values(1, 2), "c", 3, "s").getMessageId().getAnchorsToIds());
    }

    @Test
    void aCopySharesTheValuesAndIsAnotherTuple() {
        TupleImpl tuple = new TupleImpl(context("distributed"), new Values(1, "x"), "c", 3, "s", MessageId.makeRootId(5, 7));
        tuple.updateAckVal(3);
        tuple.updateAckVal(5);
        tuple.setExecuteSampleStartTime(8);
        TupleImpl copy = new TupleImpl(tuple);
        assertNotEquals(tuple, copy);
        assertSame(tuple.getValues(), copy.getValues());
        assertEquals(tuple.getMessageId(), copy.getMessageId());
        assertEquals(6, copy.getAckVal());
        assertEquals(8, copy.getExecuteSampleStartTime());
        assertNull(copy.getProcessSampleStartTime());
        assertEquals(new Fields("n"), new TupleImpl(TestTuples.of(new Fields("n"), 1)).getFields());
    }

    @Test
    void inLocalModeValuesAreCountedAndCannotBeChanged() {
        GeneralTopologyContext local = context("local");
        String message = assertThrows(IllegalArgumentException.class, () -> new TupleImpl(local, new Values(1), "c", 3, "s")).getMessage();
        assertEquals("Tuple created with wrong number of fields. Expected 2 fields but got 1 fields", message);
        TupleImpl tuple = new TupleImpl(local, new ArrayList<>(List.of(1, 2)), "c", 3, "s");
        assertThrows(UnsupportedOperationException.class, () -> tuple.getValues().add(3));
        List<Object> values = new ArrayList<>(List.of(1));
        assertSame(values, new TupleImpl(context("distributed"), values, "c", 3, "s").getValues());
    }
}
