// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.storm.nimbus.ILeaderElector;
import org.apache.storm.nimbus.NimbusInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.FatalErrorHandler;
import tempest.cluster.HostPort;
import tempest.cluster.LeaderElection;

/** An election by a user's own elector, which can only be polled: a thread of this class does so. */
final class PluggedElection implements LeaderElection {
    private static final Logger LOG = LoggerFactory.getLogger(PluggedElection.class);
    private static final long ASK_MILLIS = 20;

    private final ILeaderElector elector;
    private final FatalErrorHandler fatal;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "leader-elector");
        made.setDaemon(true);
        return made;
    });
    private volatile boolean leads;

    /** @param elector prepared */
    PluggedElection(ILeaderElector elector, FatalErrorHandler fatal) {
        this.elector = elector;
        this.fatal = fatal;
    }

    @Override
    public void start(Listener listener) {
        thread.execute(fatal.guard(() -> {
            try {
                elector.addToLeaderLockQueue();
            } catch (Exception e) {
                LOG.error("the leader elector does not let us stand", e);
            }
        }));
        thread.scheduleWithFixedDelay(fatal.guard(() -> ask(listener)), 0, ASK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void ask(Listener listener) {
        boolean now;
        try {
            now = elector.isLeader();
        } catch (Exception e) {
            LOG.warn("the leader elector does not tell who leads, so we do not: {}", e.toString());
            now = false;
        }
        if (now != leads) {
            leads = now;
            if (now) {
                listener.won();
            } else {
                listener.lost();
            }
        }
    }

    @Override
    public boolean isLeader() {
        return leads;
    }

    @Override
    public Optional<HostPort> leader() {
        NimbusInfo leader = elector.getLeader();
        return leader == null || leader.getPort() < 0 ? Optional.empty() : Optional.of(new HostPort(leader.getHost(), leader.getPort()));
    }

    @Override
    public void close() {
        thread.shutdownNow();
        leads = false;
        try {
            elector.close();
        } catch (Exception e) {
            LOG.warn("the leader elector did not close cleanly: {}", e.toString());
        }
    }
}
