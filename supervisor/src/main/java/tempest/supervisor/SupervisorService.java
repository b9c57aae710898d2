// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor;

import java.util.HashSet;
import java.util.function.Function;
import org.apache.storm.generated.Assignment;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.generated.NotAliveException;
import org.apache.storm.generated.SupervisorAssignments;
import org.apache.storm.generated.SupervisorWorkerHeartbeat;
import tempest.supervisor.slot.Slots;

/**
 * The contract's Thrift service of a supervisor. Any thread; nothing in it waits. It takes no assignment from a caller: that something changed is a reason
 * to look at the shared state, which only Nimbus writes.
 */
final class SupervisorService implements org.apache.storm.generated.Supervisor.Iface {

    private final ServiceAccess access;
    private final Function<String, Assignment> assignmentOf;
    private final Runnable somethingChanged;
    private final Slots slots;

    /** {@code assignmentOf}: the assignment of a topology id, or null. */
    SupervisorService(ServiceAccess access, Function<String, Assignment> assignmentOf, Runnable somethingChanged, Slots slots) {
        this.access = access;
        this.assignmentOf = assignmentOf;
        this.somethingChanged = somethingChanged;
        this.slots = slots;
    }

    @Override
    public Assignment getLocalAssignmentForStorm(String id) throws NotAliveException, AuthorizationException {
        Assignment assignment = id == null ? null : assignmentOf.apply(id);
        if (assignment == null) {
            access.permit("getLocalAssignmentForStorm");
            throw new NotAliveException("this topology has no assignment here");
        }
        access.permit("getLocalAssignmentForStorm", id);
        return assignment;
    }

    @Override
    public void sendSupervisorAssignments(SupervisorAssignments assignments) throws AuthorizationException {
        access.permit("sendSupervisorAssignments");
        somethingChanged.run();
    }

    @Override
    public void sendSupervisorWorkerHeartbeat(SupervisorWorkerHeartbeat heartbeat) throws AuthorizationException {
        if (heartbeat == null || assignmentOf.apply(heartbeat.get_storm_id()) == null) {
            // Of a topology that has just ended, perhaps: nobody's mistake.
            access.permit("sendSupervisorWorkerHeartbeat");
            return;
        }
        access.permit("sendSupervisorWorkerHeartbeat", heartbeat.get_storm_id());
        slots.heartbeat(heartbeat.get_storm_id(), new HashSet<>(heartbeat.get_executors()));
    }
}
