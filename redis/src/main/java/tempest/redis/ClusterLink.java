// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package tempest.redis;

import java.util.function.Supplier;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.apache.storm.redis.common.config.JedisClusterConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.JedisCluster;

/**
 * A cluster that is connected to when first used, so that a task of a topology can start while the cluster is away and its batches
 * fail and replay. Any thread may call it; a failed attempt is made anew by the next call.
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
