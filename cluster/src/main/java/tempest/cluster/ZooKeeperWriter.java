// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import java.util.concurrent.atomic.LongAdder;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.KeeperException;

/** How nodes are written and removed: by anyone, or by the leader of an epoch only. Any thread; failures are ZooKeeper's own. */
interface ZooKeeperWriter {
    /** The version of a node that does not exist. */
    int ABSENT = -1;

    /** Creates or replaces a node, with the parents that are missing. */
    void put(String node, byte[] bytes) throws Exception;

    /**
     * Replaces a node that still has a version, or creates one.
     *
     * @param version {@link #ABSENT} if it must not be there yet
     * @return false if it has another version by now
     */
    boolean replace(String node, byte[] bytes, int version) throws Exception;

    /** Removes a node with all below it; false if there was none. */
    boolean delete(String node) throws Exception;

    /** The same, with each call that changed something counted; one that touches several nodes counts as one. */
    static ZooKeeperWriter counted(ZooKeeperWriter writer, LongAdder count) {
        return new ZooKeeperWriter() {
            @Override
            public void put(String node, byte[] bytes) throws Exception {
                writer.put(node, bytes);
                count.increment();
            }

            @Override
            public boolean replace(String node, byte[] bytes, int version) throws Exception {
                return told(writer.replace(node, bytes, version));
            }

            @Override
            public boolean delete(String node) throws Exception {
                return told(writer.delete(node));
            }

            private boolean told(boolean changed) {
                if (changed) {
                    count.increment();
                }
                return changed;
            }
        };
    }

    /** Writes that nothing is checked for. */
    static ZooKeeperWriter unchecked(CuratorFramework client) {
        return new ZooKeeperWriter() {
            @Override
            public void put(String node, byte[] bytes) throws Exception {
                client.create().orSetData().creatingParentsIfNeeded().forPath(node, bytes);
            }

            @Override
            public boolean replace(String node, byte[] bytes, int version) throws Exception {
                try {
                    if (version == ABSENT) {
                        client.create().creatingParentsIfNeeded().forPath(node, bytes);
                    } else {
                        client.setData().withVersion(version).forPath(node, bytes);
                    }
                    return true;
                } catch (KeeperException.NodeExistsException | KeeperException.NoNodeException | KeeperException.BadVersionException changed) {
                    return false;
                }
            }

            @Override
            public boolean delete(String node) throws Exception {
                try {
                    client.delete().deletingChildrenIfNeeded().forPath(node);
                    return true;
                } catch (KeeperException.NoNodeException e) {
                    return false;
                }
            }
        };
    }
}
