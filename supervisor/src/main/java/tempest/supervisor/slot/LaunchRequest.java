// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.slot;

/**
 * One worker to be started.
 *
 * @param supervisorId   the supervisor that orders it
 * @param supervisorPort that supervisor's Thrift port
 * @param port           the slot, which is also the port that the worker listens on
 * @param workerId       a fresh id; the name of the worker's folder
 * @param assignment     what it should run
 */
public record LaunchRequest(String supervisorId, int supervisorPort, int port, String workerId, SlotAssignment assignment) {

    public String topologyId() {
        return assignment.topologyId();
    }
}
