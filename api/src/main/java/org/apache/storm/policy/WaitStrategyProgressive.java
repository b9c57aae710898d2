// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.policy;

import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.storm.Config;
import org.apache.storm.utils.ObjectReader;

/** Spins at first, then parks as briefly as possible, then sleeps. */
public class WaitStrategyProgressive implements IWaitStrategy {
    private int level1Count;
    private int level2Count;
    private long level3SleepMs;

    @Override
    public void prepare(Map<String, Object> conf, WaitSituation waitSituation) {
        switch (waitSituation) {
            case SPOUT_WAIT -> prepare(conf, Config.TOPOLOGY_SPOUT_WAIT_PROGRESSIVE_LEVEL1_COUNT,
                Config.TOPOLOGY_SPOUT_WAIT_PROGRESSIVE_LEVEL2_COUNT, Config.TOPOLOGY_SPOUT_WAIT_PROGRESSIVE_LEVEL3_SLEEP_MILLIS);
            case BOLT_WAIT -> prepare(conf, Config.TOPOLOGY_BOLT_WAIT_PROGRESSIVE_LEVEL1_COUNT,
                Config.TOPOLOGY_BOLT_WAIT_PROGRESSIVE_LEVEL2_COUNT, Config.TOPOLOGY_BOLT_WAIT_PROGRESSIVE_LEVEL3_SLEEP_MILLIS);
            case BACK_PRESSURE_WAIT -> prepare(conf, Config.TOPOLOGY_BACKPRESSURE_WAIT_PROGRESSIVE_LEVEL1_COUNT,
                Config.TOPOLOGY_BACKPRESSURE_WAIT_PROGRESSIVE_LEVEL2_COUNT,
                Config.TOPOLOGY_BACKPRESSURE_WAIT_PROGRESSIVE_LEVEL3_SLEEP_MILLIS);
        }
    }

    private void prepare(Map<String, Object> conf, String level1Key, String level2Key, String level3Key) {
        level1Count = ObjectReader.getInt(conf.get(level1Key));
        level2Count = ObjectReader.getInt(conf.get(level2Key));
        level3SleepMs = ObjectReader.getLong(conf.get(level3Key));
    }

    @Override
    public int idle(int idleCounter) throws InterruptedException {
        if (idleCounter < level1Count) {
            Thread.onSpinWait();
            return idleCounter + 1;
        }
        if (idleCounter < level1Count + level2Count) {
            LockSupport.parkNanos(1);
            return idleCounter + 1;
        }
        Thread.sleep(level3SleepMs);
        return idleCounter; // stays on the last level, and cannot overflow
    }
}
