// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.process;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.storm.generated.NodeInfo;
import org.apache.storm.generated.ProfileAction;
import org.apache.storm.generated.ProfileRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.ClusterStateException;
import tempest.cluster.Table;
import tempest.worker.transport.WorkerAddress;

/**
 * Does what users ask this worker to record, each request once, and takes done requests off the shared table. A recording runs
 * until the time that its request gives. Called by the worker's control thread only.
 */
final class ProfileRequests {
    private static final Logger LOG = LoggerFactory.getLogger(ProfileRequests.class);

    private final WorkerAddress slot;
    private final String host;
    private final Table<ProfileRequest> table;
    private final Profiler profiler;
    private final Runnable restart;
    private final Map<String, Long> stopAtMillis = new HashMap<>();

    /** @param restart called when a user requests a restart of the JVM */
    ProfileRequests(WorkerAddress slot, String host, Table<ProfileRequest> table, Profiler profiler, Runnable restart) {
        this.slot = slot;
        this.host = host;
        this.table = table;
        this.profiler = profiler;
        this.restart = restart;
    }

    /** One entry of the table, as it is now. */
    void changed(String key, Optional<ProfileRequest> request, long nowMillis) {
        if (request.isEmpty() || !isForThisWorker(request.get().get_nodeInfo())) {
            return;
        }
        ProfileAction action = request.get().get_action();
        long until = request.get().is_set_time_stamp() ? request.get().get_time_stamp() : 0;
        if (action == ProfileAction.JVM_RESTART) {
            done(key);
            LOG.info("A user requested a restart");
            restart.run();
        } else if (action == ProfileAction.JPROFILE_START || action == ProfileAction.JPROFILE_STOP && until > nowMillis) {
            profiler.perform(ProfileAction.JPROFILE_START, Instant.ofEpochMilli(nowMillis));
            stopAtMillis.put(key, until > nowMillis ? until : Long.MAX_VALUE);
        } else {
            if (action == ProfileAction.JPROFILE_STOP) {
                stopAtMillis.keySet().forEach(this::done);
                stopAtMillis.clear();
            }
            profiler.perform(action, Instant.ofEpochMilli(nowMillis));
            done(key);
        }
    }

    /** Stops recordings whose time is over; called once in a while. */
    void expire(long nowMillis) {
        boolean over = stopAtMillis.entrySet().removeIf(entry -> {
            if (entry.getValue() > nowMillis) {
                return false;
            }
            done(entry.getKey());
            return true;
        });
        if (over && stopAtMillis.isEmpty()) {
            profiler.perform(ProfileAction.JPROFILE_STOP, Instant.ofEpochMilli(nowMillis));
        }
    }

    /** Users name a worker by its host and port; the supervisor's id is accepted too. */
    private boolean isForThisWorker(NodeInfo node) {
        return (node.get_node().equals(host) || node.get_node().equals(slot.node())) && node.get_port().contains((long) slot.port());
    }

    private void done(String key) {
        try {
            table.remove(key);
        } catch (ClusterStateException e) {
            LOG.warn("Profiler request {} is done but stays in the cluster's state: {}", key, e.getMessage());
        }
    }
}
