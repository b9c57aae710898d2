// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.utils.ZKPaths;
import org.apache.zookeeper.KeeperException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks, when a Nimbus starts, whether all of the cluster's nodes in ZooKeeper are as closed as new ones would be, as
 * {@code storm.nimbus.zookeeper.acls.check} says, and closes them if {@code storm.nimbus.zookeeper.acls.fixup} does. Called by one thread, before anything
 * else of that Nimbus touches a node.
 */
public final class ZooKeeperAclCheck {
    private static final Logger LOG = LoggerFactory.getLogger(ZooKeeperAclCheck.class);
    private static final String CHECK = "storm.nimbus.zookeeper.acls.check";
    private static final String FIXUP = "storm.nimbus.zookeeper.acls.fixup";

    private final CuratorFramework client;
    private final ZooKeeperAcls acls;
    private final String root;
    private final boolean fixup;
    private final List<String> open = new ArrayList<>();

    private ZooKeeperAclCheck(CuratorFramework client, ZooKeeperAcls acls, String root, boolean fixup) {
        this.client = client;
        this.acls = acls;
        this.root = root;
        this.fixup = fixup;
    }

    /**
     * Checks as configured.
     *
     * @throws IllegalStateException in one line, if a node is open that must not be, and is not to be closed or cannot be
     */
    public static void run(Map<String, Object> conf, ZooKeeperConfig config) {
        ConfigReader read = new ConfigReader(conf);
        boolean fixup = read.flag(FIXUP, true);
        if (!config.acls().isClosed() || !read.flag(CHECK, true) && !fixup) {
            return;
        }
        try (CuratorFramework client = ZooKeeperClient.open(config)) {
            new ZooKeeperAclCheck(client, config.acls(), config.root(), fixup).run();
        }
    }

    private void run() {
        String from = root.isEmpty() ? "/" : root;
        look(from);
        if (open.isEmpty()) {
            return;
        }
        if (!fixup) {
            throw new IllegalStateException(open.size() + " nodes in ZooKeeper are open to others, " + open.get(0) + " for one; set " + FIXUP
                + ": true to have them closed, or " + CHECK + ": false to leave them so");
        }
        for (String node : open) {
            close(node);
        }
        LOG.warn("{} nodes in ZooKeeper below {} were open to others and are closed now", open.size(), from);
    }

    private void look(String node) {
        try {
            if (acls.isTooOpen(client.getACL().forPath(node))) {
                open.add(node);
            }
            for (String child : client.getChildren().forPath(node)) {
                if (!node.equals("/") || !child.equals("zookeeper")) {
                    look(ZKPaths.makePath(node, child));
                }
            }
        } catch (KeeperException.NoNodeException e) {
            return; // There is none yet, or none any more.
        } catch (KeeperException.NoAuthException e) {
            throw new IllegalStateException(node + " in ZooKeeper belongs to others: storm.zookeeper.auth.scheme and storm.zookeeper.auth.payload"
                + " must be those by which it was created", e);
        } catch (Exception e) {
            throw ZooKeeperTable.failed("look who may use", node, e);
        }
    }

    private void close(String node) {
        try {
            client.setACL().withACL(acls.getDefaultAcl()).forPath(node);
        } catch (KeeperException.NoNodeException e) {
            LOG.debug("{} has gone meanwhile", node);
        } catch (Exception e) {
            throw ZooKeeperTable.failed("close", node, e);
        }
    }
}
