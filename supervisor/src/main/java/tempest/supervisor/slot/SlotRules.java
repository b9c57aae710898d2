// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.slot;

import static tempest.supervisor.slot.SlotState.BACKING_OFF;
import static tempest.supervisor.slot.SlotState.EMPTY;
import static tempest.supervisor.slot.SlotState.LOCALIZING;
import static tempest.supervisor.slot.SlotState.RUNNING;
import static tempest.supervisor.slot.SlotState.STARTING;
import static tempest.supervisor.slot.SlotState.STOPPING;

import tempest.supervisor.slot.SlotView.Files;
import tempest.supervisor.slot.SlotView.WorkerStatus;

/**
 * What a slot does next: a pure function of how it stands, what is wanted, and the time.
 *
 * <pre>
 * from         when                                          to           action
 * EMPTY        something is assigned                         LOCALIZING   LOCALIZE
 * LOCALIZING   no longer assigned, or another                EMPTY        CLEAR_SLOT
 * LOCALIZING   files could not be had                        BACKING_OFF  -             (failure)
 * LOCALIZING   files are here                                STARTING     LAUNCH
 * STARTING     worker ended or could not be launched         BACKING_OFF  CLEAR_WORKER  (failure)
 * STARTING     no longer assigned, another, blob changed     STOPPING     TERMINATE
 * STARTING     worker has shown itself                       RUNNING      -
 * STARTING     no heartbeat any more                         STOPPING     KILL          (failure)
 * STARTING     no heartbeat within the start time-out        STOPPING     TERMINATE     (failure)
 * STARTING     not up within the prepare time-out            STOPPING     TERMINATE     (failure)
 * RUNNING      worker ended                                  BACKING_OFF  CLEAR_WORKER  (failure)
 * RUNNING      no longer assigned, another, blob changed     STOPPING     TERMINATE
 * RUNNING      no heartbeat any more                         STOPPING     KILL          (failure)
 * STOPPING     worker ended, and is wanted again as it was   BACKING_OFF  CLEAR_WORKER
 * STOPPING     worker ended                                  EMPTY        CLEAR_SLOT
 * STOPPING     grace is over, or killed and still there      STOPPING     KILL
 * BACKING_OFF  no longer assigned, or another                EMPTY        CLEAR_SLOT
 * BACKING_OFF  the wait is over                              LOCALIZING   LOCALIZE
 * </pre>
 * Called by the slot loop's thread; it never acts, and never reads a clock.
 */
final class SlotRules {

    private final SlotLimits limits;

    SlotRules(SlotLimits limits) {
        this.limits = limits;
    }

    SlotStep decide(SlotView v) {
        return switch (v.state()) {
            case EMPTY -> empty(v);
            case LOCALIZING -> localizing(v);
            case STARTING -> starting(v);
            case RUNNING -> running(v);
            case STOPPING -> stopping(v);
            case BACKING_OFF -> backingOff(v);
        };
    }

    private static SlotStep empty(SlotView v) {
        return v.desired() == null ? SlotStep.stay(EMPTY) : SlotStep.go(LOCALIZING, SlotAction.LOCALIZE, "assigned " + v.desired());
    }

    private static SlotStep localizing(SlotView v) {
        if (unwanted(v)) {
            return SlotStep.go(EMPTY, SlotAction.CLEAR_SLOT, change(v));
        }
        return switch (v.files()) {
            case PENDING -> SlotStep.stay(LOCALIZING);
            case FAILED -> SlotStep.fail(BACKING_OFF, SlotAction.NOTHING, v.reason());
            case READY -> SlotStep.go(STARTING, SlotAction.LAUNCH, "files are here");
        };
    }

    private SlotStep starting(SlotView v) {
        if (v.worker() == WorkerStatus.GONE) {
            return SlotStep.fail(BACKING_OFF, SlotAction.CLEAR_WORKER, v.reason());
        }
        if (unwanted(v) || v.restartWanted()) {
            return SlotStep.go(STOPPING, SlotAction.TERMINATE, change(v));
        }
        if (v.worker() == WorkerStatus.UP) {
            return SlotStep.go(RUNNING, SlotAction.NOTHING, "worker is up");
        }
        if (v.heartbeat().hangs()) {
            return hangs(v);
        }
        if (!v.heartbeat().any() && v.inState() >= limits.startTimeout()) {
            return SlotStep.fail(STOPPING, SlotAction.TERMINATE, "did not come up within " + limits.startTimeout() / 1000
                + " s (supervisor.worker.start.timeout.secs)");
        }
        if (v.inState() >= limits.prepareTimeout()) {
            return SlotStep.fail(STOPPING, SlotAction.TERMINATE, "did not come up within " + limits.prepareTimeout() / 1000
                + " s (supervisor.worker.prepare.timeout.secs); at last it was " + v.heartbeat().activity());
        }
        return SlotStep.stay(STARTING);
    }

    private static SlotStep running(SlotView v) {
        if (v.worker() == WorkerStatus.GONE) {
            return SlotStep.fail(BACKING_OFF, SlotAction.CLEAR_WORKER, v.reason());
        }
        if (unwanted(v) || v.restartWanted()) {
            return SlotStep.go(STOPPING, SlotAction.TERMINATE, change(v));
        }
        return v.heartbeat().hangs() ? hangs(v) : SlotStep.stay(RUNNING);
    }

    /** It is not asked to stop: it would do so when it wakes, and until then emit what is long out of date. */
    private static SlotStep hangs(SlotView v) {
        return SlotStep.fail(STOPPING, SlotAction.KILL, "hangs: no heartbeat for " + v.heartbeat().silence() / 1000
            + " s, at last it was " + v.heartbeat().activity() + " (supervisor.worker.timeout.secs, topology.worker.timeout.secs)");
    }

    private SlotStep stopping(SlotView v) {
        if (v.worker() == WorkerStatus.GONE && !unwanted(v) && !v.restartWanted()) {
            return SlotStep.go(BACKING_OFF, SlotAction.CLEAR_WORKER, v.reason());
        }
        if (v.worker() == WorkerStatus.GONE || v.worker() == WorkerStatus.NONE) {
            return SlotStep.go(EMPTY, SlotAction.CLEAR_SLOT, v.reason());
        }
        if (!v.killed() && v.inState() >= limits.stopGrace()) {
            return SlotStep.go(STOPPING, SlotAction.KILL, "worker did not stop within " + limits.stopGrace() / 1000.0
                + " s (supervisor.worker.shutdown.sleep.secs)");
        }
        if (v.killed() && v.sinceKill() >= limits.killPatience()) {
            return SlotStep.go(STOPPING, SlotAction.KILL, "worker is still there " + v.sinceKill() / 1000 + " s after it was killed");
        }
        return SlotStep.stay(STOPPING);
    }

    private SlotStep backingOff(SlotView v) {
        if (unwanted(v)) {
            return SlotStep.go(EMPTY, SlotAction.CLEAR_SLOT, change(v));
        }
        long wait = limits.backOff(v.failures());
        return v.inState() < wait ? SlotStep.stay(BACKING_OFF)
            : SlotStep.go(LOCALIZING, SlotAction.LOCALIZE, "try again after " + wait + " ms (failures in a row: " + v.failures() + ")");
    }

    private static boolean unwanted(SlotView v) {
        return !v.current().equals(v.desired());
    }

    private static String change(SlotView v) {
        if (v.desired() == null) {
            return "no longer assigned";
        }
        return unwanted(v) ? "reassigned: " + v.desired() : "a blob changed whose users have to restart";
    }
}
