// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.api.CuratorEventType;
import org.apache.curator.framework.recipes.nodes.PersistentNode;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.data.Stat;

/** A table as the children of one ZooKeeper node. Any thread; watches call back on the executor given. */
final class ZooKeeperTable<V> implements Table<V> {
    private static final int UPDATE_ATTEMPTS = 20;

    private final CuratorFramework client;
    private final String path;
    private final Codec<V> codec;
    private final Executor callbacks;
    private final ZooKeeperWriter writer;

    ZooKeeperTable(CuratorFramework client, ZooKeeperWriter writer, String path, Codec<V> codec, Executor callbacks) {
        this.client = client;
        this.writer = writer;
        this.path = path;
        this.codec = codec;
        this.callbacks = callbacks;
    }

    /** A key as a node's name: anything that ZooKeeper forbids in a name is escaped. */
    static String name(String key) {
        if (key.isEmpty()) {
            throw new IllegalArgumentException("a key of the cluster state is empty");
        }
        String name = URLEncoder.encode(key, StandardCharsets.UTF_8);
        return name.equals(".") || name.equals("..") ? name.replace(".", "%2E") : name;
    }

    static String key(String name) {
        return URLDecoder.decode(name, StandardCharsets.UTF_8);
    }

    /**
     * Makes the server that this client is connected to as up to date as the ensemble is: a new session may have come to one that lags
     * behind, and what it reads there must not be older than what the last session read elsewhere.
     */
    void catchUp() {
        try {
            client.sync().forPath(path);
        } catch (Exception e) {
            throw failed("catch up with", path, e);
        }
    }

    String path() {
        return path;
    }

    String path(String key) {
        return path + "/" + name(key);
    }

    @Override
    public List<String> keys() {
        try {
            return client.getChildren().forPath(path).stream().map(ZooKeeperTable::key).sorted().toList();
        } catch (KeeperException.NoNodeException e) {
            return List.of();
        } catch (Exception e) {
            throw failed("list", path, e);
        }
    }

    @Override
    public Optional<V> get(String key) {
        return read(key, null);
    }

    /** Reads an entry and what ZooKeeper knows of it. */
    Optional<V> read(String key, Stat stat) {
        String node = path(key);
        try {
            byte[] bytes = stat == null ? client.getData().forPath(node) : client.getData().storingStatIn(stat).forPath(node);
            return Optional.of(codec.decode(bytes));
        } catch (KeeperException.NoNodeException e) {
            return Optional.empty();
        } catch (Exception e) {
            throw failed("read", node, e);
        }
    }

    @Override
    public Map<String, V> all() {
        Map<String, V> all = new TreeMap<>();
        for (String key : keys()) {
            get(key).ifPresent(value -> all.put(key, value));
        }
        return Collections.unmodifiableMap(all);
    }

    @Override
    public void put(String key, V value) {
        String node = path(key);
        try {
            writer.put(node, codec.encode(value));
        } catch (Exception e) {
            throw failed("write", node, e);
        }
    }

    @Override
    public void update(String key, Function<Optional<V>, V> change) {
        String node = path(key);
        try {
            for (int attempt = 1; attempt <= UPDATE_ATTEMPTS; attempt++) {
                Stat stat = new Stat();
                Optional<V> before = read(key, stat);
                if (writer.replace(node, codec.encode(change.apply(before)), before.isPresent() ? stat.getVersion() : ZooKeeperWriter.ABSENT)) {
                    return;
                }
            }
        } catch (Exception e) {
            throw failed("update", node, e);
        }
        throw new ClusterStateException("cannot update " + node + " in ZooKeeper: others wrote it meanwhile, " + UPDATE_ATTEMPTS + " times", null);
    }

    @Override
    public boolean remove(String key) {
        return delete(writer, path(key));
    }

    static boolean delete(ZooKeeperWriter writer, String node) {
        try {
            return writer.delete(node);
        } catch (Exception e) {
            throw failed("remove", node, e);
        }
    }

    @Override
    public Presence<V> announce(String key, V value) {
        String node = path(key);
        // A node left by an earlier process of this key would vanish with that process's session and take us off the list.
        delete(ZooKeeperWriter.unchecked(client), node);
        PersistentNode kept = new PersistentNode(client, CreateMode.EPHEMERAL, false, node, bytes(value, node));
        // A node that outlives its client tries to come back without end.
        client.getCuratorListenable().addListener((c, event) -> {
            if (event.getType() == CuratorEventType.CLOSING) {
                ZooKeeperClient.closeBounded(node, kept);
            }
        });
        kept.start();
        try {
            if (!kept.waitForInitialCreate(client.getZookeeperClient().getConnectionTimeoutMs(), TimeUnit.MILLISECONDS)) {
                throw new IOException("no confirmation within the connection time-out");
            }
        } catch (Exception e) {
            ZooKeeperClient.closeBounded(node, kept);
            throw failed("announce", node, e);
        }
        return new Presence<>() {
            @Override
            public void update(V latest) {
                try {
                    kept.setData(bytes(latest, node));
                } catch (Exception e) {
                    throw failed("update", node, e);
                }
            }

            @Override
            public void close() {
                ZooKeeperClient.closeBounded(node, kept);
            }
        };
    }

    private byte[] bytes(V value, String node) {
        try {
            return codec.encode(value);
        } catch (IOException e) {
            throw failed("write", node, e);
        }
    }

    @Override
    public Watch watchAll(BiConsumer<String, Optional<V>> listener) {
        return new ZooKeeperWatch<>(client, this, null, listener, callbacks).start();
    }

    @Override
    public Watch watch(String key, Consumer<Optional<V>> listener) {
        return new ZooKeeperWatch<V>(client, this, key, (k, value) -> listener.accept(value), callbacks).start();
    }

    static ClusterStateException failed(String what, String node, Exception e) {
        if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        if (e instanceof ClusterStateException known) {
            return known;
        }
        return new ClusterStateException("cannot " + what + " " + node + " in ZooKeeper: " + e.getMessage(), e);
    }
}
