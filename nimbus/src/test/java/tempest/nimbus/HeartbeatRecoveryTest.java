// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.storm.generated.Assignment;
import org.apache.storm.nimbus.IWorkerHeartbeatsRecoveryStrategy;
import org.apache.storm.scheduler.WorkerSlot;
import org.junit.jupiter.api.Test;
import tempest.cluster.Eventually;

/** When a new leader may say that a worker is dead. */
class HeartbeatRecoveryTest extends NimbusFixture {
    private static final String KEY = "nimbus.worker.heartbeats.recovery.strategy.class";
    private static final WorkerSlot SLOT = new WorkerSlot("n", 6700);
    private final AtomicBoolean ready = new AtomicBoolean();
    private final List<String> told = new CopyOnWriteArrayList<>();

    /** Is ready when the test says so. */
    public static final class ByHand implements IWorkerHeartbeatsRecoveryStrategy {
        private AtomicBoolean ready;
        private List<String> told;

        @Override
        @SuppressWarnings("unchecked")
        public void prepare(Map conf) {
            ready = (AtomicBoolean) conf.get("test.ready");
            told = (List<String>) conf.get("test.told");
        }

        @Override
        public boolean isReady(Set<String> nodeIds) {
            told.add("asked for " + nodeIds);
            return ready.get();
        }

        @Override
        public void reportNodeId(String nodeId) {
            told.add("heard of " + nodeId);
        }
    }

    private Map<String, Object> byHand() {
        Map<String, Object> conf = new HashMap<>(conf());
        conf.put(KEY, ByHand.class.getName());
        conf.put("test.ready", ready);
        conf.put("test.told", told);
        return conf;
    }

    @Test
    void noWorkerThatWasTakenOverIsDeadBeforeTheStrategyIsReady() {
        HeartbeatRecovery recovery = HeartbeatRecovery.of(byHand());
        recovery.tookOver("t", List.of(SLOT));
        recovery.look();
        recovery.heardOf("n");
        assertEquals(List.of("asked for [n]", "heard of n"), told);
        assertTrue(recovery.isAwaited("t", SLOT));
        assertFalse(recovery.isAwaited("t", new WorkerSlot("n", 6701)), "this leader's own");
        assertFalse(recovery.isAwaited("u", SLOT));
        ready.set(true);
        recovery.look();
        assertFalse(recovery.isAwaited("t", SLOT));
        recovery.look();
        recovery.heardOf("n");
        assertEquals(List.of("asked for [n]", "heard of n", "asked for [n]"), told, "it is not asked again");
    }

    @Test
    void withoutAStrategyOfSomebodysOwnNothingIsAwaited() {
        HeartbeatRecovery recovery = HeartbeatRecovery.of(Map.of("supervisor.worker.heartbeats.max.timeout.secs", 7));
        recovery.tookOver("t", List.of(SLOT));
        assertFalse(recovery.isAwaited("t", SLOT));
        assertEquals(7, recovery.mostSecs());
        assertEquals(600, HeartbeatRecovery.of(Map.of()).mostSecs());
    }

    @Test
    void aClassThatIsNoStrategyKeepsNimbusFromStarting() {
        Map<String, Object> conf = conf();
        conf.put(KEY, "java.lang.String");
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> NimbusConfig.of(conf));
        assertTrue(e.getMessage().startsWith("configuration " + KEY + " is java.lang.String"), e.getMessage());
    }

    @Test
    void aNewLeaderMovesASilentWorkerOnlyOnceTheStrategyIsReady() throws Exception {
        supervisor("s", 6700);
        supervisor("u", 6700);
        String id = submit("words", "{}");
        Assignment before = assigned(id);
        try (Nimbus next = new Nimbus(byHand(), state, clock, Nimbus.Reach.PROCESS)) {
            next.start();
            nimbus.close();
            Eventually.holds("the other Nimbus leads", next::isLeading);
            for (int i = 0; i < 30; i++) {
                pass(10);
            }
            assertEquals(before, state.assignments().get(id).orElseThrow());
            ready.set(true);
            Eventually.holds("the silent worker is started anew", () -> {
                pass(10);
                return next.isLeading() && !state.assignments().get(id).orElseThrow().equals(before);
            });
        }
    }
}
