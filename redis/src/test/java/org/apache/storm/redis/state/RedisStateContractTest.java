// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.redis.state;

import org.apache.storm.state.KeyValueState;
import org.apache.storm.state.KeyValueStateContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import redis.clients.jedis.Jedis;
import tempest.redis.RedisServer;

class RedisStateContractTest extends KeyValueStateContract {
    private static RedisServer server;

    @BeforeAll
    static void start() {
        server = RedisServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void empty() {
        try (Jedis jedis = server.connect()) {
            jedis.flushAll();
        }
    }

    @Override
    protected KeyValueState<String, Object> open(String namespace) {
        return new RedisKeyValueState<>(namespace, server.config());
    }
}
