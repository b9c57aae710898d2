// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package tempest.redis;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.storm.redis.common.config.JedisClusterConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisCluster;

/** A Redis cluster of three masters, without replicas, for tests. */
public final class RedisCluster implements AutoCloseable {
    private static final int MASTERS = 3;
    private static final int SLOTS = 16_384;
    private static final int TIMEOUT_MILLIS = 2000;
    private static final int ATTEMPTS = 3;

    private final List<RedisServer> nodes = new ArrayList<>();

    private RedisCluster() {
    }

    public static RedisCluster start() {
        RedisCluster cluster = new RedisCluster();
        try {
            for (int i = 0; i < MASTERS; i++) {
                cluster.nodes.add(RedisServer.start("--cluster-enabled", "yes", "--cluster-node-timeout", "15000",
                    "--appendonly", "yes", "--appendfsync", "always"));
            }
            cluster.meet();
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
        return cluster;
    }

    private void meet() {
        for (int i = 0; i < MASTERS; i++) {
            try (Jedis jedis = nodes.get(i).connect()) {
                jedis.clusterAddSlots(IntStream.range(SLOTS * i / MASTERS, SLOTS * (i + 1) / MASTERS).toArray());
                jedis.clusterMeet(RedisServer.HOST, nodes.get(0).port());
            }
        }
        RedisServer.await("the cluster's nodes to know each other", () -> nodes.stream().allMatch(RedisCluster::knowsAll));
    }

    private static boolean knowsAll(RedisServer node) {
        try (Jedis jedis = node.connect()) {
            String info = jedis.clusterInfo();
            return info.contains("cluster_state:ok") && info.contains("cluster_known_nodes:" + MASTERS);
        }
    }

    public List<RedisServer> nodes() {
        return nodes;
    }

    public JedisClusterConfig config() {
        Set<InetSocketAddress> addresses = new LinkedHashSet<>();
        nodes.forEach(n -> addresses.add(InetSocketAddress.createUnresolved(RedisServer.HOST, n.port())));
        return new JedisClusterConfig.Builder().setNodes(addresses).setTimeout(TIMEOUT_MILLIS).setMaxRedirections(ATTEMPTS).build();
    }

    /** A client for the test itself; to be closed. */
    public JedisCluster connect() {
        return new JedisCluster(new HostAndPort(RedisServer.HOST, nodes.get(0).port()));
    }

    @Override
    public void close() {
        nodes.forEach(RedisServer::close);
    }
}
