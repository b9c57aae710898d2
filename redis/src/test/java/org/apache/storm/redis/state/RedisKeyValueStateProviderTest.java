// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.redis.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.storm.Config;
import org.apache.storm.state.KeyValueState;
import org.apache.storm.state.State;
import org.apache.storm.state.StateFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.HostAndPort;
import tempest.redis.RedisServer;

class RedisKeyValueStateProviderTest {
    private final RedisKeyValueStateProvider provider = new RedisKeyValueStateProvider();

    @Test
    void theConfigurationOfAServerIsRead() throws Exception {
        RedisKeyValueStateProvider.StateConfig config = provider.getStateConfig(conf("{'keyClass':'java.lang.String','valueClass':'java.lang.Long',"
            + "'jedisPoolConfig':{'host':'redis.example','port':7000,'timeout':100,'database':3,'password':'secret','ssl':true}}"));
        assertEquals("java.lang.String", config.keyClass);
        assertEquals("java.lang.Long", config.valueClass);
        assertEquals("redis.example", config.jedisPoolConfig.getHost());
        assertEquals(7000, config.jedisPoolConfig.getPort());
        assertEquals(100, config.jedisPoolConfig.getTimeout());
        assertEquals(3, config.jedisPoolConfig.getDatabase());
        assertEquals("secret", config.jedisPoolConfig.getPassword());
        assertTrue(config.jedisPoolConfig.isSsl());
        assertTrue(!config.toString().contains("secret"), config.toString());
    }

    @Test
    void theConfigurationOfAClusterIsRead() throws Exception {
        RedisKeyValueStateProvider.StateConfig config =
            provider.getStateConfig(conf("{'jedisClusterConfig':{'nodes':['a.example:7000','b.example:7001'],'maxRedirections':9}}"));
        assertEquals(Set.of(new HostAndPort("a.example", 7000), new HostAndPort("b.example", 7001)), config.jedisClusterConfig.getNodes());
        assertEquals(9, config.jedisClusterConfig.getMaxRedirections());
        assertEquals(2000, config.jedisClusterConfig.getTimeout());
        assertNull(config.jedisPoolConfig);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "{'host':'x'} | has 'host', which is not one of",
        "[1] | is no JSON object",
        "{'jedisPoolConfig':{'port':'x'}} | port is x; a whole number is right",
        "{'jedisPoolConfig':{'port':70000}} | not one of 1 to 65535",
        "{'jedisPoolConfig':{'timeout':-1}} | 0 or more is right",
        "{'jedisPoolConfig':{'database':-1}} | 0 or more is right",
        "{'jedisClusterConfig':{'nodes':['x']}} | node 'x' is not host:port",
        "{'jedisClusterConfig':{'nodes':[]}} | a list is right",
        "{'jedisClusterConfig':{'nodes':['a:1'],'maxRedirections':0}} | 1 or more is right",
        "{'jedisPoolConfig':{},'jedisClusterConfig':{'nodes':['a:1']}} | one of them is right",
    })
    void whatCannotBeRightIsRefusedInOneLine(String json, String said) {
        String message = assertThrows(IllegalArgumentException.class, () -> provider.newState("ns", conf(json), null)).getMessage();
        assertTrue(message.contains(said), message);
        assertEquals(1, message.lines().count());
    }

    @Test
    @SuppressWarnings("unchecked")
    void aTopologyGetsItsStateFromTheProviderItNames() {
        try (RedisServer server = RedisServer.start()) {
            Map<String, Object> conf = conf("{'jedisPoolConfig':{'port':" + server.port() + "}}");
            conf.put(Config.TOPOLOGY_STATE_PROVIDER, RedisKeyValueStateProvider.class.getName());
            State state = StateFactory.getState("topology-1", conf, null);
            ((KeyValueState<String, String>) state).put("a", "1");
            state.commit();
            assertEquals("1", ((KeyValueState<String, String>) StateFactory.getState("topology-1", conf, null)).get("a"));
        }
    }

    private static Map<String, Object> conf(String json) {
        Map<String, Object> conf = new HashMap<>();
        conf.put(Config.TOPOLOGY_STATE_PROVIDER_CONFIG, json.replace('\'', '"'));
        return conf;
    }
}
