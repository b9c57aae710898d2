// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.redis.state;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import org.apache.storm.redis.common.commands.RedisCommands;
import org.apache.storm.redis.common.config.JedisClusterConfig;
import org.apache.storm.redis.common.config.JedisPoolConfig;
import org.apache.storm.redis.common.container.RedisCommandsContainerBuilder;
import org.apache.storm.redis.common.container.RedisCommandsInstanceContainer;
import org.apache.storm.state.DefaultStateEncoder;
import org.apache.storm.state.DefaultStateSerializer;
import org.apache.storm.state.KeyValueState;
import org.apache.storm.state.Serializer;
import tempest.redis.Attempts;

/**
 * A task's state in Redis. Changes stay in this process until {@link #prepareCommit} writes them to a hash of their own; {@link #commit(long)}
 * moves them to the hash that is the state, and can be done over if it was interrupted. Called by the task's thread.
 *
 * <p>Redis keys: {@code namespace} (a hash, the committed state), {@code namespace$prepare} (a hash, what was prepared and not committed)
 * and {@code namespace$txid} (a hash with the ids {@code prepare} and {@code commit}).
 */
public class RedisKeyValueState<K, V> implements KeyValueState<K, V> {
    public static final int ITERATOR_CHUNK_SIZE = 100;
    public static final NavigableMap<byte[], byte[]> EMPTY_PENDING_COMMIT_MAP =
        Collections.unmodifiableNavigableMap(new TreeMap<>(Arrays::compareUnsigned));

    private static final String COMMIT_TXID_KEY = "commit";
    private static final String PREPARE_TXID_KEY = "prepare";
    /** A command with too many arguments is one that Redis refuses. */
    private static final int FIELDS_IN_A_COMMAND = 10_000;

    private final String name;
    private final byte[] namespace;
    private final byte[] prepareNamespace;
    private final String txidNamespace;
    private final DefaultStateEncoder<K, V> encoder;
    private final RedisCommandsInstanceContainer container;
    private final Attempts attempts;
    private ConcurrentNavigableMap<byte[], byte[]> pendingPrepare = newChanges();
    private NavigableMap<byte[], byte[]> pendingCommit;
    private final Map<String, String> txIds;

    /** State on the Redis server at 127.0.0.1:6379. */
    public RedisKeyValueState(String namespace) {
        this(namespace, new JedisPoolConfig.Builder().build());
    }

    public RedisKeyValueState(String namespace, JedisPoolConfig poolConfig) {
        this(namespace, poolConfig, new DefaultStateSerializer<>(), new DefaultStateSerializer<>());
    }

    public RedisKeyValueState(String namespace, JedisPoolConfig poolConfig, Serializer<K> keySerializer, Serializer<V> valueSerializer) {
        this(namespace, RedisCommandsContainerBuilder.build(poolConfig), keySerializer, valueSerializer);
    }

    public RedisKeyValueState(String namespace, JedisClusterConfig jedisClusterConfig, Serializer<K> keySerializer,
                              Serializer<V> valueSerializer) {
        this(namespace, RedisCommandsContainerBuilder.build(jedisClusterConfig), keySerializer, valueSerializer);
    }

    /** Reads what an earlier process left prepared. */
    public RedisKeyValueState(String namespace, RedisCommandsInstanceContainer container, Serializer<K> keySerializer,
                              Serializer<V> valueSerializer) {
        this.name = namespace;
        this.namespace = namespace.getBytes(StandardCharsets.UTF_8);
        this.prepareNamespace = (namespace + "$prepare").getBytes(StandardCharsets.UTF_8);
        this.txidNamespace = namespace + "$txid";
        this.encoder = new DefaultStateEncoder<>(keySerializer, valueSerializer);
        this.container = container;
        this.attempts = new Attempts("Redis, with state '" + namespace + "',");
        this.txIds = new HashMap<>(redis("read transaction ids", r -> r.hgetAll(txidNamespace)));
        NavigableMap<byte[], byte[]> left = new TreeMap<>(Arrays::compareUnsigned);
        left.putAll(redis("read prepared changes", r -> r.hgetAll(prepareNamespace)));
        this.pendingCommit = left.isEmpty() ? EMPTY_PENDING_COMMIT_MAP : Collections.unmodifiableNavigableMap(left);
    }

    @Override
    public void put(K key, V value) {
        pendingPrepare.put(encoder.encodeKey(key), encoder.encodeValue(value));
    }

    @Override
    public V get(K key) {
        byte[] field = encoder.encodeKey(key);
        byte[] value = pendingPrepare.get(field);
        if (value == null) {
            value = pendingCommit.get(field);
        }
        if (value == null) {
            value = redis("read a key", r -> r.hget(namespace, field));
        }
        return value == null ? null : encoder.decodeValue(value);
    }

    @Override
    public V get(K key, V defaultValue) {
        V value = get(key);
        return value == null ? defaultValue : value;
    }

    @Override
    public V delete(K key) {
        V value = get(key);
        pendingPrepare.put(encoder.encodeKey(key), encoder.getTombstoneValue());
        return value;
    }

    @Override
    public Iterator<Map.Entry<K, V>> iterator() {
        return new RedisKeyValueStateIterator<>(namespace, container, pendingPrepare.entrySet().iterator(), pendingCommit.entrySet().iterator(),
            ITERATOR_CHUNK_SIZE, encoder.getKeySerializer(), encoder.getValueSerializer());
    }

    /**
     * @throws RuntimeException if this or a later transaction is committed, or an other one is prepared
     */
    @Override
    public void prepareCommit(long txid) {
        Long committed = id(COMMIT_TXID_KEY);
        Long prepared = id(PREPARE_TXID_KEY);
        if (committed != null && txid <= committed) {
            throw new RuntimeException("State '" + name + "' cannot prepare transaction " + txid + ": " + committed + " is committed already");
        }
        boolean leftOver = !pendingCommit.isEmpty() && (prepared == null || prepared.equals(committed));
        if (!pendingCommit.isEmpty() && !leftOver && prepared != txid) {
            throw new RuntimeException("State '" + name + "' cannot prepare transaction " + txid + " while " + prepared + " is prepared");
        }
        NavigableMap<byte[], byte[]> changes = new TreeMap<>(Arrays::compareUnsigned);
        if (!leftOver) {
            changes.putAll(pendingCommit);
        }
        changes.putAll(pendingPrepare);
        redis("prepare a transaction", r -> {
            r.del(prepareNamespace);
            putAll(r, prepareNamespace, changes);
            return r.hmset(txidNamespace, Map.of(PREPARE_TXID_KEY, String.valueOf(txid)));
        });
        txIds.put(PREPARE_TXID_KEY, String.valueOf(txid));
        pendingCommit = Collections.unmodifiableNavigableMap(changes);
        pendingPrepare = newChanges();
    }

    /**
     * Commits what was prepared; once more does no harm. A state that prepared nothing yet has nothing to commit.
     *
     * @throws RuntimeException if another transaction was prepared last
     */
    @Override
    public void commit(long txid) {
        Long prepared = id(PREPARE_TXID_KEY);
        if (prepared != null && prepared != txid) {
            throw new RuntimeException("State '" + name + "' cannot commit transaction " + txid + ": " + prepared + " is prepared");
        }
        redis("commit a transaction", r -> {
            apply(r, pendingCommit);
            r.hmset(txidNamespace, Map.of(COMMIT_TXID_KEY, String.valueOf(txid)));
            return r.del(prepareNamespace);
        });
        txIds.put(COMMIT_TXID_KEY, String.valueOf(txid));
        pendingCommit = EMPTY_PENDING_COMMIT_MAP;
    }

    @Override
    public void commit() {
        redis("commit changes", r -> {
            apply(r, pendingPrepare);
            return null;
        });
        pendingPrepare = newChanges();
    }

    @Override
    public void rollback() {
        String committed = txIds.get(COMMIT_TXID_KEY);
        redis("roll back", r -> {
            r.del(prepareNamespace);
            return committed == null
                ? r.hdel(txidNamespace.getBytes(StandardCharsets.UTF_8), PREPARE_TXID_KEY.getBytes(StandardCharsets.UTF_8))
                : r.hmset(txidNamespace, Map.of(PREPARE_TXID_KEY, committed));
        });
        if (committed == null) {
            txIds.remove(PREPARE_TXID_KEY);
        } else {
            txIds.put(PREPARE_TXID_KEY, committed);
        }
        pendingCommit = EMPTY_PENDING_COMMIT_MAP;
        pendingPrepare = newChanges();
    }

    private void apply(RedisCommands redis, NavigableMap<byte[], byte[]> changes) {
        Map<byte[], byte[]> kept = new TreeMap<>(Arrays::compareUnsigned);
        List<byte[]> deleted = new ArrayList<>();
        changes.forEach((key, value) -> {
            if (Arrays.equals(value, encoder.getTombstoneValue())) {
                deleted.add(key);
            } else {
                kept.put(key, value);
            }
        });
        putAll(redis, namespace, kept);
        for (int from = 0; from < deleted.size(); from += FIELDS_IN_A_COMMAND) {
            redis.hdel(namespace, deleted.subList(from, Math.min(deleted.size(), from + FIELDS_IN_A_COMMAND)).toArray(byte[][]::new));
        }
    }

    private static void putAll(RedisCommands redis, byte[] hash, Map<byte[], byte[]> fields) {
        Map<byte[], byte[]> part = new TreeMap<>(Arrays::compareUnsigned);
        for (Map.Entry<byte[], byte[]> field : fields.entrySet()) {
            part.put(field.getKey(), field.getValue());
            if (part.size() == FIELDS_IN_A_COMMAND) {
                redis.hmset(hash, part);
                part.clear();
            }
        }
        if (!part.isEmpty()) {
            redis.hmset(hash, part);
        }
    }

    /** Runs commands which may all be repeated, and are if the connection fails. */
    private <T> T redis(String what, Function<RedisCommands, T> commands) {
        return attempts.run(what, true, () -> {
            RedisCommands redis = container.getInstance();
            try {
                return commands.apply(redis);
            } finally {
                container.returnInstance(redis);
            }
        });
    }

    private Long id(String which) {
        String id = txIds.get(which);
        return id == null ? null : Long.valueOf(id);
    }

    private static ConcurrentNavigableMap<byte[], byte[]> newChanges() {
        return new ConcurrentSkipListMap<>(Arrays::compareUnsigned);
    }
}
