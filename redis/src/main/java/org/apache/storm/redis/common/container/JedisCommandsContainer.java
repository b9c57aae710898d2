// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.redis.common.container;

import java.io.Closeable;
import java.util.List;
import redis.clients.jedis.GeoCoordinate;

/** The commands that bolts need, alike for one server and a cluster. */
public interface JedisCommandsContainer extends Closeable {
    Boolean exists(String key);

    String get(String key);

    String hget(String key, String field);

    Long geoadd(String key, double longitude, double latitude, String member);

    List<GeoCoordinate> geopos(String key, String... members);

    Boolean hexists(String key, String field);

    Long hset(String key, String field, String value);

    String lpop(String key);

    Long pfadd(String key, String... elements);

    long pfcount(String key);

    Long rpush(String key, String... string);

    Long sadd(String key, String... member);

    Long scard(String key);

    String set(String key, String value);

    Boolean sismember(String key, String member);

    Long zadd(String key, double score, String member);

    Long zrank(String key, String member);

    Double zscore(String key, String member);

    @Override
    void close();
}
