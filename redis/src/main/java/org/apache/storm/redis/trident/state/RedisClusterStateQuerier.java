// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.redis.trident.state;

import java.util.List;
import org.apache.storm.redis.common.mapper.RedisLookupMapper;
import tempest.redis.TypedCommands;

/**
 * Looks up keys in a {@link RedisClusterState}: the value of a string or of a hash's field, the first entry of a list (which stays there), the size
 * of a set, a score, the estimate of a HyperLogLog, or the place {@code longitude:latitude} in a geo index.
 */
public class RedisClusterStateQuerier extends AbstractRedisStateQuerier<RedisClusterState> {
    private static final long serialVersionUID = 1L;

    public RedisClusterStateQuerier(RedisLookupMapper lookupMapper) {
        super(lookupMapper);
    }

    @Override
    protected List<String> retrieveValuesFromRedis(RedisClusterState state, List<String> keys) {
        return state.keyspace().read(new TypedCommands(dataType, additionalKey), keys);
    }
}
