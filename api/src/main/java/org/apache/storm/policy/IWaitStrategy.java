// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.policy;

import java.util.Map;
import org.apache.storm.Config;
import org.apache.storm.utils.ReflectionUtils;

/** What an executor does when there is nothing to do. Called by the executor's own thread. */
public interface IWaitStrategy {
    /** What is being waited for. */
    enum WaitSituation {
        /** A spout emitted nothing. */
        SPOUT_WAIT,
        /** A bolt's queue is empty. */
        BOLT_WAIT,
        /** A queue further on is full. */
        BACK_PRESSURE_WAIT
    }

    /** The prepared strategy that the configuration names for waiting on full queues. */
    static IWaitStrategy createBackPressureWaitStrategy(Map<String, Object> topologyConf) {
        IWaitStrategy strategy = ReflectionUtils.newInstance((String) topologyConf.get(Config.TOPOLOGY_BACKPRESSURE_WAIT_STRATEGY));
        strategy.prepare(topologyConf, WaitSituation.BACK_PRESSURE_WAIT);
        return strategy;
    }

    void prepare(Map<String, Object> conf, WaitSituation waitSituation);

    /**
     * Waits, or not, once.
     *
     * @param idleCounter how often in a row it waited already; 0 the first time
     * @return what to pass the next time
     */
    int idle(int idleCounter) throws InterruptedException;
}
