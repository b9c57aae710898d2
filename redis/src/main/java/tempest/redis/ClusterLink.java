// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package tempest.redis;

import java.util.function.Supplier;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.apache.storm.redis.common.config.JedisClusterConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.JedisCluster;

/**
 * Connects to a cluster lazily, so that a task can start while the cluster is unreachable and its batches fail and are
 * replayed. Any thread may call it; after a failed attempt the next call tries again.
 */
public final class ClusterLink implements Supplier<JedisCluster> {
    private final GenericObjectPoolConfig<Connection> pool;
    private final JedisClusterConfig config;
    private JedisCluster connected;

    public ClusterLink(GenericObjectPoolConfig<Connection> pool, JedisClusterConfig config) {
        this.pool = pool;
        this.config = config;
    }

    @Override
    public synchronized JedisCluster get() {
        if (connected == null) {
            connected = Connections.cluster(pool, config);
        }
        return connected;
    }
}
