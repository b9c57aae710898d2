// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import java.util.Optional;
import java.util.concurrent.Executor;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.apache.curator.framework.recipes.leader.LeaderLatchListener;
import org.apache.curator.framework.recipes.leader.Participant;

/** Leader election on Curator's latch. Any thread; its listener is called on the executor given. */
final class ZooKeeperElection implements LeaderElection {
    private final LeaderLatch latch;
    private final String path;
    private final Executor callbacks;

    ZooKeeperElection(CuratorFramework client, String path, HostPort self, Executor callbacks) {
        this.latch = new LeaderLatch(client, path, self.toString());
        this.path = path;
        this.callbacks = callbacks;
    }

    @Override
    public void start(Listener listener) {
        latch.addListener(new LeaderLatchListener() {
            @Override
            public void isLeader() {
                listener.won();
            }

            @Override
            public void notLeader() {
                listener.lost();
            }
        }, callbacks);
        try {
            latch.start();
        } catch (Exception e) {
            throw ZooKeeperTable.failed("queue up at", path, e);
        }
    }

    @Override
    public boolean isLeader() {
        return latch.hasLeadership();
    }

    @Override
    public Optional<HostPort> leader() {
        try {
            Participant leader = latch.getLeader();
            return leader.getId().isEmpty() ? Optional.empty() : Optional.of(HostPort.parse(leader.getId()));
        } catch (Exception e) {
            throw ZooKeeperTable.failed("read the leader at", path, e);
        }
    }

    @Override
    public void close() {
        if (latch.getState() == LeaderLatch.State.STARTED) {
            ZooKeeperClient.closeBounded(path, latch);
        }
    }
}
