// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.slot;

/** Where one slot stands; the table of what leads where is in {@link SlotRules}. */
public enum SlotState {
    /** Nothing runs here and nothing of this slot is on disk. */
    EMPTY,
    /** The topology's files are being fetched. */
    LOCALIZING,
    /** A worker was launched and has not shown itself yet. */
    STARTING,
    /** The worker is up. */
    RUNNING,
    /** The worker was asked to stop; it is waited for, then killed. */
    STOPPING,
    /** The last try failed; the next one is due later. */
    BACKING_OFF;

    /** Whether this state is left by time alone or by something that has to be looked at: such a slot is stepped often. */
    boolean transitional() {
        return this == STARTING || this == STOPPING || this == BACKING_OFF || this == LOCALIZING;
    }
}
