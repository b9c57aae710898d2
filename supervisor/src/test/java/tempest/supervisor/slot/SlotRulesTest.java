// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.slot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.storm.generated.ExecutorInfo;
import org.junit.jupiter.api.Test;
import tempest.supervisor.slot.SlotView.Files;
import tempest.supervisor.slot.SlotView.Heartbeat;
import tempest.supervisor.slot.SlotView.WorkerStatus;

/** The decision table, row by row, and what must hold in every cell of it. */
class SlotRulesTest {

    private static final SlotLimits LIMITS = new SlotLimits(10_000, 100_000, 60_000, 3_000, 5_000, 500, 8_000, 60_000);
    private static final SlotAssignment ONE = new SlotAssignment("one", Set.of(new ExecutorInfo(1, 1)), null, null);
    private static final SlotAssignment TWO = new SlotAssignment("two", Set.of(new ExecutorInfo(1, 1)), null, null);

    private final SlotRules rules = new SlotRules(LIMITS);

    private static final class Cell {
        SlotState state;
        long inState;
        SlotAssignment current = ONE;
        SlotAssignment desired = ONE;
        Files files = Files.READY;
        WorkerStatus worker = WorkerStatus.NONE;
        Heartbeat heartbeat = Heartbeat.NONE;
        boolean restart;
        boolean killed;
        long sinceKill;
        int failures = 1;

        SlotView view() {
            return new SlotView(state, inState, current, desired, files, worker, heartbeat, "how", restart, killed, sinceKill, failures);
        }
    }

    private void check(SlotState from, Consumer<Cell> how, SlotState to, SlotAction action, boolean failure) {
        Cell cell = new Cell();
        cell.state = from;
        how.accept(cell);
        SlotStep step = rules.decide(cell.view());
        assertEquals(to, step.next());
        assertEquals(action, step.action());
        assertEquals(failure, step.failure());
        assertNotNull(step.why());
    }

    private void checkStays(SlotState from, Consumer<Cell> how) {
        Cell cell = new Cell();
        cell.state = from;
        how.accept(cell);
        assertTrue(rules.decide(cell.view()).stays());
    }

    @Test
    void anEmptySlotWaitsForAnAssignmentAndThenFetchesItsFiles() {
        checkStays(SlotState.EMPTY, c -> {
            c.current = null;
            c.desired = null;
        });
        check(SlotState.EMPTY, c -> c.current = null, SlotState.LOCALIZING, SlotAction.LOCALIZE, false);
    }

    @Test
    void aLocalizingSlotLaunchesWhenTheFilesAreHereAndBacksOffIfTheyCannotBeHad() {
        checkStays(SlotState.LOCALIZING, c -> c.files = Files.PENDING);
        check(SlotState.LOCALIZING, c -> { }, SlotState.STARTING, SlotAction.LAUNCH, false);
        check(SlotState.LOCALIZING, c -> c.files = Files.FAILED, SlotState.BACKING_OFF, SlotAction.NOTHING, true);
        check(SlotState.LOCALIZING, c -> c.desired = null, SlotState.EMPTY, SlotAction.CLEAR_SLOT, false);
        check(SlotState.LOCALIZING, c -> c.desired = TWO, SlotState.EMPTY, SlotAction.CLEAR_SLOT, false);
    }

    @Test
    void aStartingWorkerIsUpGoneUnwantedOrTooSlow() {
        checkStays(SlotState.STARTING, c -> c.worker = WorkerStatus.STARTING);
        check(SlotState.STARTING, c -> c.worker = WorkerStatus.UP, SlotState.RUNNING, SlotAction.NOTHING, false);
        check(SlotState.STARTING, c -> c.worker = WorkerStatus.GONE, SlotState.BACKING_OFF, SlotAction.CLEAR_WORKER, true);
        check(SlotState.STARTING, c -> {
            c.worker = WorkerStatus.STARTING;
            c.inState = LIMITS.startTimeout();
        }, SlotState.STOPPING, SlotAction.TERMINATE, true);
        for (SlotAssignment other : new SlotAssignment[] {null, TWO}) {
            check(SlotState.STARTING, c -> {
                c.worker = WorkerStatus.STARTING;
                c.desired = other;
            }, SlotState.STOPPING, SlotAction.TERMINATE, false);
        }
    }

    @Test
    void aRunningWorkerRunsUntilItEndsOrIsUnwantedOrABlobChanges() {
        checkStays(SlotState.RUNNING, c -> {
            c.worker = WorkerStatus.UP;
            c.inState = Long.MAX_VALUE;
        });
        check(SlotState.RUNNING, c -> c.worker = WorkerStatus.GONE, SlotState.BACKING_OFF, SlotAction.CLEAR_WORKER, true);
        check(SlotState.RUNNING, c -> {
            c.worker = WorkerStatus.UP;
            c.restart = true;
        }, SlotState.STOPPING, SlotAction.TERMINATE, false);
        check(SlotState.RUNNING, c -> {
            c.worker = WorkerStatus.UP;
            c.desired = TWO;
        }, SlotState.STOPPING, SlotAction.TERMINATE, false);
    }

    @Test
    void aWorkerThatIsSilentForItsTimeoutIsKilledWithoutBeingAsked() {
        for (SlotState state : new SlotState[] {SlotState.STARTING, SlotState.RUNNING}) {
            WorkerStatus status = state == SlotState.STARTING ? WorkerStatus.STARTING : WorkerStatus.UP;
            checkStays(state, c -> {
                c.worker = status;
                c.heartbeat = new Heartbeat(29_999, 30_000, "up");
            });
            check(state, c -> {
                c.worker = status;
                c.heartbeat = new Heartbeat(30_000, 30_000, "up");
            }, SlotState.STOPPING, SlotAction.KILL, true);
        }
    }

    @Test
    void aStartThatTellsHeartbeatsHasABoundOfItsOwn() {
        checkStays(SlotState.STARTING, c -> {
            c.worker = WorkerStatus.STARTING;
            c.heartbeat = new Heartbeat(0, 30_000, "preparing bolts: split");
            c.inState = LIMITS.prepareTimeout() - 1;
        });
        check(SlotState.STARTING, c -> {
            c.worker = WorkerStatus.STARTING;
            c.heartbeat = new Heartbeat(0, 30_000, "preparing bolts: split");
            c.inState = LIMITS.prepareTimeout();
        }, SlotState.STOPPING, SlotAction.TERMINATE, true);
    }

    @Test
    void aStoppingWorkerGetsItsGraceThenIsKilledAndKilledAgain() {
        checkStays(SlotState.STOPPING, c -> {
            c.worker = WorkerStatus.UP;
            c.inState = LIMITS.stopGrace() - 1;
        });
        check(SlotState.STOPPING, c -> {
            c.worker = WorkerStatus.UP;
            c.inState = LIMITS.stopGrace();
        }, SlotState.STOPPING, SlotAction.KILL, false);
        checkStays(SlotState.STOPPING, c -> {
            c.worker = WorkerStatus.UP;
            c.inState = LIMITS.stopGrace() * 2;
            c.killed = true;
            c.sinceKill = LIMITS.killPatience() - 1;
        });
        check(SlotState.STOPPING, c -> {
            c.worker = WorkerStatus.UP;
            c.inState = LIMITS.stopGrace() * 2;
            c.killed = true;
            c.sinceKill = LIMITS.killPatience();
        }, SlotState.STOPPING, SlotAction.KILL, false);
        for (SlotAssignment other : new SlotAssignment[] {null, TWO}) {
            check(SlotState.STOPPING, c -> {
                c.worker = WorkerStatus.GONE;
                c.desired = other;
            }, SlotState.EMPTY, SlotAction.CLEAR_SLOT, false);
        }
        check(SlotState.STOPPING, c -> {
            c.worker = WorkerStatus.GONE;
            c.restart = true;
        }, SlotState.EMPTY, SlotAction.CLEAR_SLOT, false);
    }

    @Test
    void aWorkerThatHadToBeStoppedIsStartedAgainWithoutGivingItsFilesBack() {
        check(SlotState.STOPPING, c -> c.worker = WorkerStatus.GONE, SlotState.BACKING_OFF, SlotAction.CLEAR_WORKER, false);
    }

    @Test
    void aSlotBacksOffTwiceAsLongAfterEachFailureUpToTheLimit() {
        long[] waits = {500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000};
        for (int i = 0; i < waits.length; i++) {
            int failures = i + 1;
            long wait = waits[i];
            checkStays(SlotState.BACKING_OFF, c -> {
                c.failures = failures;
                c.inState = wait - 1;
            });
            check(SlotState.BACKING_OFF, c -> {
                c.failures = failures;
                c.inState = wait;
            }, SlotState.LOCALIZING, SlotAction.LOCALIZE, false);
        }
        assertEquals(8_000, LIMITS.backOff(Integer.MAX_VALUE));
        check(SlotState.BACKING_OFF, c -> c.desired = null, SlotState.EMPTY, SlotAction.CLEAR_SLOT, false);
        check(SlotState.BACKING_OFF, c -> c.desired = TWO, SlotState.EMPTY, SlotAction.CLEAR_SLOT, false);
    }

    @Test
    void inEveryCellTheStepIsOneOfTheTableAndItsActionFitsTheState() {
        List<SlotView> cells = allCells();
        assertTrue(cells.size() > 10_000);
        for (SlotView v : cells) {
            SlotStep step = rules.decide(v);
            if (step.stays()) {
                assertEquals(v.state(), step.next(), v.toString());
                assertEquals(SlotAction.NOTHING, step.action(), v.toString());
                continue;
            }
            boolean fits = switch (step.action()) {
                case LAUNCH -> v.state() == SlotState.LOCALIZING && v.files() == Files.READY && v.current().equals(v.desired())
                    && step.next() == SlotState.STARTING;
                case LOCALIZE -> v.desired() != null && (v.state() == SlotState.EMPTY || v.state() == SlotState.BACKING_OFF)
                    && step.next() == SlotState.LOCALIZING;
                case TERMINATE -> v.worker() != WorkerStatus.GONE && step.next() == SlotState.STOPPING
                    && (v.state() == SlotState.STARTING || v.state() == SlotState.RUNNING);
                case KILL -> (v.state() == SlotState.STOPPING || v.heartbeat().hangs()) && v.worker() != WorkerStatus.GONE && step.next() == SlotState.STOPPING;
                case CLEAR_WORKER -> v.worker() == WorkerStatus.GONE && step.next() == SlotState.BACKING_OFF;
                case CLEAR_SLOT -> step.next() == SlotState.EMPTY;
                case NOTHING -> step.next() != v.state();
            };
            assertTrue(fits, v + " -> " + step);
            assertTrue(step.next() != SlotState.EMPTY || step.action() == SlotAction.CLEAR_SLOT, "left something behind: " + v + " -> " + step);
        }
    }

    private static List<SlotView> allCells() {
        List<SlotView> cells = new ArrayList<>();
        long[] times = {0, 499, 500, 3_000, 10_000, 1_000_000};
        for (SlotState state : SlotState.values()) {
            for (long time : times) {
                for (SlotAssignment desired : new SlotAssignment[] {null, ONE, TWO}) {
                    for (Files files : Files.values()) {
                        for (WorkerStatus worker : workers(state)) {
                            for (int bits = 0; bits < 4; bits++) {
                                for (long sinceKill : new long[] {0, 5_000}) {
                                    for (int failures : new int[] {0, 1, 5}) {
                                        cells.add(new SlotView(state, time, state == SlotState.EMPTY ? null : ONE, desired, files, worker,
                                            new Heartbeat(time % 3, 1, "up"), "how", (bits & 1) != 0, (bits & 2) != 0, sinceKill, failures));
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
        return cells;
    }

    /** In a state with a worker there is one; in the others there is none. */
    private static WorkerStatus[] workers(SlotState state) {
        return switch (state) {
            case STARTING -> new WorkerStatus[] {WorkerStatus.STARTING, WorkerStatus.UP, WorkerStatus.GONE};
            case RUNNING, STOPPING -> new WorkerStatus[] {WorkerStatus.UP, WorkerStatus.GONE};
            default -> new WorkerStatus[] {WorkerStatus.NONE};
        };
    }
}
