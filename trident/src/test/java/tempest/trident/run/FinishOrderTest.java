// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.apache.storm.tuple.Fields;
import org.junit.jupiter.api.Test;
import tempest.trident.run.BatchTopology.Component;

class FinishOrderTest {
    private final BatchTopology topology = new BatchTopology();
    private final int group = topology.group("g");

    private Component after(String id, Component... from) {
        Component c = topology.stage(id, null);
        for (Component one : from) {
            c.input(group, one, 0, new Partitioning.Shuffle());
        }
        c.output("s", new Fields("f"));
        return c;
    }

    private Component source(String id) {
        Component c = topology.source(id, group, id, null, null);
        c.output("s", new Fields("f"));
        return c;
    }

    @Test
    void aComponentFinishesAfterAllItTakesRowsFrom() {
        Component a = source("a");
        Component b = after("b", a);
        Component c = after("c", a, b);
        FinishOrder order = new FinishOrder(group, List.of(c, b, a));
        assertEquals(List.of(0, 1, 2), List.of(order.finish(a), order.finish(b), order.finish(c)));
        assertEquals(new Rounds(3, 3), order.rounds(false));
        assertEquals(new Rounds(4, 3), order.rounds(true), "the source's own commit");
    }

    @Test
    void whatCommitsFinishesAfterAllThatDoesNot() {
        Component a = source("a");
        Component state = after("state", a).commits(group);
        Component behind = after("behind", state);
        Component b = after("b", a);
        Component c = after("c", b);
        FinishOrder order = new FinishOrder(group, List.of(a, state, behind, b, c));
        assertEquals(List.of(0, 1, 2, 3, 4), List.of(order.finish(a), order.finish(b), order.finish(c), order.finish(state), order.finish(behind)));
        assertEquals(new Rounds(5, 3), order.rounds(true));
    }

    @Test
    void aSourceMayCommitItself() {
        Component a = source("a").commits(group);
        assertEquals(new Rounds(2, 1), new FinishOrder(group, List.of(a)).rounds(false));
    }

    @Test
    void rowsThatGoInACircleAreRefusedByName() {
        Component a = source("a");
        Component b = after("b", a);
        b.input(group, after("c", b), 0, new Partitioning.Shuffle());
        String message = assertThrows(IllegalArgumentException.class, () -> new FinishOrder(group, List.of(a, b))).getMessage();
        assertEquals("component \"b\" takes rows that depend on its own", message);
    }
}
