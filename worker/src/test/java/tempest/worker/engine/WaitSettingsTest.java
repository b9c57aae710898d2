// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import org.apache.storm.Config;
import org.apache.storm.policy.IWaitStrategy;
import org.apache.storm.policy.WaitStrategyPark;
import org.apache.storm.policy.WaitStrategyProgressive;
import org.junit.jupiter.api.Test;
import tempest.worker.executor.WaitStrategies;

class WaitSettingsTest {
    private final Map<String, Object> conf = new HashMap<>();

    /** Of a user's. */
    public static final class Own implements IWaitStrategy {
        private WaitSituation situation;

        @Override
        public void prepare(Map<String, Object> conf, WaitSituation newSituation) {
            situation = newSituation;
        }

        @Override
        public int idle(int count) {
            return count + 1;
        }
    }

    @Test
    void stormsOwnStrategiesKeepNoThread() {
        for (String name : new String[] {WaitStrategyPark.class.getName(), WaitStrategyProgressive.class.getName()}) {
            conf.put(Config.TOPOLOGY_BOLT_WAIT_STRATEGY, name);
            conf.put(Config.TOPOLOGY_SPOUT_WAIT_STRATEGY, name);
            conf.put(Config.TOPOLOGY_BACKPRESSURE_WAIT_STRATEGY, name);
            assertFalse(WaitSettings.of(conf, false).isOwn(), name);
            assertFalse(WaitSettings.of(conf, true).isOwn(), name);
        }
    }

    @Test
    void aStrategyOfTheUsersIsPreparedForItsSituation() {
        conf.put(Config.TOPOLOGY_BACKPRESSURE_WAIT_STRATEGY, Own.class.getName());
        WaitStrategies waits = WaitSettings.of(conf, false);
        assertTrue(waits.isOwn());
        assertEquals(IWaitStrategy.WaitSituation.BACK_PRESSURE_WAIT, ((Own) waits.forCapacity()).situation);
        conf.put(Config.TOPOLOGY_SPOUT_WAIT_STRATEGY, Own.class.getName());
        assertNotNull(WaitSettings.of(conf, true).forWork());
        assertEquals(null, WaitSettings.of(conf, false).forWork(), "a spout's strategy is not a bolt's");
    }

    @Test
    void boltsThatParkForNoTimeSpin() {
        conf.put(Config.TOPOLOGY_BOLT_WAIT_STRATEGY, WaitStrategyPark.class.getName());
        assertFalse(WaitSettings.of(conf, false).spins(), "100 us is the default");
        conf.put(Config.TOPOLOGY_BOLT_WAIT_PARK_MICROSEC, 0);
        assertTrue(WaitSettings.of(conf, false).spins());
        assertFalse(WaitSettings.of(conf, true).spins());
    }

    @Test
    void aSpoutPausesAsItsStrategySays() {
        assertEquals(1_000_000, WaitSettings.of(conf, true).emptyPollNanos());
        conf.put(Config.TOPOLOGY_SPOUT_WAIT_PROGRESSIVE_LEVEL3_SLEEP_MILLIS, 7);
        assertEquals(7_000_000, WaitSettings.of(conf, true).emptyPollNanos());
        conf.put(Config.TOPOLOGY_SPOUT_WAIT_STRATEGY, WaitStrategyPark.class.getName());
        assertEquals(100_000, WaitSettings.of(conf, true).emptyPollNanos());
        conf.put(Config.TOPOLOGY_SPOUT_WAIT_PARK_MICROSEC, 0);
        assertEquals(0, WaitSettings.of(conf, true).emptyPollNanos());
    }

    @Test
    void aNameThatIsNoStrategyIsRefusedWithItsKey() {
        conf.put(Config.TOPOLOGY_BOLT_WAIT_STRATEGY, "java.lang.String");
        String message = assertThrows(RuntimeException.class, () -> WaitSettings.of(conf, false)).getMessage();
        assertTrue(message.contains(Config.TOPOLOGY_BOLT_WAIT_STRATEGY) && message.contains("java.lang.String"), message);
    }
}
