// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.scheduler.blacklist.strategies;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.storm.scheduler.Cluster;
import org.apache.storm.scheduler.Topologies;

/** Decides which supervisors are set aside. Named by {@code blacklist.scheduler.strategy}. */
public interface IBlacklistStrategy {
    /** Called once, before anything else, with the daemon's configuration. */
    void prepare(Map<String, Object> conf);

    /**
     * The ids of the supervisors to set aside.
     *
     * @param badSupervisorsToleranceSlidingWindow the slots that were bad in each of the latest rounds, by supervisor
     * @param sendAssignmentFailureCount how often assignments did not reach a supervisor, in each of the latest rounds
     */
    Set<String> getBlacklist(List<Map<String, Set<Integer>>> badSupervisorsToleranceSlidingWindow,
            List<Map<String, Integer>> sendAssignmentFailureCount, Cluster cluster, Topologies topologies);

    /** Called once a round: those set aside long enough come back. */
    void resumeFromBlacklist();
}
