// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.apache.curator.framework.recipes.leader.LeaderLatchListener;
import org.apache.curator.framework.recipes.leader.Participant;

/**
 * Leader election on Curator's latch, in a ZooKeeper session of its own: its time-out can be short without that of everything else being
 * short. Any thread; its listener is called on a thread of its own, which nothing else can hold up.
 */
final class ZooKeeperElection implements LeaderElection {
    private final CuratorFramework client;
    private final LeaderLatch latch;
    private final String path;
    private final ExecutorService callbacks;

    /** @param client for this election alone, which closes it */
    ZooKeeperElection(CuratorFramework client, String path, HostPort self) {
        this.client = client;
        this.latch = new LeaderLatch(client, path, self.toString());
        this.path = path;
        this.callbacks = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "leader-election");
            thread.setDaemon(true);
            return thread;
        });
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
    public Optional<String> proof() {
        return Optional.ofNullable(latch.getLastPathIsLeader());
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
        client.close();
        callbacks.shutdown();
    }
}
