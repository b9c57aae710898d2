// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.scheduler.resource.strategies.scheduling;

import java.util.Map;
import org.apache.storm.Config;
import org.apache.storm.DaemonConfig;
import org.apache.storm.scheduler.Cluster;
import org.apache.storm.scheduler.TopologyDetails;
import org.apache.storm.scheduler.resource.SchedulingResult;
import org.apache.storm.utils.ObjectReader;
import tempest.nimbus.scheduling.ConstraintSearch;
import tempest.nimbus.scheduling.Constraints;

/**
 * Finds slots such that {@code topology.ras.constraints} hold: components that must not share a worker, and how many executors of a component a
 * node may have. Goes back and tries another way when it is stuck, but not more often, and not longer, than is configured.
 */
public class ConstraintSolverStrategy extends BaseResourceAwareStrategy {
    private static final int DEFAULT_STEPS = 10_000;
    private int mostSteps = Integer.MAX_VALUE;

    @Override
    public void prepare(Map<String, Object> config) {
        super.prepare(config);
        mostSteps = ObjectReader.getInt(config.get(DaemonConfig.RESOURCE_AWARE_SCHEDULER_MAX_STATE_SEARCH), Integer.MAX_VALUE);
    }

    @Override
    public SchedulingResult schedule(Cluster schedulingState, TopologyDetails td) {
        int steps = ObjectReader.getInt(td.getConf().get(Config.TOPOLOGY_RAS_CONSTRAINT_MAX_STATE_SEARCH), DEFAULT_STEPS);
        Integer secs = ObjectReader.getInt(td.getConf().get(Config.TOPOLOGY_RAS_CONSTRAINT_MAX_TIME_SECS), null);
        return new ConstraintSearch(schedulingState, td, Math.min(steps, mostSteps), secs).place();
    }

    /** Whether a topology is placed as its constraints demand, with all its executors. */
    public static boolean validateSolution(Cluster cluster, TopologyDetails topo) {
        return cluster.getUnassignedExecutors(topo).isEmpty() && ConstraintSearch.violation(cluster, topo, Constraints.of(topo)) == null;
    }
}
