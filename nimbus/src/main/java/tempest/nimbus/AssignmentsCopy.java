// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.storm.Config;
import org.apache.storm.assignments.ILocalAssignmentsBackend;
import org.apache.storm.assignments.InMemoryAssignmentBackend;
import org.apache.storm.generated.Assignment;
import org.apache.storm.generated.StormBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.ClusterState;
import tempest.cluster.ConfigReader;
import tempest.cluster.PlugIn;
import tempest.cluster.Table;

/**
 * Keeps the backend that {@code nimbus.local.assignments.backend.class} names in line with the cluster's assignments and the names of its topologies,
 * on a leader and on a standby. Made, started and closed by Nimbus's main thread; the backend is called on the shared state's callback thread. Nimbus itself never
 * reads it: what counts is the shared state.
 */
final class AssignmentsCopy implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AssignmentsCopy.class);

    private final ILocalAssignmentsBackend backend;
    private final Map<String, String> names = new HashMap<>();
    private final List<Table.Watch> watches = new ArrayList<>();

    /**
     * Makes and prepares the backend. The one in memory, which is the default, is not made: nobody would read it.
     *
     * @throws IllegalArgumentException if the configuration names what is none
     */
    AssignmentsCopy(Map<String, Object> conf) {
        String key = Config.NIMBUS_LOCAL_ASSIGNMENTS_BACKEND_CLASS;
        String usual = InMemoryAssignmentBackend.class.getName();
        String name = new ConfigReader(conf).text(key, usual);
        this.backend = name.equals(usual) ? null : PlugIn.of(name, key, ILocalAssignmentsBackend.class);
        if (backend != null) {
            backend.prepare(conf);
        }
    }

    /** Follows the shared state from now on. */
    void start(ClusterState state) {
        if (backend == null) {
            return;
        }
        watches.add(state.topologies().watchAll((id, base) -> guarded(() -> named(id, base))));
        watches.add(state.assignments().watchAll((id, assignment) -> guarded(() -> assigned(id, assignment))));
        guarded(backend::setSynchronized);
    }

    private void named(String id, Optional<StormBase> base) {
        if (base.isPresent()) {
            names.put(id, base.get().get_name());
            backend.keepStormId(base.get().get_name(), id);
        } else {
            String name = names.remove(id);
            if (name != null && id.equals(backend.getStormId(name))) {
                backend.deleteStormId(name);
            }
            backend.clearStateForStorm(id);
        }
    }

    private void assigned(String id, Optional<Assignment> assignment) {
        if (assignment.isPresent()) {
            backend.keepOrUpdateAssignment(id, assignment.get());
        } else {
            backend.removeAssignment(id);
        }
    }

    private void guarded(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            LOG.error("{} failed; its copy of the assignments may be wrong", backend.getClass().getName(), e);
        }
    }

    @Override
    public void close() {
        watches.forEach(Table.Watch::close);
        if (backend != null) {
            try {
                backend.close();
            } catch (Exception e) {
                LOG.warn("{} failed as it was closed: {}", backend.getClass().getName(), e.toString());
            }
        }
    }
}
