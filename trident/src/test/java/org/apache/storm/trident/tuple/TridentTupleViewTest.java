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
    void appended_and_projected_fields_are_found_by_position_and_by_name() {
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
    void what_is_appended_to_a_projection_lies_in_front_of_it() {
        OperationOutputFactory more = new OperationOutputFactory(project, new Fields("d"));
        TridentTupleView tuple = more.append(project.of(append.append(fresh.of(new Object[] {"x", 2}), new Object[] {3L})), new Object[] {"y"});
        assertEquals(List.of(3L, "x", "y"), tuple);
        assertEquals(List.of("a", "y"), Arrays.asList("a", tuple.getValueByField("d")));
    }

    @Test
    void it_is_equal_to_any_list_of_its_values_and_has_its_hash() {
        TridentTupleView some = project.of(append.append(fresh.of(new Object[] {"x", 2}), new Object[] {null}));
        List<Object> list = Arrays.asList(null, "x");
        assertEquals(list, some);
        assertEquals(some, list);
        assertEquals(list.hashCode(), some.hashCode());
        assertEquals(list, Arrays.asList(some.toArray()));
    }

    @Test
    void a_row_is_not_copied_where_it_is_whole_already() {
        Object[] row = {"x", 2};
        TridentTupleView tuple = fresh.of(row);
        assertSame(row, tuple.row());
        assertNotSame(row, new ProjectionFactory(fresh, new Fields("b", "a")).of(tuple).row());
        assertSame(tuple, new ProjectionFactory(fresh, new Fields("a", "b")).of(tuple));
    }

    @Test
    void a_projection_works_on_tuples_of_others_too() {
        TridentTuple tuple = TridentTupleView.createFreshTuple(new Fields("a", "b"), "x", 2);
        assertEquals(List.of(2), new ProjectionFactory(fresh, new Fields("b")).create(tuple));
        assertEquals(List.of(), new ProjectionFactory(fresh, null).create(tuple));
    }

    @Test
    void a_wrong_number_of_values_and_a_field_that_is_not_there_are_told() {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> fresh.create(new Values(1))).getMessage().contains("[a, b]"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> new ProjectionFactory(fresh, new Fields("z"))).getMessage().contains("'z'"));
        assertThrows(IllegalArgumentException.class, () -> fresh.of(new Object[] {1, 2}).getValueByField("z"));
        assertTrue(TridentTupleView.EMPTY_TUPLE.isEmpty());
    }
}
