// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

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

    @Test
    void parkingTakesItsTimeFromTheSituationsKey() throws InterruptedException {
        IWaitStrategy strategy = IWaitStrategy.createBackPressureWaitStrategy(Map.of("topology.backpressure.wait.strategy",
            "org.apache.storm.policy.WaitStrategyPark", "topology.backpressure.wait.park.microsec", 100));
        assertEquals(5, strategy.idle(4));
        assertEquals(1, new WaitStrategyPark(0).idle(0));
    }
}
