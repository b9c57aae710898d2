// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import java.util.ArrayList;
import java.util.List;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.api.transaction.CuratorOp;
import org.apache.curator.utils.ZKPaths;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.OpResult;

/**
 * Writes of one leader: each is one ZooKeeper transaction with a check that the epoch's node still has the version it had when this
 * leader began, so that a leader that was stopped, or cut off, cannot write between losing its leadership and hearing of it. Any
 * thread.
 */
final class FencedWriter implements ZooKeeperWriter {
    private static final int ATTEMPTS = 10;
    /** ZooKeeper takes a megabyte in one request; a path is a hundred bytes or so. */
    private static final int MOST_AT_ONCE = 500;

    private final CuratorFramework client;
    private final String epochNode;
    private final int version;
    private final Runnable refused;

    /**
     * @param epochNode which every leadership writes once
     * @param version   the node's version since this leadership wrote it
     * @param refused   called each time a write is refused
     */
    FencedWriter(CuratorFramework client, String epochNode, int version, Runnable refused) {
        this.client = client;
        this.epochNode = epochNode;
        this.version = version;
        this.refused = refused;
    }

    @Override
    public void put(String node, byte[] bytes) throws Exception {
        for (int attempt = 1; ; attempt++) {
            try {
                commit(List.of(client.transactionOp().setData().forPath(node, bytes)));
                return;
            } catch (KeeperException.NoNodeException notYet) {
                try {
                    // An empty parent says nothing, so it needs no check.
                    client.checkExists().creatingParentsIfNeeded().forPath(node);
                    commit(List.of(client.transactionOp().create().forPath(node, bytes)));
                    return;
                } catch (KeeperException.NodeExistsException | KeeperException.NoNodeException changedMeanwhile) {
                    if (attempt == ATTEMPTS) {
                        throw changedMeanwhile;
                    }
                }
            }
        }
    }

    @Override
    public boolean replace(String node, byte[] bytes, int nodeVersion) throws Exception {
        try {
            if (nodeVersion == ABSENT) {
                client.checkExists().creatingParentsIfNeeded().forPath(node);
                commit(List.of(client.transactionOp().create().forPath(node, bytes)));
            } else {
                commit(List.of(client.transactionOp().setData().withVersion(nodeVersion).forPath(node, bytes)));
            }
            return true;
        } catch (KeeperException.NodeExistsException | KeeperException.NoNodeException | KeeperException.BadVersionException changed) {
            return false;
        }
    }

    @Override
    public boolean delete(String node) throws Exception {
        for (int attempt = 1; ; attempt++) {
            List<String> tree = new ArrayList<>();
            collect(node, tree);
            try {
                for (int from = 0; from < tree.size(); from += MOST_AT_ONCE) {
                    List<CuratorOp> deletions = new ArrayList<>();
                    for (String path : tree.subList(from, Math.min(tree.size(), from + MOST_AT_ONCE))) {
                        deletions.add(client.transactionOp().delete().forPath(path));
                    }
                    commit(deletions);
                }
                return !tree.isEmpty();
            } catch (KeeperException.NoNodeException | KeeperException.NotEmptyException changedMeanwhile) {
                if (attempt == ATTEMPTS) {
                    throw changedMeanwhile;
                }
            }
        }
    }

    /** Children come before their parents. */
    private void collect(String node, List<String> into) throws Exception {
        try {
            for (String child : client.getChildren().forPath(node)) {
                collect(ZKPaths.makePath(node, child), into);
            }
            into.add(node);
        } catch (KeeperException.NoNodeException gone) {
            return;
        }
    }

    private void commit(List<CuratorOp> writes) throws Exception {
        List<CuratorOp> checked = new ArrayList<>();
        checked.add(client.transactionOp().check().withVersion(version).forPath(epochNode));
        checked.addAll(writes);
        try {
            client.transaction().forOperations(checked);
        } catch (KeeperException e) {
            if (isRefused(e)) {
                refused.run();
                throw new LeadershipLostException("this Nimbus's leadership, epoch " + version + " of " + epochNode
                    + ", is over: another has begun", e);
            }
            throw e;
        }
    }

    private static boolean isRefused(KeeperException e) {
        return e.getResults() != null && !e.getResults().isEmpty() && e.getResults().get(0) instanceof OpResult.ErrorResult check
            && (check.getErr() == KeeperException.Code.BADVERSION.intValue() || check.getErr() == KeeperException.Code.NONODE.intValue());
    }
}
