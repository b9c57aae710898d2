// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.redis.state;

import java.net.InetSocketAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.storm.Config;
import org.apache.storm.redis.common.config.JedisClusterConfig;
import org.apache.storm.redis.common.config.JedisPoolConfig;
import org.apache.storm.shade.net.minidev.json.JSONValue;
import org.apache.storm.shade.net.minidev.json.parser.ParseException;
import org.apache.storm.state.DefaultStateSerializer;
import org.apache.storm.state.Serializer;
import org.apache.storm.state.State;
import org.apache.storm.state.StateProvider;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.utils.ReflectionUtils;

/**
 * Keeps the state of stateful bolts in Redis: named by {@code topology.state.provider}, configured by the JSON of
 * {@code topology.state.provider.config}. Without it, the server at 127.0.0.1:6379 is used.
 */
public class RedisKeyValueStateProvider implements StateProvider {
    private static final String KEY = Config.TOPOLOGY_STATE_PROVIDER_CONFIG;
    private static final Set<String> KNOWN =
        Set.of("keyClass", "valueClass", "keySerializerClass", "valueSerializerClass", "jedisPoolConfig", "jedisClusterConfig");
    private static final Set<String> KNOWN_OF_SERVER = Set.of("host", "port", "timeout", "database", "password", "ssl");
    private static final Set<String> KNOWN_OF_CLUSTER = Set.of("nodes", "timeout", "maxRedirections", "password", "ssl");

    /**
     * @throws IllegalArgumentException if the configuration cannot be right
     * @throws RuntimeException if Redis cannot be reached, or a class not be loaded
     */
    @Override
    public State newState(String namespace, Map<String, Object> topoConf, TopologyContext context) {
        try {
            return state(namespace, topoConf, context, getStateConfig(topoConf));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new RuntimeException(KEY + ": " + e, e);
        }
    }

    StateConfig getStateConfig(Map<String, Object> topoConf) throws Exception {
        StateConfig config = new StateConfig();
        Object json = topoConf.get(KEY);
        if (json == null) {
            return config;
        }
        Map<?, ?> values = object(KEY, parse(json.toString()), KNOWN);
        config.keyClass = text(KEY, values, "keyClass", null);
        config.valueClass = text(KEY, values, "valueClass", null);
        config.keySerializerClass = text(KEY, values, "keySerializerClass", null);
        config.valueSerializerClass = text(KEY, values, "valueSerializerClass", null);
        if (values.get("jedisPoolConfig") != null) {
            config.jedisPoolConfig = server(KEY + ": jedisPoolConfig", values.get("jedisPoolConfig"));
        }
        if (values.get("jedisClusterConfig") != null) {
            config.jedisClusterConfig = cluster(KEY + ": jedisClusterConfig", values.get("jedisClusterConfig"));
        }
        if (config.jedisPoolConfig != null && config.jedisClusterConfig != null) {
            throw new IllegalArgumentException(KEY + " has jedisPoolConfig and jedisClusterConfig; one of them is right");
        }
        return config;
    }

    private static State state(String namespace, Map<String, Object> topoConf, TopologyContext context, StateConfig config) throws Exception {
        Serializer<Object> keys = serializer(topoConf, context, config.keyClass, config.keySerializerClass);
        Serializer<Object> values = serializer(topoConf, context, config.valueClass, config.valueSerializerClass);
        if (config.jedisClusterConfig != null) {
            return new RedisKeyValueState<>(namespace, config.jedisClusterConfig, keys, values);
        }
        JedisPoolConfig server = config.jedisPoolConfig == null ? new JedisPoolConfig.Builder().build() : config.jedisPoolConfig;
        return new RedisKeyValueState<>(namespace, server, keys, values);
    }

    private static Serializer<Object> serializer(Map<String, Object> topoConf, TopologyContext context, String type, String serializer)
        throws ClassNotFoundException {
        if (serializer != null) {
            return ReflectionUtils.newInstance(serializer);
        }
        return type == null ? new DefaultStateSerializer<>(topoConf, context)
            : new DefaultStateSerializer<>(topoConf, context, List.of(Class.forName(type, true, Thread.currentThread().getContextClassLoader())));
    }

    private static Object parse(String json) {
        try {
            return JSONValue.parseWithException(json);
        } catch (ParseException e) {
            throw new IllegalArgumentException(KEY + " is no JSON object: " + json, e);
        }
    }

    private static JedisPoolConfig server(String where, Object json) {
        Map<?, ?> values = object(where, json, KNOWN_OF_SERVER);
        return new JedisPoolConfig.Builder().setHost(text(where, values, "host", "127.0.0.1")).setPort(number(where, values, "port", 6379))
            .setTimeout(number(where, values, "timeout", 2000)).setDatabase(number(where, values, "database", 0))
            .setPassword(text(where, values, "password", null)).setSsl(Boolean.TRUE.equals(values.get("ssl"))).build();
    }

    private static JedisClusterConfig cluster(String where, Object json) {
        Map<?, ?> values = object(where, json, KNOWN_OF_CLUSTER);
        Set<InetSocketAddress> nodes = new LinkedHashSet<>();
        if (!(values.get("nodes") instanceof List<?> named) || named.isEmpty()) {
            throw new IllegalArgumentException(where + ": nodes is " + values.get("nodes") + "; a list is right, for example [\"127.0.0.1:7000\"]");
        }
        named.forEach(node -> nodes.add(node(where, String.valueOf(node))));
        return new JedisClusterConfig.Builder().setNodes(nodes).setTimeout(number(where, values, "timeout", 2000))
            .setMaxRedirections(number(where, values, "maxRedirections", 5)).setPassword(text(where, values, "password", null))
            .setSsl(Boolean.TRUE.equals(values.get("ssl"))).build();
    }

    private static InetSocketAddress node(String where, String node) {
        int colon = node.lastIndexOf(':');
        try {
            return InetSocketAddress.createUnresolved(node.substring(0, colon), Integer.parseInt(node.substring(colon + 1)));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException(where + ": node '" + node + "' is not host:port, for example 127.0.0.1:7000", e);
        }
    }

    private static Map<?, ?> object(String where, Object json, Set<String> known) {
        if (!(json instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException(where + " is no JSON object: " + json);
        }
        map.keySet().forEach(key -> {
            if (!known.contains(key)) {
                throw new IllegalArgumentException(where + " has '" + key + "', which is not one of " + known.stream().sorted().toList());
            }
        });
        return map;
    }

    private static String text(String where, Map<?, ?> values, String key, String otherwise) {
        Object value = values.get(key);
        if (value != null && !(value instanceof String)) {
            throw new IllegalArgumentException(where + ": " + key + " is " + value + "; text is right");
        }
        return value == null ? otherwise : (String) value;
    }

    private static int number(String where, Map<?, ?> values, String key, int otherwise) {
        Object value = values.get(key);
        if (value != null && !(value instanceof Integer)) {
            throw new IllegalArgumentException(where + ": " + key + " is " + value + "; a whole number is right");
        }
        return value == null ? otherwise : (Integer) value;
    }

    /** What {@code topology.state.provider.config} says; null where it says nothing. */
    public static class StateConfig {
        /** What is stored, to be registered with Kryo. */
        public String keyClass;
        public String valueClass;
        /** Serializers to use instead of Kryo. */
        public String keySerializerClass;
        public String valueSerializerClass;
        public JedisPoolConfig jedisPoolConfig;
        public JedisClusterConfig jedisClusterConfig;

        @Override
        public String toString() {
            return "StateConfig{keyClass=" + keyClass + ", valueClass=" + valueClass + ", keySerializerClass=" + keySerializerClass
                + ", valueSerializerClass=" + valueSerializerClass + ", jedisPoolConfig=" + jedisPoolConfig
                + ", jedisClusterConfig=" + jedisClusterConfig + '}';
        }
    }
}
