// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.nimbus;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.storm.Config;
import org.apache.storm.utils.ObjectReader;
import org.apache.storm.utils.SteadyTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for all nodes, but no longer than {@link Config#SUPERVISOR_WORKER_HEARTBEATS_MAX_TIMEOUT_SECS}. Any thread calls it. */
public class TimeOutWorkerHeartbeatsRecoveryStrategy implements IWorkerHeartbeatsRecoveryStrategy {
    private static final Logger LOG = LoggerFactory.getLogger(TimeOutWorkerHeartbeatsRecoveryStrategy.class);
    private static final int DEFAULT_WAIT_SECS = 600;

    private final Set<String> heardFrom = ConcurrentHashMap.newKeySet();
    private int waitSecs;
    private long startedAt;

    @Override
    public void prepare(Map conf) {
        waitSecs = ObjectReader.getInt(conf.get(Config.SUPERVISOR_WORKER_HEARTBEATS_MAX_TIMEOUT_SECS), DEFAULT_WAIT_SECS);
        startedAt = SteadyTime.currentTimeMillis();
    }

    @Override
    public boolean isReady(Set<String> nodeIds) {
        if (heardFrom.containsAll(nodeIds)) {
            return true;
        }
        if (SteadyTime.currentTimeMillis() - startedAt <= TimeUnit.SECONDS.toMillis(waitSecs)) {
            return false;
        }
        Set<String> silent = new HashSet<>(nodeIds);
        silent.removeAll(heardFrom);
        LOG.warn("Going on without having heard from the supervisors {} in {} s", silent, waitSecs);
        return true;
    }

    @Override
    public void reportNodeId(String nodeId) {
        heardFrom.add(nodeId);
    }
}
