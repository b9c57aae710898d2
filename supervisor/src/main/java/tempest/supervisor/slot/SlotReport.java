// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.slot;

/**
 * How one slot stands, for readers on other threads.
 *
 * @param port       the slot
 * @param state      where it stands
 * @param assignment what it works on; null if EMPTY
 * @param workerId   its worker; null if none
 * @param since      when the state was entered, in milliseconds of the slots' clock
 */
public record SlotReport(int port, SlotState state, SlotAssignment assignment, String workerId, long since) { }
