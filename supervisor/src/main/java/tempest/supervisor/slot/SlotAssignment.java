// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.slot;

import java.util.Set;
import java.util.TreeSet;
import org.apache.storm.generated.ExecutorInfo;
import org.apache.storm.generated.LocalAssignment;
import org.apache.storm.generated.WorkerResources;

/**
 * What one slot should run. Two are equal if a worker of the one can go on as a worker of the other. Immutable by convention: nobody
 * changes the Thrift structs in it.
 *
 * @param topologyId the topology
 * @param executors  the executors of this worker
 * @param resources  memory and CPU for it; null if the scheduler gave none
 * @param owner      the user whose topology it is; null if unknown
 */
public record SlotAssignment(String topologyId, Set<ExecutorInfo> executors, WorkerResources resources, String owner) {

    public SlotAssignment {
        executors = Set.copyOf(executors);
    }

    public static SlotAssignment of(LocalAssignment local) {
        return new SlotAssignment(local.get_topology_id(), Set.copyOf(local.get_executors()),
            local.is_set_resources() ? local.get_resources() : null, local.get_owner());
    }

    /** The same as the contract's struct. */
    public LocalAssignment toThrift() {
        LocalAssignment local = new LocalAssignment(topologyId, new java.util.ArrayList<>(new TreeSet<>(executors)));
        if (resources != null) {
            local.set_resources(resources);
        }
        if (owner != null) {
            local.set_owner(owner);
        }
        return local;
    }

    @Override
    public String toString() {
        return topologyId + " with " + executors.size() + (executors.size() == 1 ? " executor" : " executors");
    }
}
