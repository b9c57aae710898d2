// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.redis.trident.state;

import java.util.List;
import java.util.Map;
import org.apache.storm.redis.common.mapper.RedisStoreMapper;
import tempest.redis.TypedCommands;

/** Stores keys and values in a {@link RedisClusterState}. A batch that is replayed is stored again. */
public class RedisClusterStateUpdater extends AbstractRedisStateUpdater<RedisClusterState> {
    private static final long serialVersionUID = 1L;

    public RedisClusterStateUpdater(RedisStoreMapper storeMapper) {
        super(storeMapper);
    }

    /**
     * @param expireIntervalSec as for {@link #setExpireInterval}
     * @return this
     */
    public RedisClusterStateUpdater withExpire(int expireIntervalSec) {
        setExpireInterval(expireIntervalSec);
        return this;
    }

    @Override
    protected void updateStatesToRedis(RedisClusterState state, Map<String, String> keyToValue) {
        state.keyspace().store(new TypedCommands(dataType, additionalKey), keyToValue.entrySet(), expireIntervalSec);
    }

    @Override
    void storeAll(RedisClusterState state, List<Map.Entry<String, String>> entries) {
        state.keyspace().store(new TypedCommands(dataType, additionalKey), entries, expireIntervalSec);
    }
}
