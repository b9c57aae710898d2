// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.tuple;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.apache.storm.trident.tuple.TridentTupleView.FreshOutputFactory;
import org.apache.storm.trident.tuple.TridentTupleView.OperationOutputFactory;
import org.apache.storm.trident.tuple.TridentTupleView.ProjectionFactory;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Values;
import org.junit.jupiter.api.Test;

class TridentTupleViewTest {
    private final FreshOutputFactory fresh = new FreshOutputFactory(new Fields("a", "b"));
    private final OperationOutputFactory append = new OperationOutputFactory(fresh, new Fields("c"));
    private final ProjectionFactory project = new ProjectionFactory(append, new Fields("c", "a"));

    @Test
    void appendedAndProjectedFieldsAreFoundByPositionAndByName() {
        TridentTupleView tuple = fresh.of(new Object[] {"x", 2});
        TridentTupleView longer = append.append(tuple, new Object[] {3L});
        TridentTupleView some = project.of(longer);
        assertEquals(List.of("x", 2, 3L), longer);
        assertEquals(List.of(3L, "x"), some);
        assertEquals("x", longer.getStringByField("a"));
        assertEquals(2, longer.getInteger(1));
        assertEquals(3L, some.getLongByField("c"));
        assertEquals(new Fields("c", "a"), some.getFields());
        assertTrue(some.contains("a"));
        assertEquals(List.of(2, "x"), longer.select(new Fields("b", "a")));
    }

    @Test
    void whatIsAppendedToAProjectionLiesInFrontOfIt() {
        OperationOutputFactory more = new OperationOutputFactory(project, new Fields("d"));
        TridentTupleView tuple = more.append(project.of(append.append(fresh.of(new Object[] {"x", 2}), new Object[] {3L})), new Object[] {"y"});
        assertEquals(List.of(3L, "x", "y"), tuple);
        assertEquals(List.of("a", "y"), Arrays.asList("a", tuple.getValueByField("d")));
    }

    @Test
    void itIsEqualToAnyListOfItsValuesAndHasItsHash() {
        TridentTupleView some = project.of(append.append(fresh.of(new Object[] {"x", 2}), new Object[] {null}));
        List<Object> list = Arrays.asList(null, "x");
        assertEquals(list, some);
        assertEquals(some, list);
        assertEquals(list.hashCode(), some.hashCode());
        assertEquals(list, Arrays.asList(some.toArray()));
    }

    @Test
    void aRowThatIsOneSegmentIsNotCopied() {
        Object[] row = {"x", 2};
        TridentTupleView tuple = fresh.of(row);
        assertSame(row, tuple.row());
        assertNotSame(row, new ProjectionFactory(fresh, new Fields("b", "a")).of(tuple).row());
        assertSame(tuple, new ProjectionFactory(fresh, new Fields("a", "b")).of(tuple));
    }

    @Test
    void aProjectionWorksOnTuplesOfOthersToo() {
        TridentTuple tuple = TridentTupleView.createFreshTuple(new Fields("a", "b"), "x", 2);
        assertEquals(List.of(2), new ProjectionFactory(fresh, new Fields("b")).create(tuple));
        assertEquals(List.of(), new ProjectionFactory(fresh, null).create(tuple));
    }

    @Test
    void aWrongNumberOfValuesAndAMissingFieldAreReported() {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> fresh.create(new Values(1))).getMessage().contains("[a, b]"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> new ProjectionFactory(fresh, new Fields("z"))).getMessage().contains("'z'"));
        assertThrows(IllegalArgumentException.class, () -> fresh.of(new Object[] {1, 2}).getValueByField("z"));
        assertTrue(TridentTupleView.EMPTY_TUPLE.isEmpty());
    }
}
