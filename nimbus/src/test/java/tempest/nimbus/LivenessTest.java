// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.storm.generated.SupervisorInfo;
import org.apache.storm.scheduler.WorkerSlot;
import org.junit.jupiter.api.Test;
import tempest.rpc.WorkerBeat;

class LivenessTest {
    private static final WorkerSlot SLOT = new WorkerSlot("n", 6700);
    private final Heartbeats heartbeats = new Heartbeats(30, 120, 600, 6);
    private final Supervisors supervisors = new Supervisors(60);

    private static long at(long secs) {
        return TimeUnit.SECONDS.toNanos(secs);
    }

    private static WorkerBeat beat(int port) {
        return new WorkerBeat("t", "n", "h", port, 1, 1, Map.of());
    }

    @Test
    void aNewWorkerHasTimeToLaunchAndAfterItsFirstBeatMustGoOn() {
        heartbeats.assigned("t", Set.of(SLOT), Set.of(SLOT), at(0));
        assertTrue(heartbeats.isAlive("t", SLOT, at(120)));
        assertFalse(heartbeats.isAlive("t", SLOT, at(121)));
        assertTrue(heartbeats.record(beat(6700), at(10)));
        assertTrue(heartbeats.isAlive("t", SLOT, at(40)));
        assertFalse(heartbeats.isAlive("t", SLOT, at(41)));
    }

    @Test
    void beatsOfSlotsThatAreNotAssignedCountForNothing() {
        heartbeats.assigned("t", Set.of(SLOT), Set.of(), at(0));
        assertFalse(heartbeats.record(beat(6701), at(1)));
        assertFalse(heartbeats.isAlive("t", new WorkerSlot("n", 6701), at(1)));
        assertEquals(List.of(), heartbeats.of("t"));
    }

    @Test
    void aRestartedSlotIsGivenTimeAgainAndAnUnchangedOneIsNot() {
        heartbeats.assigned("t", Set.of(SLOT), Set.of(), at(0));
        heartbeats.record(beat(6700), at(1));
        heartbeats.assigned("t", Set.of(SLOT), Set.of(), at(20));
        assertFalse(heartbeats.isAlive("t", SLOT, at(40)));
        heartbeats.assigned("t", Set.of(SLOT), Set.of(SLOT), at(40));
        assertTrue(heartbeats.isAlive("t", SLOT, at(160)));
        assertEquals(List.of(), heartbeats.of("t"));
    }

    @Test
    void aNewLeaderGivesAWorkerThatRanLongAgoTheTimeOutAndANewOneWhatIsLeftOfItsTimeToLaunch() {
        WorkerSlot fresh = new WorkerSlot("n", 6701);
        WorkerSlot ahead = new WorkerSlot("n", 6702);
        heartbeats.inherited("t", Map.of(SLOT, 5000L, fresh, 20L, ahead, -50L), at(1000));
        assertTrue(heartbeats.isAlive("t", SLOT, at(1030)));
        assertFalse(heartbeats.isAlive("t", SLOT, at(1031)));
        assertTrue(heartbeats.isAlive("t", fresh, at(1100)));
        assertFalse(heartbeats.isAlive("t", fresh, at(1101)));
        assertTrue(heartbeats.isAlive("t", ahead, at(1120)));
        assertFalse(heartbeats.isAlive("t", ahead, at(1121)));
    }

    @Test
    void nobodyLaunchesAWorkerWhoseSupervisorIsGone() {
        WorkerSlot elsewhere = new WorkerSlot("other", 6700);
        heartbeats.inherited("t", Map.of(SLOT, 20L, elsewhere, 20L), at(1000));
        heartbeats.supervisors(Set.of("other"));
        assertTrue(heartbeats.isAlive("t", SLOT, at(1024)), "a worker that runs has the time to find the new leader");
        assertEquals(at(1024) + 1, heartbeats.firstDeath(at(1000)).getAsLong(), "it is silent since the last leader was");
        assertFalse(heartbeats.isAlive("t", SLOT, at(1025)));
        assertTrue(heartbeats.isAlive("t", elsewhere, at(1100)));
        heartbeats.supervisors(Set.of("n", "other"));
        assertTrue(heartbeats.isAlive("t", SLOT, at(1100)), "it came back in time");
        heartbeats.assigned("t", Set.of(SLOT), Set.of(SLOT), at(2000));
        heartbeats.supervisors(Set.of());
        assertTrue(heartbeats.isAlive("t", SLOT, at(2030)));
        assertFalse(heartbeats.isAlive("t", SLOT, at(2031)), "one that this leader has assigned, too");
    }

    @Test
    void howeverShortTheTimeOutTheHalfOfItIsLeftToFindTheNewLeader() {
        Heartbeats hasty = new Heartbeats(4, 120, 600, 6);
        hasty.inherited("t", Map.of(SLOT, 5000L), at(1000));
        hasty.supervisors(Set.of());
        assertTrue(hasty.isAlive("t", SLOT, at(1002)));
        assertFalse(hasty.isAlive("t", SLOT, at(1003)));
    }

    @Test
    void aWorkerThatWasTakenOverHasNoLongerThanTheConfigurationSays() {
        Heartbeats hasty = new Heartbeats(30, 120, 20, 6);
        WorkerSlot fresh = new WorkerSlot("n", 6701);
        hasty.inherited("t", Map.of(SLOT, 5000L, fresh, 20L), at(1000));
        for (WorkerSlot slot : List.of(SLOT, fresh)) {
            assertTrue(hasty.isAlive("t", slot, at(1020)));
            assertFalse(hasty.isAlive("t", slot, at(1021)));
        }
        hasty.assigned("t", Set.of(SLOT), Set.of(SLOT), at(2000));
        assertTrue(hasty.isAlive("t", SLOT, at(2120)), "the limit is for those that were taken over");
    }

    @Test
    void aSupervisorsWordKeepsAWorkerAlive() {
        heartbeats.assigned("t", Set.of(SLOT), Set.of(), at(0));
        heartbeats.renew("t", SLOT, at(100));
        assertTrue(heartbeats.isAlive("t", SLOT, at(200)));
    }

    @Test
    void aWorkerThatIsStartedAgainLivesAsLongAsItsSupervisorSpeaksForItAndItsFirstBeatIsTaken() {
        heartbeats.assigned("t", Set.of(SLOT), Set.of(SLOT), at(0));
        heartbeats.renew("t", SLOT, at(20));
        WorkerBeat first = beat(6700);
        first.set_uptime_secs(24);
        assertTrue(heartbeats.record(first, at(25)));
        heartbeats.renew("t", SLOT, at(50));
        assertTrue(heartbeats.isAlive("t", SLOT, at(80)));
        assertFalse(heartbeats.isAlive("t", SLOT, at(81)));
    }

    @Test
    void theFirstDeathIsThatOfWhoHasBeenSilentForLongestOfThoseThatStillLive() {
        WorkerSlot other = new WorkerSlot("n", 6701);
        assertEquals(OptionalLong.empty(), heartbeats.firstDeath(at(0)));
        heartbeats.assigned("t", Set.of(SLOT, other), Set.of(), at(0));
        assertEquals(at(120) + 1, heartbeats.firstDeath(at(0)).orElseThrow());
        heartbeats.record(beat(6700), at(10));
        heartbeats.record(beat(6701), at(20));
        assertEquals(at(40) + 1, heartbeats.firstDeath(at(40)).orElseThrow());
        assertEquals(at(50) + 1, heartbeats.firstDeath(at(41)).orElseThrow(), "the other is dead by then");
        heartbeats.renew("t", SLOT, at(30));
        heartbeats.renew("t", other, at(5));
        assertEquals(at(50) + 1, heartbeats.firstDeath(at(41)).orElseThrow(), "a supervisor spoke for the first");
        assertEquals(OptionalLong.empty(), heartbeats.firstDeath(at(61)));
    }

    @Test
    void aSupervisorThatOnlyBeatsIsNewsWhenItComesAndWhenItsSlotsChange() {
        assertTrue(supervisors.heartbeat("s", info(1L), at(0)));
        assertFalse(supervisors.heartbeat("s", info(1L), at(5)));
        assertTrue(supervisors.heartbeat("s", info(1L, 2L), at(10)));
        assertEquals(Map.of("s", Set.of(1, 2)), supervisors.heard());
    }

    @Test
    void anAnnouncementAloneIsNotAWordOfTheSupervisors() {
        supervisors.announced("s", Optional.of(info(1L)), at(0));
        assertEquals(Map.of(), supervisors.heard());
        assertFalse(supervisors.heartbeat("s", info(1L), at(1)));
        assertEquals(Map.of("s", Set.of(1)), supervisors.heard());
        supervisors.announced("s", Optional.empty(), at(2));
        assertTrue(supervisors.heartbeat("s", info(1L), at(3)), "its announcement is being renewed");
    }

    private static SupervisorInfo info(Long... ports) {
        SupervisorInfo info = new SupervisorInfo(1, "h");
        info.set_meta(List.of(ports));
        info.set_uptime_secs(5);
        return info;
    }

    @Test
    void anAnnouncementIsNewsOnlyIfSlotsMayHaveChanged() {
        assertTrue(supervisors.announced("s", Optional.of(info(1L)), at(0)));
        assertFalse(supervisors.announced("s", Optional.of(info(1L)), at(1)));
        assertTrue(supervisors.announced("s", Optional.of(info(1L, 2L)), at(2)));
        assertTrue(supervisors.announced("s", Optional.empty(), at(3)));
        assertEquals(Map.of(), supervisors.present(at(3)));
        assertFalse(supervisors.announced("s", Optional.empty(), at(4)));
    }

    @Test
    void aSupervisorThatOnlyBeatsIsThereUntilItFallsSilent() {
        supervisors.heartbeat("s", info(1L), at(0));
        assertEquals(35, supervisors.present(at(30)).get("s").get_uptime_secs());
        assertEquals(Map.of(), supervisors.present(at(61)));
    }
}
