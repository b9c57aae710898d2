// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.slot;

/** What {@link Slot} does to the world when it takes a {@link SlotStep}. */
enum SlotAction {
    NOTHING,
    /** Take the desired assignment as the current one and fetch its files. */
    LOCALIZE,
    /** Start a worker. */
    LAUNCH,
    /** Ask the worker to stop. */
    TERMINATE,
    /** End the worker without asking. */
    KILL,
    /** Remove what a worker that is gone has left behind. */
    CLEAR_WORKER,
    /** {@link #CLEAR_WORKER}, if there is one, and give the topology's files back. */
    CLEAR_SLOT
}
