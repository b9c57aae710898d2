// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.curator.framework.CuratorFramework;
import org.apache.storm.generated.ErrorInfo;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;

/** Errors as {@code errors/<topology>/<component>/<sequential>}. Any thread. */
final class ZooKeeperErrorLog implements ErrorLog {
    private final CuratorFramework client;
    private final ZooKeeperWriter writer;
    private final String root;
    private final Codec<ErrorInfo> codec = new ThriftCodec<>(ErrorInfo::new);

    /** @param writer removes what is not wanted any more; errors are added by anyone */
    ZooKeeperErrorLog(CuratorFramework client, ZooKeeperWriter writer, String root) {
        this.client = client;
        this.writer = writer;
        this.root = root;
    }

    @Override
    public void add(String topologyId, String componentId, ErrorInfo error) {
        String parent = path(topologyId, componentId);
        try {
            client.create().creatingParentsIfNeeded().withMode(CreateMode.PERSISTENT_SEQUENTIAL)
                .forPath(parent + "/e", codec.encode(error));
            List<String> names = children(parent);
            for (String name : names.subList(0, Math.max(0, names.size() - KEPT))) {
                ZooKeeperTable.delete(ZooKeeperWriter.unchecked(client), parent + "/" + name);
            }
        } catch (ClusterStateException e) {
            throw e;
        } catch (Exception e) {
            throw ZooKeeperTable.failed("write", parent, e);
        }
    }

    @Override
    public List<ErrorInfo> list(String topologyId, String componentId) {
        return latest(path(topologyId, componentId), KEPT);
    }

    @Override
    public Optional<ErrorInfo> last(String topologyId, String componentId) {
        return latest(path(topologyId, componentId), 1).stream().findFirst();
    }

    private List<ErrorInfo> latest(String parent, int limit) {
        List<String> names = new ArrayList<>(children(parent));
        Collections.reverse(names);
        List<ErrorInfo> errors = new ArrayList<>();
        for (String name : names) {
            if (errors.size() == limit) {
                break;
            }
            try {
                errors.add(codec.decode(client.getData().forPath(parent + "/" + name)));
            } catch (KeeperException.NoNodeException trimmedMeanwhile) {
                continue;
            } catch (Exception e) {
                throw ZooKeeperTable.failed("read", parent + "/" + name, e);
            }
        }
        return errors;
    }

    @Override
    public List<String> components(String topologyId) {
        return children(root + "/" + ZooKeeperTable.name(topologyId)).stream().map(ZooKeeperTable::key).toList();
    }

    @Override
    public List<String> topologies() {
        return children(root).stream().map(ZooKeeperTable::key).toList();
    }

    @Override
    public void remove(String topologyId) {
        ZooKeeperTable.delete(writer, root + "/" + ZooKeeperTable.name(topologyId));
    }

    private String path(String topologyId, String componentId) {
        return root + "/" + ZooKeeperTable.name(topologyId) + "/" + ZooKeeperTable.name(componentId);
    }

    /** Sorted by name; sequence numbers have ten digits, so that is the order of writing. */
    private List<String> children(String parent) {
        try {
            return client.getChildren().forPath(parent).stream().sorted().toList();
        } catch (KeeperException.NoNodeException e) {
            return List.of();
        } catch (Exception e) {
            throw ZooKeeperTable.failed("list", parent, e);
        }
    }
}
