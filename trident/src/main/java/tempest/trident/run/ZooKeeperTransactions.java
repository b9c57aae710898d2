// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.run;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.api.CuratorEvent;
import org.apache.storm.Config;
import org.apache.storm.shade.net.minidev.json.JSONValue;
import org.apache.storm.shade.net.minidev.json.parser.ParseException;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.ZooKeeperClient;
import tempest.cluster.ZooKeeperConfig;

/** Progress in ZooKeeper, under {@code transactional.zookeeper.root}, where Apache Storm keeps it too. Any thread. */
final class ZooKeeperTransactions implements Transactions {
    private static final Logger LOG = LoggerFactory.getLogger(ZooKeeperTransactions.class);

    private final CuratorFramework client;
    private final String root;

    private ZooKeeperTransactions(CuratorFramework client, String root) {
        this.client = client;
        this.root = root;
    }

    static ZooKeeperTransactions connect(Map<String, Object> conf) {
        Map<String, Object> own = new HashMap<>(conf);
        replace(own, "storm.zookeeper.servers", conf.get(Config.TRANSACTIONAL_ZOOKEEPER_SERVERS));
        replace(own, "storm.zookeeper.port", conf.get(Config.TRANSACTIONAL_ZOOKEEPER_PORT));
        replace(own, "storm.zookeeper.auth.scheme", conf.get("storm.zookeeper.topology.auth.scheme"));
        replace(own, "storm.zookeeper.auth.payload", conf.get("storm.zookeeper.topology.auth.payload"));
        Object root = conf.get(Config.TRANSACTIONAL_ZOOKEEPER_ROOT);
        String path = root == null ? "/transactional" : root.toString();
        if (!path.startsWith("/") || path.endsWith("/")) {
            throw new IllegalArgumentException(Config.TRANSACTIONAL_ZOOKEEPER_ROOT + " is \"" + path
                + "\" but should be a path that starts with / and does not end with it");
        }
        return new ZooKeeperTransactions(ZooKeeperClient.open(ZooKeeperConfig.of(own)), path);
    }

    private static void replace(Map<String, Object> conf, String key, Object value) {
        if (value != null) {
            conf.put(key, value);
        }
    }

    private String full(String path) {
        return root + "/" + path;
    }

    @Override
    public Object read(String path) {
        try {
            client.checkExists().creatingParentsIfNeeded().forPath(full(path));
            return parse(full(path), client.getData().forPath(full(path)));
        } catch (KeeperException.NoNodeException e) {
            return null;
        } catch (Exception e) {
            throw failure("read", path, e);
        }
    }

    @Override
    public SortedMap<Long, Object> list(String path) {
        SortedMap<Long, Object> all = new TreeMap<>();
        try {
            client.checkExists().creatingParentsIfNeeded().forPath(full(path) + "/1");
            List<String> names = client.getChildren().forPath(full(path));
            for (String name : names) {
                Object value = read(path + "/" + name);
                if (value != null) {
                    all.put(Long.valueOf(name), value);
                }
            }
        } catch (NumberFormatException e) {
            throw new IllegalStateException("something that is no transaction lies in ZooKeeper under " + full(path), e);
        } catch (IllegalStateException e) {
            throw e;
        } catch (Exception e) {
            throw failure("list", path, e);
        }
        return all;
    }

    private Object parse(String path, byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        if (text.isEmpty()) {
            return null;
        }
        try {
            return JSONValue.parseWithException(text);
        } catch (ParseException e) {
            throw new IllegalStateException("what lies in ZooKeeper at " + path + " is not JSON: " + text, e);
        }
    }

    @Override
    public CompletableFuture<Void> write(String path, Object value) {
        CompletableFuture<Void> stored = new CompletableFuture<>();
        set(path, bytes(value), stored, true);
        return stored;
    }

    @Override
    public CompletableFuture<Void> add(String path, Object value) {
        CompletableFuture<Void> stored = new CompletableFuture<>();
        create(path, bytes(value), stored, true);
        return stored;
    }

    private static byte[] bytes(Object value) {
        return JSONValue.toJSONString(value).getBytes(StandardCharsets.UTF_8);
    }

    private void set(String path, byte[] data, CompletableFuture<Void> stored, boolean orCreate) {
        try {
            client.setData().inBackground((c, event) -> {
                if (orCreate && event.getResultCode() == KeeperException.Code.NONODE.intValue()) {
                    create(path, data, stored, false);
                } else {
                    settle(path, event, stored);
                }
            }).forPath(full(path), data);
        } catch (Exception e) {
            stored.completeExceptionally(failure("write", path, e));
        }
    }

    private void create(String path, byte[] data, CompletableFuture<Void> stored, boolean orSet) {
        try {
            client.create().withMode(CreateMode.PERSISTENT).inBackground((c, event) -> {
                // A former try of the same transaction, or of this write if its answer was lost.
                if (orSet && event.getResultCode() == KeeperException.Code.NODEEXISTS.intValue()) {
                    set(path, data, stored, false);
                } else {
                    settle(path, event, stored);
                }
            }).forPath(full(path), data);
        } catch (Exception e) {
            stored.completeExceptionally(failure("create", path, e));
        }
    }

    private void settle(String path, CuratorEvent event, CompletableFuture<Void> stored) {
        if (event.getResultCode() == KeeperException.Code.OK.intValue()) {
            stored.complete(null);
        } else {
            KeeperException.Code code = KeeperException.Code.get(event.getResultCode());
            stored.completeExceptionally(failure("write", path, KeeperException.create(code, full(path))));
        }
    }

    @Override
    public void forget(String path) {
        try {
            client.delete().inBackground().forPath(full(path));
        } catch (Exception e) {
            LOG.warn("{} stays in ZooKeeper", full(path), e);
        }
    }

    private IllegalStateException failure(String what, String path, Exception e) {
        if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        return new IllegalStateException("could not " + what + " " + full(path) + " in ZooKeeper", e);
    }

    @Override
    public void close() {
        client.close();
    }
}
