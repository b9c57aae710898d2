// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.scheduling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.storm.metric.StormMetricsRegistry;
import org.apache.storm.scheduler.Cluster;
import org.apache.storm.scheduler.DefaultScheduler;
import org.apache.storm.scheduler.blacklist.BlacklistScheduler;
import org.apache.storm.utils.Time;
import org.junit.jupiter.api.Test;

class BlacklistSchedulingTest {
    private static final Map<String, Set<Integer>> BOTH = Map.of("a", Set.of(1, 2), "b", Set.of(1, 2));

    @Test
    void aSupervisorThatIsAwayIsBadInEachRoundItMisses() {
        SlotFailureHistory slots = new SlotFailureHistory(5, true);
        slots.note(BOTH);
        slots.note(Map.of("a", Set.of(1, 2)));
        slots.note(Map.of("a", Set.of(1), "b", Set.of(1, 2)));
        assertEquals(List.of(Map.of(), Map.of("b", Set.of(1, 2)), Map.of("a", Set.of(2))), slots.window());
    }

    @Test
    void oneMissingSlotMayBeTooLittleToBlame() {
        SlotFailureHistory slots = new SlotFailureHistory(5, false);
        slots.note(BOTH);
        slots.note(Map.of("a", Set.of(1)));
        assertEquals(Map.of("b", Set.of(1, 2)), slots.window().get(1));
    }

    @Test
    void whatIsMissingAllTheTimeIsForgotten() {
        SlotFailureHistory slots = new SlotFailureHistory(3, true);
        slots.note(BOTH);
        for (int i = 0; i < 5; i++) {
            slots.note(Map.of("a", Set.of(1, 2)));
        }
        assertEquals(Map.of(), slots.window().get(2));
    }

    @Test
    void aSupervisorThatHasNotBeenHeardOfIsNotMissed() {
        SlotFailureHistory slots = new SlotFailureHistory(5, true);
        slots.heard(Map.of("a", Set.of(1, 2)));
        slots.note(BOTH);
        slots.note(Map.of("a", Set.of(1, 2)));
        assertEquals(Map.of(), slots.window().get(1), "what was announced was left over from a process that has ended");
        slots.heard(BOTH);
        slots.note(BOTH);
        slots.heard(Map.of("a", Set.of(1, 2)));
        slots.note(Map.of("a", Set.of(1, 2)));
        assertEquals(Map.of("b", Set.of(1, 2)), slots.window().get(3), "it had been there");
    }

    @Test
    void aPortThatASupervisorItselfNoLongerNamesIsNotMissed() {
        SlotFailureHistory slots = new SlotFailureHistory(5, true);
        slots.heard(BOTH);
        slots.note(BOTH);
        slots.heard(Map.of("a", Set.of(1), "b", Set.of(1, 2)));
        slots.note(Map.of("a", Set.of(1), "b", Set.of(1)));
        assertEquals(Map.of("b", Set.of(2)), slots.window().get(1), "a was started again with fewer slots, a worker of b has died");
        slots.heard(Map.of("a", Set.of(), "b", Set.of(1, 2)));
        slots.note(Map.of("a", Set.of(), "b", Set.of(1, 2)));
        assertEquals(Map.of("a", Set.of(1)), slots.window().get(2), "who names none is not fit");
    }

    @Test
    void whatWasThereUnderAnEarlierLeadershipIsNotMissed() {
        SlotFailureHistory slots = new SlotFailureHistory(5, true);
        slots.note(BOTH);
        slots.startOver();
        slots.note(Map.of("a", Set.of(1, 2)));
        assertEquals(List.of(Map.of()), slots.window());
    }

    @Test
    void whoIsBadTooOftenIsSetAsideForSoManyRounds() {
        Blacklist aside = new Blacklist(2, 3);
        List<Map<String, Set<Integer>>> once = List.of(Map.of("a", Set.of(1)));
        assertEquals(Set.of(), aside.add(once, List.of()));
        List<Map<String, Set<Integer>>> twice = List.of(Map.of("a", Set.of(1)), Map.of("a", Set.of(1)));
        assertEquals(Set.of("a"), aside.add(twice, List.of()));
        assertEquals(Set.of(), aside.add(twice, List.of()));
        assertEquals(Set.of(), aside.countDown());
        assertEquals(Set.of(), aside.countDown());
        assertEquals(Set.of("a"), aside.countDown());
        assertEquals(List.of(), aside.all());
        assertEquals(Set.of("b"), aside.add(List.of(), List.of(Map.of("b", 1), Map.of("b", 1))));
        aside.release(Set.of("b"));
        assertEquals(Set.of(), aside.add(List.of(), List.of(Map.of("b", 1), Map.of("b", 1))), "the same rounds do not count again");
    }

    @Test
    void aFlappingSupervisorGetsNothingUntilSlotsRunShort() {
        try (Time.SimulatedTime time = new Time.SimulatedTime()) {
            Grid grid = new Grid().supervisor("good", 2).supervisor("bad", 2).topology("t", 1, 2);
            grid.conf.putAll(Map.of("nimbus.monitor.freq.secs", 10, "blacklist.scheduler.tolerance.count", 2));
            BlacklistScheduler scheduler = new BlacklistScheduler(new DefaultScheduler());
            scheduler.prepare(grid.conf, new StormMetricsRegistry());
            round(grid, scheduler);
            var bad = grid.supervisors.get("bad");
            grid.kill("bad");
            round(grid, scheduler);
            round(grid, scheduler);
            grid.supervisors.put("bad", bad);
            round(grid, scheduler);
            assertEquals(Set.of("bad"), scheduler.getBlacklistSupervisorIds());
            grid.topology("u", 1, 1);
            round(grid, scheduler);
            grid.holders().keySet().forEach(slot -> assertEquals("good", slot.getNodeId()));
            grid.topology("v", 2, 2);
            round(grid, scheduler);
            assertEquals(Set.of(), scheduler.getBlacklistSupervisorIds());
            assertEquals(2, grid.placed("v").size());
            assertTrue(new HashSet<>(grid.holders().keySet()).stream().anyMatch(slot -> slot.getNodeId().equals("bad")));
        }
    }

    @Test
    void aClusterThatIsStartedAgainWhileItsLastAnnouncementsAreStillThereBlacklistsNobody() {
        try (Time.SimulatedTime time = new Time.SimulatedTime()) {
            Grid grid = new Grid().supervisor("good", 2).supervisor("slow", 2).topology("t", 1, 2);
            grid.conf.putAll(Map.of("nimbus.monitor.freq.secs", 10, "blacklist.scheduler.tolerance.count", 2));
            BlacklistScheduler scheduler = new BlacklistScheduler(new DefaultScheduler());
            scheduler.prepare(grid.conf, new StormMetricsRegistry());
            scheduler.leadershipBegan();
            scheduler.heard(Map.of("good", grid.supervisors.get("good").getAllPorts()));
            round(grid, scheduler);
            var slow = grid.supervisors.get("slow");
            grid.kill("slow");
            for (int i = 0; i < 5; i++) {
                round(grid, scheduler);
            }
            grid.supervisors.put("slow", slow);
            round(grid, scheduler);
            assertEquals(Set.of(), scheduler.getBlacklistSupervisorIds());
        }
    }

    @Test
    void extraRoundsOfNimbusAreNoLooksAndCallsOfWhoTellsNothingAre() {
        assertEquals(Set.of(), blacklistedAfterThreeCallsAtOnce(true));
        assertEquals(Set.of("bad"), blacklistedAfterThreeCallsAtOnce(false));
    }

    private static Set<String> blacklistedAfterThreeCallsAtOnce(boolean driven) {
        try (Time.SimulatedTime time = new Time.SimulatedTime()) {
            Grid grid = new Grid().supervisor("good", 2).supervisor("bad", 2).topology("t", 1, 2);
            grid.conf.putAll(Map.of("nimbus.monitor.freq.secs", 10, "blacklist.scheduler.tolerance.count", 2));
            BlacklistScheduler scheduler = new BlacklistScheduler(new DefaultScheduler());
            scheduler.prepare(grid.conf, new StormMetricsRegistry());
            if (driven) {
                scheduler.leadershipBegan();
                scheduler.heard(BOTH);
            }
            round(grid, scheduler);
            grid.kill("bad");
            for (int i = 0; i < 3; i++) {
                call(grid, scheduler);
            }
            return scheduler.getBlacklistSupervisorIds();
        }
    }

    @Test
    void supervisorsThatAreTakenBackForWantOfSlotsAreToBeUsedLast() {
        Grid grid = new Grid().supervisor("good", 1).supervisor("bad", 1).topology("t", 1, 1);
        grid.conf.putAll(Map.of("blacklist.scheduler.tolerance.count", 1));
        BlacklistScheduler scheduler = new BlacklistScheduler(new DefaultScheduler());
        scheduler.prepare(grid.conf, new StormMetricsRegistry());
        call(grid, scheduler);
        var bad = grid.supervisors.get("bad");
        grid.kill("bad");
        call(grid, scheduler);
        grid.supervisors.put("bad", bad);
        assertEquals(List.of(), call(grid, scheduler).getGreyListedSupervisors());
        grid.topology("u", 2, 2);
        assertEquals(List.of("bad"), call(grid, scheduler).getGreyListedSupervisors());
    }

    private static Cluster call(Grid grid, BlacklistScheduler scheduler) {
        Cluster cluster = grid.cluster();
        scheduler.schedule(cluster.getTopologies(), cluster);
        grid.assignments = cluster.getAssignments();
        return cluster;
    }

    /** A round in which looks at the slots are due. */
    private static void round(Grid grid, BlacklistScheduler scheduler) {
        Time.advanceTimeSecs(10);
        call(grid, scheduler);
    }
}
