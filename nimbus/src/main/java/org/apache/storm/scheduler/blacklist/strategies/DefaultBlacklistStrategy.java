// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.scheduler.blacklist.strategies;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.storm.DaemonConfig;
import org.apache.storm.scheduler.Cluster;
import org.apache.storm.scheduler.SupervisorDetails;
import org.apache.storm.scheduler.Topologies;
import org.apache.storm.scheduler.TopologyDetails;
import org.apache.storm.scheduler.blacklist.BlacklistScheduler;
import org.apache.storm.scheduler.blacklist.reporters.IReporter;
import org.apache.storm.scheduler.blacklist.reporters.LogReporter;
import org.apache.storm.utils.ObjectReader;
import org.apache.storm.utils.ReflectionUtils;
import tempest.nimbus.scheduling.Blacklist;

/**
 * Sets a supervisor aside for {@code blacklist.scheduler.resume.time.secs} when it was bad in {@code blacklist.scheduler.tolerance.count} rounds
 * of late, but takes some back, host by host, when topologies would lack slots; the schedulers that go by resources use these last.
 */
public class DefaultBlacklistStrategy implements IBlacklistStrategy {
    public static final int DEFAULT_BLACKLIST_SCHEDULER_RESUME_TIME = 1800;
    public static final int DEFAULT_BLACKLIST_SCHEDULER_TOLERANCE_COUNT = 3;

    private Blacklist aside;
    private IReporter reporter = new LogReporter();

    @Override
    public void prepare(Map<String, Object> conf) {
        int count = ObjectReader.getInt(conf.get(DaemonConfig.BLACKLIST_SCHEDULER_TOLERANCE_COUNT), DEFAULT_BLACKLIST_SCHEDULER_TOLERANCE_COUNT);
        int secs = ObjectReader.getInt(conf.get(DaemonConfig.BLACKLIST_SCHEDULER_RESUME_TIME), DEFAULT_BLACKLIST_SCHEDULER_RESUME_TIME);
        aside = new Blacklist(Math.max(1, count), Math.max(1, secs / BlacklistScheduler.roundSecs(conf)));
        String named = ObjectReader.getString(conf.get(DaemonConfig.BLACKLIST_SCHEDULER_REPORTER), LogReporter.class.getName());
        reporter = ReflectionUtils.newInstance(named);
    }

    @Override
    public Set<String> getBlacklist(List<Map<String, Set<Integer>>> badSupervisorsToleranceSlidingWindow,
            List<Map<String, Integer>> sendAssignmentFailureCount, Cluster cluster, Topologies topologies) {
        for (String added : aside.add(badSupervisorsToleranceSlidingWindow, sendAssignmentFailureCount)) {
            reporter.reportBlacklist(added, badSupervisorsToleranceSlidingWindow);
        }
        if (!aside.all().isEmpty()) {
            Set<String> back = releaseBlacklistWhenNeeded(cluster, aside.all());
            if (!back.isEmpty()) {
                reporter.report("supervisors " + back + " are used again: topologies lack slots without them");
                aside.release(back);
                cluster.setGreyListedSupervisors(back);
            }
        }
        return new HashSet<>(aside.all());
    }

    @Override
    public void resumeFromBlacklist() {
        Set<String> back = aside.countDown();
        if (!back.isEmpty()) {
            reporter.report("supervisors " + back + " are used again: they were set aside long enough");
        }
    }

    /** Which of those set aside are to be used again at once, because there are too few slots without them. */
    protected Set<String> releaseBlacklistWhenNeeded(Cluster cluster, List<String> blacklistedNodeIds) {
        int missing = -cluster.getNonBlacklistedAvailableSlots(blacklistedNodeIds).size();
        for (TopologyDetails topology : cluster.needsSchedulingTopologies()) {
            missing += topology.getNumWorkers() - cluster.getAssignedNumWorkers(topology);
        }
        Set<String> back = new TreeSet<>();
        for (Set<String> host : createHostToSupervisorMap(blacklistedNodeIds, cluster).values()) {
            if (missing <= 0) {
                break;
            }
            for (String id : host) {
                missing -= cluster.getAvailablePorts(cluster.getSupervisorById(id)).size();
            }
            back.addAll(host);
        }
        return back;
    }

    /** The supervisors among those given that are there, by host. */
    protected Map<String, Set<String>> createHostToSupervisorMap(List<String> blacklistedNodeIds, Cluster cluster) {
        Map<String, Set<String>> byHost = new TreeMap<>();
        for (String id : blacklistedNodeIds) {
            SupervisorDetails supervisor = cluster.getSupervisorById(id);
            if (supervisor != null) {
                byHost.computeIfAbsent(supervisor.getHost(), host -> new TreeSet<>()).add(id);
            }
        }
        return byHost;
    }
}
