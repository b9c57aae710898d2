// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor;

import java.util.HashSet;
import java.util.function.Function;
import org.apache.storm.generated.Assignment;
import org.apache.storm.generated.NotAliveException;
import org.apache.storm.generated.SupervisorAssignments;
import org.apache.storm.generated.SupervisorWorkerHeartbeat;
import tempest.supervisor.slot.Slots;

/** The contract's Thrift service of a supervisor. Any thread; nothing in it waits. */
final class SupervisorService implements org.apache.storm.generated.Supervisor.Iface {

    private final Function<String, Assignment> assignmentOf;
    private final java.util.function.Consumer<SupervisorAssignments> received;
    private final Slots slots;

    /** {@code assignmentOf}: the assignment of a topology id, or null. */
    SupervisorService(Function<String, Assignment> assignmentOf, java.util.function.Consumer<SupervisorAssignments> received, Slots slots) {
        this.assignmentOf = assignmentOf;
        this.received = received;
        this.slots = slots;
    }

    @Override
    public Assignment getLocalAssignmentForStorm(String id) throws NotAliveException {
        Assignment assignment = assignmentOf.apply(id);
        if (assignment == null) {
            throw new NotAliveException("topology " + id + " has no assignment");
        }
        return assignment;
    }

    @Override
    public void sendSupervisorAssignments(SupervisorAssignments assignments) {
        received.accept(assignments);
    }

    @Override
    public void sendSupervisorWorkerHeartbeat(SupervisorWorkerHeartbeat heartbeat) {
        slots.heartbeat(heartbeat.get_storm_id(), new HashSet<>(heartbeat.get_executors()));
    }
}
