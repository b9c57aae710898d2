// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.slot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.storm.generated.ExecutorInfo;
import org.junit.jupiter.api.Test;
import tempest.cluster.FatalErrorHandler;
import tempest.cluster.ManualClock;
import tempest.cluster.Mailbox;
import tempest.cluster.WorkerExit;

/** Slots with fake workers and files; the test is the owner thread and moves the clock. */
class SlotsTest {

    private static final SlotLimits LIMITS = new SlotLimits(10_000, 200_000, 60_000, 3_000, 5_000, 500, 8_000, 60_000);
    /** Slots that wait for time look at it this often. */
    private static final long LOOK = 50;
    private static final SlotAssignment ONE = new SlotAssignment("one", Set.of(new ExecutorInfo(1, 2)), null, "me");
    private static final SlotAssignment TWO = new SlotAssignment("two", Set.of(new ExecutorInfo(1, 1)), null, "me");

    private final ManualClock clock = new ManualClock();
    private final Mailbox mailbox = new Mailbox(clock);
    private final FakeWorkers fake = new FakeWorkers();
    private final Slots slots = new Slots(Set.of(6700, 6701), "node", 6628, LIMITS, fake, fake, fake, clock, mailbox,
        FatalErrorHandler.logging("test"));

    private void desire(Map<Integer, SlotAssignment> assignments) {
        slots.desire(assignments);
        settle();
    }

    private void settle() {
        int rounds = 0;
        while (mailbox.doWork() > 0) {
            assertTrue(rounds++ < 100, "never settles");
        }
    }

    private void pass(long millis) {
        clock.advance(millis, TimeUnit.MILLISECONDS);
        settle();
    }

    private SlotState state(int port) {
        return slots.reports().stream().filter(slot -> slot.port() == port).findFirst().orElseThrow().state();
    }

    private void runOne() {
        slots.takeOver();
        desire(Map.of(6700, ONE));
        fake.last().up = true;
        pass(LOOK);
        assertEquals(SlotState.RUNNING, state(6700));
    }

    @Test
    void anAssignmentBecomesARunningWorkerOnItsPort() {
        runOne();
        LaunchRequest request = fake.last().request();
        assertEquals("one", request.topologyId());
        assertEquals(6700, request.port());
        assertEquals("node", request.supervisorId());
        assertEquals(SlotState.EMPTY, state(6701));
        assertEquals(List.of("one:6700"), fake.held);
    }

    @Test
    void nothingHappensBeforeTheAssignmentsAreKnown() {
        FakeWorkers.FakeWorker running = new FakeWorkers.FakeWorker(new LaunchRequest("node", 6628, 6700, "w", ONE));
        fake.left.add(running);
        slots.takeOver();
        pass(100_000);
        assertEquals(SlotState.RUNNING, state(6700));
        assertEquals(0, running.terminated + running.killed);
    }

    @Test
    void anAdoptedWorkerGoesOnIfItIsStillWantedAndStopsIfNot() {
        FakeWorkers.FakeWorker wanted = new FakeWorkers.FakeWorker(new LaunchRequest("node", 6628, 6700, "w0", ONE));
        FakeWorkers.FakeWorker unwanted = new FakeWorkers.FakeWorker(new LaunchRequest("node", 6628, 6701, "w1", TWO));
        fake.left.addAll(List.of(wanted, unwanted));
        slots.takeOver();
        desire(Map.of(6700, ONE));
        assertEquals(0, wanted.terminated);
        assertEquals(1, unwanted.terminated);
        assertTrue(fake.launched.isEmpty());
        unwanted.end();
        settle();
        assertTrue(unwanted.cleaned);
        assertEquals(SlotState.EMPTY, state(6701));
        assertEquals(List.of("one:6700"), fake.held);
    }

    @Test
    void aWorkerLeftOnAPortThatIsNoSlotIsKilledAndCleanedUp() {
        FakeWorkers.FakeWorker stray = new FakeWorkers.FakeWorker(new LaunchRequest("node", 6628, 9999, "w0", ONE));
        FakeWorkers.FakeWorker second = new FakeWorkers.FakeWorker(new LaunchRequest("node", 6628, 6700, "w1", ONE));
        FakeWorkers.FakeWorker third = new FakeWorkers.FakeWorker(new LaunchRequest("node", 6628, 6700, "w2", ONE));
        fake.left.addAll(List.of(stray, second, third));
        slots.takeOver();
        assertEquals(List.of(1, 0, 1), List.of(stray.killed, second.killed, third.killed));
        stray.end();
        assertTrue(stray.cleaned);
    }

    @Test
    void aWorkerThatEndsIsStartedAgainAtOnceAfterItsBackOffWithAFreshId() {
        runOne();
        FakeWorkers.FakeWorker first = fake.last();
        first.end();
        settle();
        assertEquals(SlotState.BACKING_OFF, state(6700));
        assertTrue(first.cleaned);
        pass(499);
        assertEquals(1, fake.launched.size());
        pass(LOOK);
        assertEquals(2, fake.launched.size());
        assertNotEquals(first.request().workerId(), fake.last().request().workerId());
    }

    @Test
    void aWorkerThatEndsOrDoesNotStartIsToldUnlessThatWasWanted() {
        runOne();
        fake.last().end();
        settle();
        assertEquals(List.of("one:6700 exited with status 7"), fake.failures);
        fake.failures.clear();
        fake.refusal = "port 6700 is in use by process 1";
        pass(500 + LOOK);
        assertEquals(List.of("one:6700 could not be launched: port 6700 is in use by process 1"), fake.failures);
        fake.failures.clear();
        fake.refusal = null;
        pass(1_000 + LOOK);
        pass(10_000 + LOOK);
        assertEquals(List.of("one:6700 did not come up within 10 s (supervisor.worker.start.timeout.secs)"), fake.failures);
        fake.last().end();
        settle();
        pass(8_000 + LOOK);
        fake.failures.clear();
        fake.last().up = true;
        fake.last().exit = new WorkerExit(true, "exited with status 0: assigned other executors");
        pass(LOOK);
        fake.last().end();
        settle();
        assertEquals(List.of(), fake.failures);
    }

    @Test
    void eachEndIsToldOnceWithItsCause() {
        runOne();
        fake.last().status = Optional.of(new ExitStatus(137, "SIGKILL"));
        fake.last().exit = new WorkerExit(false, "exited with status 137 (SIGKILL); see logs/worker.log");
        fake.last().end();
        settle();
        fake.refusal = "port 6700 is in use by process 1";
        pass(500 + LOOK);
        fake.refusal = null;
        pass(1_000 + LOOK);
        fake.last().exit = new WorkerExit(false, "exited with status 3: java.lang.OutOfMemoryError: Java heap space");
        fake.last().end();
        settle();
        pass(2_000 + LOOK);
        pass(10_000 + LOOK);
        fake.last().end();
        settle();
        assertEquals(List.of("SIGNALLED exited with status 137 (SIGKILL)", "NOT_STARTED could not be launched: port 6700 is in use by process 1",
            "OUT_OF_MEMORY exited with status 3: java.lang.OutOfMemoryError: Java heap space",
            "NOT_STARTED did not come up within 10 s (supervisor.worker.start.timeout.secs)"), fake.ends);
    }

    @Test
    void plannedEndsAreToldWhileTheirTopologyGoesOnThere() {
        runOne();
        SlotAssignment other = new SlotAssignment("one", Set.of(new ExecutorInfo(3, 3)), null, "me");
        desire(Map.of(6700, other));
        fake.last().end();
        settle();
        assertEquals(List.of("PLANNED was stopped: it gets other executors"), fake.ends);
        fake.last().up = true;
        pass(LOOK);
        fake.last().exit = new WorkerExit(true, "exited with status 0: assigned other executors");
        fake.last().end();
        settle();
        assertEquals("PLANNED exited with status 0: assigned other executors", fake.ends.get(1));
        pass(500 + LOOK);
        desire(Map.of());
        fake.last().end();
        settle();
        assertEquals(2, fake.ends.size());
    }

    @Test
    void aWorkerThatWasToldToStopIsNoFailure() {
        runOne();
        desire(Map.of());
        fake.last().end();
        settle();
        assertEquals(SlotState.EMPTY, state(6700));
        assertEquals(List.of(), fake.failures);
    }

    @Test
    void theBackOffGrowsWithEachCrashAndIsForgottenAfterAStableRun() {
        runOne();
        long[] waits = {500, 1_000, 2_000, 4_000, 8_000, 8_000};
        for (long wait : waits) {
            int before = fake.launched.size();
            fake.last().end();
            settle();
            pass(wait - 1);
            assertEquals(before, fake.launched.size(), "before " + wait);
            pass(LOOK);
            assertEquals(before + 1, fake.launched.size(), "after " + wait);
        }
        fake.last().up = true;
        pass(LOOK);
        pass(LIMITS.stableRun());
        int before = fake.launched.size();
        fake.last().end();
        settle();
        assertEquals(before + 1, fake.launched.size(), "what ran well is started again at once");
        fake.last().end();
        settle();
        assertEquals(before + 1, fake.launched.size(), "and waits if it ends again");
        pass(500 + LOOK);
        assertEquals(before + 2, fake.launched.size());
    }

    @Test
    void aWorkerThatCannotBeLaunchedIsTriedAgainLater() {
        slots.takeOver();
        fake.refusal = "port 6700 is in use by process 1";
        desire(Map.of(6700, ONE));
        assertEquals(SlotState.BACKING_OFF, state(6700));
        fake.refusal = null;
        pass(500 + LOOK);
        assertEquals(1, fake.launched.size());
    }

    @Test
    void filesThatCannotBeHadAreTriedAgainLater() {
        slots.takeOver();
        fake.files.put("one", CompletableFuture.failedFuture(new IOException("no blob")));
        desire(Map.of(6700, ONE));
        assertEquals(SlotState.BACKING_OFF, state(6700));
        fake.files.put("one", new CompletableFuture<>());
        pass(500 + LOOK);
        assertEquals(SlotState.LOCALIZING, state(6700));
        fake.files.get("one").complete(null);
        settle();
        assertEquals(1, fake.launched.size());
    }

    @Test
    void filesThatFailOnceAreNobodysNewsButThoseThatFailAgainAreToldAsTheTopologysError() {
        slots.takeOver();
        fake.files.put("one", CompletableFuture.failedFuture(new IOException("the archive is damaged")));
        desire(Map.of(6700, ONE));
        assertEquals(List.of(), fake.failures);
        pass(500 + LOOK);
        assertEquals(List.of("one:6700 the archive is damaged"), fake.failures);
    }

    @Test
    void anotherAssignmentStopsTheWorkerFirstAndThenStartsTheOther() {
        runOne();
        FakeWorkers.FakeWorker first = fake.last();
        desire(Map.of(6700, TWO));
        assertEquals(1, first.terminated);
        assertEquals(1, fake.launched.size());
        pass(2_999);
        assertEquals(0, first.killed);
        pass(LOOK);
        assertEquals(1, first.killed);
        pass(5_000 + LOOK);
        assertEquals(2, first.killed);
        first.end();
        settle();
        assertTrue(first.cleaned);
        assertEquals("two", fake.last().request().topologyId());
        assertEquals(List.of("two:6700"), fake.held);
    }

    @Test
    void aWorkerThatNeverComesUpIsStoppedAndStartedAgain() {
        slots.takeOver();
        desire(Map.of(6700, ONE));
        FakeWorkers.FakeWorker silent = fake.last();
        pass(9_999);
        assertEquals(0, silent.terminated);
        pass(LOOK);
        assertEquals(1, silent.terminated);
        silent.end();
        settle();
        pass(500 + LOOK);
        assertEquals(2, fake.launched.size());
    }

    private void passBeating(long secs, String activity) {
        for (int i = 0; i < secs; i++) {
            fake.last().beat(activity);
            pass(1_000);
        }
    }

    @Test
    void aWorkerThatHangsIsKilledWithinItsTimeoutAndThreeSecondsAndReplaced() {
        runOne();
        passBeating(100, "up");
        FakeWorkers.FakeWorker hung = fake.last();
        for (int i = 0; i < 29; i++) {
            pass(1_000);
        }
        assertEquals(0, hung.killed);
        for (int i = 0; i < 4; i++) {
            pass(1_000);
        }
        assertEquals(List.of(0, 1), List.of(hung.terminated, hung.killed), "it must not wake up and stop in order");
        assertEquals(1, fake.failures.size());
        assertTrue(fake.failures.get(0).startsWith("one:6700 hangs: no heartbeat for 30 s, at last it was up"), fake.failures.get(0));
        assertTrue(fake.ends.get(0).startsWith("HUNG hangs: no heartbeat for 30 s"), fake.ends.get(0));
        hung.end();
        settle();
        assertEquals(2, fake.launched.size());
        assertEquals(List.of("one:6700"), fake.held);
    }

    @Test
    void aSupervisorThatWasStoppedItselfTakesNobodyToHang() {
        runOne();
        passBeating(10, "up");
        pass(3_600_000);
        passBeating(10, "up");
        assertEquals(0, fake.last().killed);
        assertEquals(SlotState.RUNNING, state(6700));
    }

    @Test
    void aWorkerThatTellsNoHeartbeatsIsNeverTakenToHang() {
        runOne();
        for (int i = 0; i < 1_000; i++) {
            pass(1_000);
        }
        assertEquals(SlotState.RUNNING, state(6700));
    }

    @Test
    void aStartThatTellsHeartbeatsMayTakeLongAndIsToldOnce() {
        slots.takeOver();
        desire(Map.of(6700, ONE));
        passBeating(199, "preparing bolts: split");
        assertEquals(SlotState.STARTING, state(6700));
        assertEquals(List.of("one:6700 60 s preparing bolts: split"), fake.slowStarts);
        fake.last().up = true;
        pass(LOOK);
        assertEquals(SlotState.RUNNING, state(6700));
        assertEquals(List.of(), fake.failures);
    }

    @Test
    void aStartThatTakesLongerThanItsBoundIsStoppedAndWhatItWasAtIsTold() {
        slots.takeOver();
        desire(Map.of(6700, ONE));
        passBeating(201, "preparing bolts: split");
        assertEquals(1, fake.last().terminated);
        assertEquals(List.of("one:6700 did not come up within 200 s (supervisor.worker.prepare.timeout.secs); at last it was preparing bolts: split"),
            fake.failures);
    }

    @Test
    void aHeartbeatShowsThatAWorkerIsUp() {
        slots.takeOver();
        desire(Map.of(6700, ONE));
        slots.heartbeat("one", Set.of(new ExecutorInfo(7, 7)));
        settle();
        assertEquals(SlotState.STARTING, state(6700));
        slots.heartbeat("one", ONE.executors());
        settle();
        assertEquals(SlotState.RUNNING, state(6700));
    }

    @Test
    void aBlobThatChangesRestartsTheWorkerOnce() {
        runOne();
        FakeWorkers.FakeWorker first = fake.last();
        fake.restarts.get(6700).run();
        settle();
        assertEquals(1, first.terminated);
        first.end();
        settle();
        assertEquals(2, fake.launched.size());
        fake.last().up = true;
        pass(LOOK);
        assertEquals(SlotState.RUNNING, state(6700));
        assertEquals(0, fake.last().terminated);
    }

    @Test
    void anAssignmentThatIsWithdrawnWhileItsFilesComeLeavesNothing() {
        slots.takeOver();
        fake.files.put("one", new CompletableFuture<>());
        desire(Map.of(6700, ONE));
        assertEquals(SlotState.LOCALIZING, state(6700));
        desire(Map.of());
        assertEquals(SlotState.EMPTY, state(6700));
        assertTrue(fake.held.isEmpty());
        fake.files.get("one").complete(null);
        settle();
        assertTrue(fake.launched.isEmpty());
        assertNull(slots.reports().get(0).assignment());
    }

    @Test
    void stoppingAllWaitsUntilEveryWorkerIsGone() throws Exception {
        SlotLimits patient = new SlotLimits(60_000, 60_000, 60_000, 30_000, 30_000, 500, 8_000, 60_000);
        Slots threaded = new Slots(Set.of(6700), "node", 6628, patient, fake, fake, fake, tempest.cluster.Clock.system(),
            FatalErrorHandler.logging("test"));
        threaded.start();
        threaded.desire(Map.of(6700, ONE));
        tempest.cluster.Eventually.holds("a worker is launched",
            () -> threaded.reports().stream().anyMatch(slot -> slot.state() == SlotState.STARTING));
        CompletableFuture<Boolean> stopped = CompletableFuture.supplyAsync(threaded::stopWorkers);
        tempest.cluster.Eventually.holds("the slot is stopping",
            () -> threaded.reports().stream().anyMatch(slot -> slot.state() == SlotState.STOPPING));
        assertFalse(stopped.isDone());
        fake.last().end();
        assertTrue(stopped.get(60, TimeUnit.SECONDS));
        threaded.close();
    }
}
