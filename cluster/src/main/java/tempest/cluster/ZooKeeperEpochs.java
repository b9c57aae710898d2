// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.api.transaction.CuratorOp;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.data.Stat;

/**
 * The order of leaderships, as the version of one node that each of them writes once when it begins. It belongs to no elector, so it
 * holds for whichever is plugged in. Any thread.
 */
final class ZooKeeperEpochs {
    private static final int ATTEMPTS = 10;

    private final CuratorFramework client;
    private final String node;

    ZooKeeperEpochs(CuratorFramework client, String node) {
        this.client = client;
        this.node = node;
    }

    /**
     * Begins an epoch; returns the node's version, which only the next one changes.
     *
     * @param proof a node whose end means that leadership was lost, checked in the same transaction; empty if there is none
     */
    int begin(HostPort self, Optional<String> proof) {
        try {
            byte[] leader = Codec.ADDRESS.encode(self);
            for (int attempt = 1; ; attempt++) {
                Stat before = client.checkExists().creatingParentsIfNeeded().forPath(node);
                List<CuratorOp> ops = new ArrayList<>();
                if (proof.isPresent()) {
                    ops.add(client.transactionOp().check().forPath(proof.get()));
                }
                // A node that is new has had its first version; so has an epoch that follows the loss of all data.
                ops.add(before == null ? client.transactionOp().create().forPath(node, leader)
                    : client.transactionOp().setData().withVersion(before.getVersion()).forPath(node, leader));
                try {
                    client.transaction().forOperations(ops);
                    return before == null ? 0 : before.getVersion() + 1;
                } catch (KeeperException.BadVersionException | KeeperException.NodeExistsException | KeeperException.NoNodeException e) {
                    if (proof.isPresent() && client.checkExists().forPath(proof.get()) == null) {
                        throw new LeadershipLostException("leadership was lost before it began: " + proof.get() + " is gone", e);
                    }
                    if (attempt == ATTEMPTS) {
                        throw e;
                    }
                }
            }
        } catch (Exception e) {
            throw ZooKeeperTable.failed("begin an epoch at", node, e);
        }
    }
}
