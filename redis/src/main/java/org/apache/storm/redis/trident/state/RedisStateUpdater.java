// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.redis.trident.state;

import java.util.List;
import java.util.Map;
import org.apache.storm.redis.common.mapper.RedisStoreMapper;
import tempest.redis.TypedCommands;

/** Stores keys and values in a {@link RedisState}. A batch that is replayed is stored again. */
public class RedisStateUpdater extends AbstractRedisStateUpdater<RedisState> {
    private static final long serialVersionUID = 1L;

    public RedisStateUpdater(RedisStoreMapper storeMapper) {
        super(storeMapper);
    }

    /**
     * @param expireIntervalSec as for {@link #setExpireInterval}
     * @return this
     */
    public RedisStateUpdater withExpire(int expireIntervalSec) {
        setExpireInterval(expireIntervalSec);
        return this;
    }

    @Override
    protected void updateStatesToRedis(RedisState state, Map<String, String> keyToValue) {
        state.keyspace().store(new TypedCommands(dataType, additionalKey), keyToValue.entrySet(), expireIntervalSec);
    }

    @Override
    void storeAll(RedisState state, List<Map.Entry<String, String>> entries) {
        state.keyspace().store(new TypedCommands(dataType, additionalKey), entries, expireIntervalSec);
    }
}
