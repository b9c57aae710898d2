// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.slot;

import java.util.List;
import java.util.Optional;
import tempest.rpc.EndCause;
import tempest.supervisor.slot.SlotView.WorkerStatus;

/**
 * Tells each end of one slot's workers once, with its cause. Owned by the thread of {@link Slots}; it decides nothing about the slot.
 */
final class EndNotices {
    private static final String OUT_OF_MEMORY = "(?s).*(OutOfMemoryError|it was killed: it used ).*";

    private final int port;
    private final WorkerFailureListener listener;
    /** Whether the end of the present worker has been told: of one that is killed it is told when that begins. */
    private boolean told;

    EndNotices(int port, WorkerFailureListener listener) {
        this.port = port;
        this.listener = listener;
    }

    /**
     * A step is about to be taken.
     *
     * @param worker null if there is none
     * @param what   of a failure: what became of the worker
     */
    void before(SlotStep step, SlotView v, WorkerHandle worker, String what) {
        if (step.action() == SlotAction.LAUNCH) {
            told = false;
            return;
        }
        boolean gone = worker != null && v.worker() == WorkerStatus.GONE;
        if (step.failure()) {
            boolean firstDownload = v.state() == SlotState.LOCALIZING && v.failures() == 0;
            if (!told && !firstDownload) {
                tell(v, cause(step, v, worker, gone), what, worker, gone);
            }
            told = step.next() == SlotState.STOPPING;
        } else if (v.state() == SlotState.STOPPING && gone && !told && runsOn(v)) {
            tell(v, EndCause.PLANNED, v.current().equals(v.desired()) ? "was stopped: a blob changed whose users have to restart"
                : "was stopped: it gets other executors", worker, true);
        }
    }

    private void tell(SlotView v, EndCause cause, String what, WorkerHandle worker, boolean gone) {
        listener.workerEnded(v.current(), port, new EndedWorker(cause, what.replaceFirst("; see \\S+$", ""), gone ? worker.status() : Optional.empty(),
            v.state() == SlotState.RUNNING ? Optional.of(v.inState()) : Optional.empty(), worker == null ? List.of() : worker.lastLines()));
    }

    private static EndCause cause(SlotStep step, SlotView v, WorkerHandle worker, boolean gone) {
        if (!gone) {
            return step.action() == SlotAction.KILL ? EndCause.HUNG : EndCause.NOT_STARTED;
        }
        if (worker.exit().planned()) {
            return EndCause.PLANNED;
        }
        if (worker.exit().reason().matches(OUT_OF_MEMORY)) {
            return EndCause.OUT_OF_MEMORY;
        }
        return worker.status().map(ExitStatus::signal).map(signal -> EndCause.SIGNALLED).orElse(EndCause.EXITED);
    }

    /** Whether the topology goes on here: the workers of one that is killed end without notice. */
    private static boolean runsOn(SlotView v) {
        return v.desired() != null && v.desired().topologyId().equals(v.current().topologyId());
    }
}
