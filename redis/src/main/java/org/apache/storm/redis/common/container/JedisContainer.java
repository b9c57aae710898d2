// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.redis.common.container;

import java.util.List;
import java.util.function.Function;
import redis.clients.jedis.GeoCoordinate;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPool;
import redis.clients.jedis.commands.JedisCommands;

/** Commands on one server, each on a connection out of a pool. */
public class JedisContainer implements JedisCommandsContainer {
    private final JedisPool jedisPool;

    public JedisContainer(JedisPool jedisPool) {
        this.jedisPool = jedisPool;
    }

    private <T> T runCommand(Function<JedisCommands, T> command) {
        try (Jedis jedis = jedisPool.getResource()) {
            return command.apply(jedis);
        }
    }

    @Override
    public Boolean exists(String key) {
        return runCommand(jedis -> jedis.exists(key));
    }

    @Override
    public String get(String key) {
        return runCommand(jedis -> jedis.get(key));
    }

    @Override
    public String hget(String key, String field) {
        return runCommand(jedis -> jedis.hget(key, field));
    }

    @Override
    public Long geoadd(String key, double longitude, double latitude, String member) {
        return runCommand(jedis -> jedis.geoadd(key, longitude, latitude, member));
    }

    @Override
    public List<GeoCoordinate> geopos(String key, String... members) {
        return runCommand(jedis -> jedis.geopos(key, members));
    }

    @Override
    public Boolean hexists(String key, String field) {
        return runCommand(jedis -> jedis.hexists(key, field));
    }

    @Override
    public Long hset(String key, String field, String value) {
        return runCommand(jedis -> jedis.hset(key, field, value));
    }

    @Override
    public String lpop(String key) {
        return runCommand(jedis -> jedis.lpop(key));
    }

    @Override
    public Long pfadd(String key, String... elements) {
        return runCommand(jedis -> jedis.pfadd(key, elements));
    }

    @Override
    public long pfcount(String key) {
        return runCommand(jedis -> jedis.pfcount(key));
    }

    @Override
    public Long rpush(String key, String... string) {
        return runCommand(jedis -> jedis.rpush(key, string));
    }

    @Override
    public Long sadd(String key, String... member) {
        return runCommand(jedis -> jedis.sadd(key, member));
    }

    @Override
    public Long scard(String key) {
        return runCommand(jedis -> jedis.scard(key));
    }

    @Override
    public String set(String key, String value) {
        return runCommand(jedis -> jedis.set(key, value));
    }

    @Override
    public Boolean sismember(String key, String member) {
        return runCommand(jedis -> jedis.sismember(key, member));
    }

    @Override
    public Long zadd(String key, double score, String member) {
        return runCommand(jedis -> jedis.zadd(key, score, member));
    }

    @Override
    public Long zrank(String key, String member) {
        return runCommand(jedis -> jedis.zrank(key, member));
    }

    @Override
    public Double zscore(String key, String member) {
        return runCommand(jedis -> jedis.zscore(key, member));
    }

    @Override
    public void close() {
        jedisPool.close();
    }
}
