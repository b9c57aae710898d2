// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.storm.generated.Assignment;
import tempest.cluster.ClusterStateException;
import tempest.cluster.Table;

/**
 * Keeps all assignments in the shared state in view: each change at once, and everything again when asked to. Tells its listener the
 * whole each time it differs, for the first time after the first {@link #resync}: before that nobody knows what is missing.
 *
 * <p>Any thread; the listener is called under its lock and must not wait for anything.
 */
final class AssignmentWatch implements AutoCloseable {

    private final Table<Assignment> table;
    private final Consumer<Map<String, Assignment>> listener;
    private final Map<String, Assignment> known = new HashMap<>();
    /** Held while the shared state is read and what was read is taken over, so that something older never replaces something newer. */
    private final Object reading = new Object();
    /** What a Nimbus said while a resync read the rest: that is newer than what the resync saw. */
    private final Set<String> changedMeanwhile = new HashSet<>();
    private boolean complete;
    private Table.Watch watch;

    AssignmentWatch(Table<Assignment> table, Consumer<Map<String, Assignment>> listener) {
        this.table = table;
        this.listener = listener;
    }

    void start() {
        synchronized (this) {
            watch = table.watchAll(this::reread);
        }
        resync();
    }

    /** What a watch tells was read some time before, and a resync may have read something newer since. */
    private void reread(String topologyId, Optional<Assignment> told) {
        synchronized (reading) {
            Optional<Assignment> now;
            try {
                now = table.get(topologyId);
            } catch (ClusterStateException e) {
                now = told;
            }
            changed(topologyId, now);
        }
    }

    private synchronized void changed(String topologyId, Optional<Assignment> now) {
        changedMeanwhile.add(topologyId);
        Assignment before = now.isPresent() ? known.put(topologyId, now.get()) : known.remove(topologyId);
        if (complete && !now.equals(Optional.ofNullable(before))) {
            listener.accept(Map.copyOf(known));
        }
    }

    /** Reads everything again; fails with what the shared state fails with, and then nothing changes. One thread at a time. */
    void resync() {
        synchronized (reading) {
            readAll();
        }
    }

    private void readAll() {
        synchronized (this) {
            changedMeanwhile.clear();
        }
        Map<String, Assignment> all = table.all();
        synchronized (this) {
            Map<String, Assignment> now = new HashMap<>(all);
            for (String id : changedMeanwhile) {
                Assignment newer = known.get(id);
                if (newer == null) {
                    now.remove(id);
                } else {
                    now.put(id, newer);
                }
            }
            boolean differs = !complete || !now.equals(known);
            known.clear();
            known.putAll(now);
            complete = true;
            if (differs) {
                listener.accept(Map.copyOf(known));
            }
        }
    }

    /** All assignments by topology id. */
    synchronized Map<String, Assignment> known() {
        return Map.copyOf(known);
    }

    @Override
    public void close() {
        Table.Watch open;
        synchronized (this) {
            open = watch;
            watch = null;
        }
        if (open != null) {
            open.close();
        }
    }
}
