// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WaitStrategyTest {

    @Test
    void progressiveWaitingStaysOnItsLastLevel() throws InterruptedException {
        IWaitStrategy strategy = new WaitStrategyProgressive();
        strategy.prepare(Map.of("topology.bolt.wait.progressive.level1.count", 1, "topology.bolt.wait.progressive.level2.count", 2,
            "topology.bolt.wait.progressive.level3.sleep.millis", 1), IWaitStrategy.WaitSituation.BOLT_WAIT);
        int idle = 0;
        for (int i = 0; i < 3; i++) {
            idle = strategy.idle(idle);
        }
        assertEquals(3, idle);
        long before = System.nanoTime();
        assertEquals(3, strategy.idle(idle));
        assertTrue(System.nanoTime() - before >= 900_000, "it slept");
    }

    /** The keys of each situation, in full so that a search for one finds this test. */
    private static Stream<Arguments> situations() {
        return Stream.of(
            Arguments.of(IWaitStrategy.WaitSituation.SPOUT_WAIT, List.of("topology.spout.wait.progressive.level1.count",
                "topology.spout.wait.progressive.level2.count", "topology.spout.wait.progressive.level3.sleep.millis")),
            Arguments.of(IWaitStrategy.WaitSituation.BOLT_WAIT, List.of("topology.bolt.wait.progressive.level1.count",
                "topology.bolt.wait.progressive.level2.count", "topology.bolt.wait.progressive.level3.sleep.millis")),
            Arguments.of(IWaitStrategy.WaitSituation.BACK_PRESSURE_WAIT, List.of("topology.backpressure.wait.progressive.level1.count",
                "topology.backpressure.wait.progressive.level2.count", "topology.backpressure.wait.progressive.level3.sleep.millis")));
    }

    @ParameterizedTest
    @MethodSource("situations")
    void eachLevelLastsAsManyTurnsAsTheSituationsKeysSay(IWaitStrategy.WaitSituation situation, List<String> keys) throws InterruptedException {
        // The counter stays where the third level, which sleeps, begins.
        assertEquals(5, turnsBeforeSleep(situation, keys, 2, 3));
        assertEquals(2, turnsBeforeSleep(situation, keys, 2, 0));
        assertEquals(3, turnsBeforeSleep(situation, keys, 0, 3));
    }

    private static int turnsBeforeSleep(IWaitStrategy.WaitSituation situation, List<String> keys, int level1, int level2) throws InterruptedException {
        IWaitStrategy strategy = new WaitStrategyProgressive();
        strategy.prepare(Map.of(keys.get(0), level1, keys.get(1), level2, keys.get(2), 20), situation);
        int idle = 0;
        for (int i = 0; i < level1 + level2; i++) {
            idle = strategy.idle(idle);
        }
        long before = System.nanoTime();
        assertEquals(idle, strategy.idle(idle));
        assertTrue(System.nanoTime() - before >= 19_000_000, "it slept as long as the third key says");
        return idle;
    }

    @Test
    void parkingTakesItsTimeFromTheSituationsKey() throws InterruptedException {
        IWaitStrategy strategy = IWaitStrategy.createBackPressureWaitStrategy(Map.of("topology.backpressure.wait.strategy",
            "org.apache.storm.policy.WaitStrategyPark", "topology.backpressure.wait.park.microsec", 100));
        assertEquals(5, strategy.idle(4));
        assertEquals(1, new WaitStrategyPark(0).idle(0));
    }
}
