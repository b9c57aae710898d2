// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.storm.assignments.InMemoryAssignmentBackend;
import org.apache.storm.generated.KillOptions;
import org.junit.jupiter.api.Test;
import tempest.cluster.Eventually;

/** A Nimbus whose configuration names somebody's own copy of the assignments. */
class AssignmentsCopyTest extends NimbusFixture {
    private static final String KEY = "nimbus.local.assignments.backend.class";
    private final List<Backend> made = new CopyOnWriteArrayList<>();

    /** Storm's own in memory, which the test can look at. */
    public static final class Backend extends InMemoryAssignmentBackend {
        private volatile boolean closed;

        @Override
        @SuppressWarnings("unchecked")
        public void prepare(Map conf) {
            super.prepare(conf);
            ((List<Backend>) conf.get("test.made")).add(this);
        }

        @Override
        public void close() {
            super.close();
            closed = true;
        }
    }

    @Override
    Map<String, Object> conf() {
        Map<String, Object> conf = super.conf();
        conf.put(KEY, Backend.class.getName());
        conf.put("test.made", made);
        return conf;
    }

    @Test
    void itHasWhatTheSharedStateHasUntilATopologyEnds() throws Exception {
        supervisor("s", 6700);
        String id = submit("words", "{}");
        Backend backend = made.get(0);
        Eventually.holds("the assignment is copied",
            () -> assigned(id).equals(backend.getAssignment(id)) && id.equals(backend.getStormId("words")) && backend.isSynchronized());
        KillOptions now = new KillOptions();
        now.set_wait_secs(0);
        calls.killTopologyWithOpts("words", now);
        Eventually.holds("nothing is left of it", () -> {
            pass(1);
            return backend.assignments().isEmpty() && backend.getStormId("words") == null;
        });
        nimbus.close();
        assertTrue(backend.closed);
    }

    @Test
    void whatIsNoBackendIsNamed() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> new AssignmentsCopy(Map.of(KEY, "java.lang.String")));
        assertTrue(e.getMessage().startsWith("configuration " + KEY + " is java.lang.String"), e.getMessage());
        assertEquals(1, made.size());
    }
}
