// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.slot;

import java.util.Optional;
import tempest.cluster.LocalHeartbeat;
import tempest.supervisor.slot.SlotView.Heartbeat;

/**
 * Measures how long one worker has told no heartbeat. Only time counts in which this supervisor looked as often as it should: after it was
 * stopped itself, or the whole computer was, nobody is taken to hang. Used by the worker's {@link Slot}; it never judges.
 */
final class HeartbeatMonitor {

    /** Each look reads a file. */
    static final long LOOK_MS = 500;
    /** Between two looks, more does not count as silence. */
    static final long LONGEST_GAP_MS = 3_000;

    private long lookedAt;
    private long count = -1;
    private Heartbeat latest = Heartbeat.NONE;

    HeartbeatMonitor(long now) {
        this.lookedAt = now - LOOK_MS;
    }

    /** What is known of the worker now; looks at it if the last look was some time ago. */
    Heartbeat look(WorkerHandle worker, long now) {
        long gap = now - lookedAt;
        if (gap < LOOK_MS) {
            return latest;
        }
        lookedAt = now;
        Optional<LocalHeartbeat> told = worker.heartbeat();
        if (told.isPresent() && told.get().count() != count) {
            count = told.get().count();
            latest = new Heartbeat(0, worker.heartbeatTimeout(), told.get().activity());
        } else if (latest.any()) {
            latest = new Heartbeat(latest.silence() + Math.min(gap, LONGEST_GAP_MS), latest.timeout(), latest.activity());
        }
        return latest;
    }
}
