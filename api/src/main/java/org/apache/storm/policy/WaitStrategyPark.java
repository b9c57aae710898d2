// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.policy;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.storm.Config;
import org.apache.storm.utils.ObjectReader;

/** Parks for a fixed time; 0 means not at all. */
public class WaitStrategyPark implements IWaitStrategy {
    private long parkTimeNanoSec;

    /** To be prepared before it is used. */
    public WaitStrategyPark() {
    }

    /**
     * @param microsec how long to park; 0 not at all
     */
    public WaitStrategyPark(long microsec) {
        parkTimeNanoSec = TimeUnit.MICROSECONDS.toNanos(microsec);
    }

    @Override
    public void prepare(Map<String, Object> conf, WaitSituation waitSituation) {
        String key = switch (waitSituation) {
            case SPOUT_WAIT -> Config.TOPOLOGY_SPOUT_WAIT_PARK_MICROSEC;
            case BOLT_WAIT -> Config.TOPOLOGY_BOLT_WAIT_PARK_MICROSEC;
            case BACK_PRESSURE_WAIT -> Config.TOPOLOGY_BACKPRESSURE_WAIT_PARK_MICROSEC;
        };
        parkTimeNanoSec = TimeUnit.MICROSECONDS.toNanos(ObjectReader.getLong(conf.get(key)));
    }

    @Override
    public int idle(int idleCounter) throws InterruptedException {
        if (parkTimeNanoSec > 0) {
            LockSupport.parkNanos(parkTimeNanoSec);
        }
        return idleCounter + 1;
    }
}
