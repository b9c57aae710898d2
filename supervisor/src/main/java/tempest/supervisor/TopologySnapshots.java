// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.storm.generated.Assignment;
import org.apache.storm.generated.Credentials;
import org.apache.storm.generated.StormBase;
import tempest.cluster.ClusterState;
import tempest.cluster.Table;
import tempest.cluster.TopologySnapshot;

/**
 * What the shared state last said of each topology that has slots here, kept so that workers can be started while it does not answer. Told which
 * topologies those are by whoever learns of assignments; asked by the slots' thread. Neither ever waits for the shared state here.
 */
final class TopologySnapshots implements AutoCloseable {

    private final ClusterState state;
    private final Function<String, Assignment> assignmentOf;
    private final Map<String, Followed> followed = new ConcurrentHashMap<>();

    /** Fields are null until the shared state has told for the first time. */
    private static final class Followed {
        volatile Optional<Credentials> credentials;
        volatile Optional<StormBase> topology;
        Table.Watch credentialsWatch;
        Table.Watch topologyWatch;

        void close() {
            credentialsWatch.close();
            topologyWatch.close();
        }
    }

    /** {@code assignmentOf}: the assignment of a topology id as this supervisor knows it, or null. */
    TopologySnapshots(ClusterState state, Function<String, Assignment> assignmentOf) {
        this.state = state;
        this.assignmentOf = assignmentOf;
    }

    /** Follows these topologies and no others from now on. */
    synchronized void follow(Set<String> ids) {
        followed.entrySet().removeIf(one -> {
            boolean ended = !ids.contains(one.getKey());
            if (ended) {
                one.getValue().close();
            }
            return ended;
        });
        for (String id : ids) {
            if (!followed.containsKey(id)) {
                Followed one = new Followed();
                one.credentialsWatch = state.credentials().watch(id, latest -> one.credentials = latest);
                one.topologyWatch = state.topologies().watch(id, latest -> one.topology = latest);
                followed.put(id, one);
            }
        }
    }

    /** What is known of a topology; empty if that is not all that a worker needs: it then has to ask the shared state itself. */
    Optional<TopologySnapshot> of(String id) {
        Assignment assignment = assignmentOf.apply(id);
        Followed one = followed.get(id);
        if (assignment == null || one == null || one.credentials == null || one.topology == null) {
            return Optional.empty();
        }
        return Optional.of(new TopologySnapshot(assignment, one.credentials, one.topology));
    }

    @Override
    public synchronized void close() {
        follow(Set.of());
    }
}
