// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import org.apache.storm.generated.NotAliveException;
import org.apache.storm.generated.RebalanceOptions;
import org.apache.storm.generated.StormBase;
import org.apache.storm.generated.TopologyStatus;
import org.junit.jupiter.api.Test;

class LifecycleTest {
    private static final long NOW = 1_700_000_000_000L;

    private static StormBase base(TopologyStatus status) {
        StormBase base = new StormBase("t", status, 2);
        base.set_component_executors(new HashMap<>(Map.of("a", 1, "b", 2)));
        return base;
    }

    @Test
    void activeAndInactiveTurnIntoEachOtherWithoutAWait() throws NotAliveException {
        Lifecycle.Step step = Lifecycle.deactivate(base(TopologyStatus.ACTIVE), "t");
        assertEquals(TopologyStatus.INACTIVE, step.base().get_status());
        assertEquals(-1, step.waitSecs());
        assertEquals(TopologyStatus.ACTIVE, Lifecycle.activate(step.base(), "t").base().get_status());
        assertEquals(base(TopologyStatus.ACTIVE), Lifecycle.activate(base(TopologyStatus.ACTIVE), "t").base());
    }

    @Test
    void aKilledTopologyIsRemovedAfterItsWait() {
        Lifecycle.Step step = Lifecycle.kill(base(TopologyStatus.ACTIVE), 7, NOW);
        assertEquals(TopologyStatus.KILLED, step.base().get_status());
        assertEquals(7, step.waitSecs());
        assertEquals(7, Lifecycle.waitSecs(step.base(), NOW));
        assertNull(Lifecycle.due(step.base()).base());
    }

    @Test
    void aNewLeaderGoesOnWithTheWait() throws NotAliveException {
        StormBase killed = Lifecycle.kill(base(TopologyStatus.ACTIVE), 30, NOW).base();
        assertEquals(11, Lifecycle.waitSecs(killed, NOW + 19_500));
        assertEquals(0, Lifecycle.waitSecs(killed, NOW + 31_000));
        assertEquals(30, Lifecycle.waitSecs(killed, NOW - 100_000), "another machine's clock may be behind");
        StormBase waiting = Lifecycle.rebalance(base(TopologyStatus.ACTIVE), "t", new RebalanceOptions(), 30, NOW).base();
        assertEquals(20, Lifecycle.waitSecs(waiting, NOW + 10_000));
        assertFalse(Lifecycle.due(waiting).base().is_set_wait_ends_millis());
    }

    @Test
    void aSecondKillOnlyChangesTheWait() {
        StormBase killed = Lifecycle.kill(base(TopologyStatus.INACTIVE), 100, NOW).base();
        Lifecycle.Step again = Lifecycle.kill(killed, 0, NOW);
        assertEquals(0, again.waitSecs());
        assertEquals(TopologyStatus.INACTIVE, again.base().get_prev_status());
    }

    @Test
    void aKilledTopologyDoesNothingElse() {
        StormBase killed = Lifecycle.kill(base(TopologyStatus.ACTIVE), 1, NOW).base();
        assertThrows(NotAliveException.class, () -> Lifecycle.activate(killed, "t"));
        assertThrows(NotAliveException.class, () -> Lifecycle.deactivate(killed, "t"));
        assertThrows(NotAliveException.class, () -> Lifecycle.rebalance(killed, "t", new RebalanceOptions(), 1, NOW));
    }

    @Test
    void aRebalanceTakesEffectAfterItsWaitAndReturnsToWhatWas() throws NotAliveException {
        RebalanceOptions options = new RebalanceOptions();
        options.set_num_workers(5);
        options.set_num_executors(Map.of("b", 4));
        Lifecycle.Step step = Lifecycle.rebalance(base(TopologyStatus.INACTIVE), "t", options, 3, NOW);
        assertEquals(TopologyStatus.REBALANCING, step.base().get_status());
        assertEquals(2, step.base().get_num_workers());
        assertEquals(3, Lifecycle.waitSecs(step.base(), NOW));
        assertFalse(step.replace());
        assertTrue(Lifecycle.isDraining(step.base()));
        Lifecycle.Step move = Lifecycle.due(step.base());
        assertTrue(move.replace());
        assertTrue(Lifecycle.isMoving(move.base()));
        assertEquals(5, move.base().get_num_workers());
        assertEquals(60, Lifecycle.waitSecs(move.base(), NOW));
        Lifecycle.Step due = Lifecycle.due(move.base());
        assertFalse(due.replace());
        assertEquals(TopologyStatus.INACTIVE, due.base().get_status());
        assertEquals(5, due.base().get_num_workers());
        assertEquals(Map.of("a", 1, "b", 4), due.base().get_component_executors());
        assertFalse(due.base().is_set_topology_action_options());
        assertEquals(-1, Lifecycle.waitSecs(due.base(), NOW));
    }

    @Test
    void whatIsTurnedOnDuringARebalanceIsOnAfterIt() throws NotAliveException {
        StormBase waiting = Lifecycle.rebalance(base(TopologyStatus.INACTIVE), "t", new RebalanceOptions(), 3, NOW).base();
        StormBase turned = Lifecycle.activate(waiting, "t").base();
        assertEquals(TopologyStatus.REBALANCING, turned.get_status());
        assertEquals(TopologyStatus.ACTIVE, Lifecycle.due(Lifecycle.due(turned).base()).base().get_status());
    }

    @Test
    void aRebalanceDuringARebalanceRemembersTheFirstState() throws NotAliveException {
        StormBase first = Lifecycle.rebalance(base(TopologyStatus.INACTIVE), "t", new RebalanceOptions(), 3, NOW).base();
        StormBase second = Lifecycle.rebalance(first, "t", new RebalanceOptions(), 9, NOW).base();
        assertEquals(9, Lifecycle.waitSecs(second, NOW));
        assertEquals(TopologyStatus.INACTIVE, Lifecycle.due(Lifecycle.due(second).base()).base().get_status());
    }

    @Test
    void noStepChangesWhatItWasGiven() throws NotAliveException {
        StormBase given = base(TopologyStatus.ACTIVE);
        Lifecycle.kill(given, 1, NOW);
        Lifecycle.deactivate(given, "t");
        Lifecycle.rebalance(given, "t", new RebalanceOptions(), 1, NOW);
        assertEquals(base(TopologyStatus.ACTIVE), given);
    }
}
