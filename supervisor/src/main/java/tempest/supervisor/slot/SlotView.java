// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.slot;

/**
 * All that {@link SlotRules} looks at.
 *
 * @param state          the present state
 * @param inState        milliseconds since the state was entered
 * @param current        the assignment this slot works on; null if and only if EMPTY
 * @param desired        the assignment that Nimbus wants here; null for none
 * @param files          how the current assignment's files stand
 * @param worker         how the worker stands
 * @param heartbeat      what the worker has told of itself
 * @param reason         how the worker ended or why it, or the files, failed; for the log only
 * @param restartWanted  a blob changed whose users must restart
 * @param killed         whether the worker was killed already (and not only asked to stop)
 * @param sinceKill      milliseconds since then
 * @param failures       failures in a row
 */
record SlotView(SlotState state, long inState, SlotAssignment current, SlotAssignment desired, Files files, WorkerStatus worker, Heartbeat heartbeat,
                String reason, boolean restartWanted, boolean killed, long sinceKill, int failures) {

    enum Files { PENDING, READY, FAILED }

    /**
     * What a worker has told of itself.
     *
     * @param silence  milliseconds since its last heartbeat; negative if there was none
     * @param timeout  the silence after which it hangs, in milliseconds
     * @param activity what it did when it told the last one
     */
    record Heartbeat(long silence, long timeout, String activity) {
        static final Heartbeat NONE = new Heartbeat(-1, Long.MAX_VALUE, "");

        /** Whether there was any. */
        boolean any() {
            return silence >= 0;
        }

        boolean hangs() {
            return silence >= timeout;
        }
    }

    enum WorkerStatus {
        /** There is none. */
        NONE,
        /** Its process lives but has not shown itself. */
        STARTING,
        UP,
        /** It ended, or could not be launched. */
        GONE
    }
}
