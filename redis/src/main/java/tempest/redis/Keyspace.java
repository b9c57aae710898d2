// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package tempest.redis;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.storm.redis.common.mapper.RedisDataTypeDescription.RedisDataType;
import org.apache.storm.topology.ReportedFailedException;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.JedisCluster;
import redis.clients.jedis.JedisPool;
import redis.clients.jedis.exceptions.JedisException;

/**
 * A server or cluster as Trident's states use it: a batch's keys are read, or written, in one round trip (to each node), by
 * bulk commands where Redis has them and a pipeline elsewhere. A failure fails the batch. Called by the task's thread, which it
 * blocks for a few attempts at most.
 */
public final class Keyspace {
    /** So that no single command blocks a server's other clients for long. */
    private static final int KEYS_IN_A_COMMAND = 1000;

    private final Pipelines pipelines;
    private final boolean anyKeysInACommand;
    private final Attempts attempts;

    private Keyspace(Pipelines pipelines, boolean anyKeysInACommand, String where) {
        this.pipelines = pipelines;
        this.anyKeysInACommand = anyKeysInACommand;
        this.attempts = new Attempts(where);
    }

    /**
     * @param where the server's name in errors
     */
    public static Keyspace ofServer(JedisPool pool, String where) {
        return new Keyspace(new ServerPipelines(pool), true, where);
    }

    /**
     * @param where the cluster's name in errors
     */
    public static Keyspace ofCluster(Supplier<JedisCluster> cluster, String where) {
        return new Keyspace(new ClusterPipelines(cluster), false, where);
    }

    /** The values of these keys, in their order; null where there is none. */
    public List<String> read(TypedCommands typed, List<String> keys) {
        List<CommandObject<?>> commands = new ArrayList<>();
        if (typed.type() == RedisDataType.STRING && anyKeysInACommand) {
            parts(keys).forEach(part -> commands.add(pipelines.commands().mget(part.toArray(String[]::new))));
        } else if (typed.type() == RedisDataType.HASH) {
            parts(keys).forEach(part -> commands.add(pipelines.commands().hmget(typed.additionalKey(), part.toArray(String[]::new))));
        } else {
            keys.forEach(key -> commands.add(typed.lookUp(pipelines.commands(), key)));
        }
        List<Object> replies = send("read " + count(keys.size()), true, commands);
        List<String> values = new ArrayList<>(keys.size());
        boolean manyInAReply = typed.type() == RedisDataType.HASH || typed.type() == RedisDataType.STRING && anyKeysInACommand;
        for (Object reply : replies) {
            if (manyInAReply) {
                ((List<?>) reply).forEach(value -> values.add((String) value));
            } else {
                values.add(TypedCommands.text(reply));
            }
        }
        return values;
    }

    /**
     * Writes each key's value over what was there.
     *
     * @param first a string's key and value that is stored before any of them is; null for none
     * @param expireSeconds after which Redis forgets the keys; 0 for never
     */
    public void write(TypedCommands typed, Map.Entry<String, String> first, Map<String, String> values, int expireSeconds) {
        List<CommandObject<?>> commands = new ArrayList<>();
        if (first != null) {
            commands.add(expireSeconds > 0 ? pipelines.commands().setex(first.getKey(), expireSeconds, first.getValue())
                : pipelines.commands().set(first.getKey(), first.getValue()));
        }
        if (first != null && !anyKeysInACommand) { // the nodes of a cluster do not wait for each other
            send("write 1 key", true, commands);
            commands.clear();
        }
        List<Map.Entry<String, String>> entries = List.copyOf(values.entrySet());
        if (typed.type() == RedisDataType.STRING && expireSeconds > 0) {
            entries.forEach(e -> commands.add(pipelines.commands().setex(e.getKey(), expireSeconds, e.getValue())));
        } else if (typed.type() == RedisDataType.STRING && anyKeysInACommand) {
            parts(entries).forEach(part -> commands.add(pipelines.commands().mset(flat(part))));
        } else if (typed.type() == RedisDataType.HASH) {
            parts(entries).forEach(part -> commands.add(pipelines.commands().hmset(typed.additionalKey(), map(part))));
            if (expireSeconds > 0) {
                commands.add(pipelines.commands().expire(typed.additionalKey(), expireSeconds));
            }
        } else {
            store(typed, entries, expireSeconds);
            return;
        }
        send("write " + count(entries.size()), true, commands);
    }

    /**
     * Stores keys and values one after another, by data type: a list grows by each value, a set by each new one.
     *
     * @param expireSeconds after which Redis forgets the keys; 0 for never
     */
    public void store(TypedCommands typed, Collection<Map.Entry<String, String>> entries, int expireSeconds) {
        List<CommandObject<?>> commands = new ArrayList<>();
        Set<String> expiring = new LinkedHashSet<>();
        for (Map.Entry<String, String> entry : entries) {
            commands.add(command(typed, entry));
            expiring.add(typed.redisKey(entry.getKey()));
        }
        if (expireSeconds > 0) {
            expiring.forEach(key -> commands.add(pipelines.commands().expire(key, expireSeconds)));
        }
        send("store " + count(entries.size()), typed.repeatable(), commands);
    }

    private CommandObject<?> command(TypedCommands typed, Map.Entry<String, String> entry) {
        try {
            return typed.store(pipelines.commands(), entry.getKey(), entry.getValue());
        } catch (IllegalArgumentException e) {
            throw new ReportedFailedException(e.getMessage(), e);
        }
    }

    private List<Object> send(String what, boolean repeatable, List<? extends CommandObject<?>> commands) {
        try {
            return attempts.run(what, repeatable, () -> pipelines.send(commands));
        } catch (JedisException e) {
            throw new ReportedFailedException(e.getMessage(), e);
        }
    }

    private static String count(int keys) {
        return keys == 1 ? "1 key" : keys + " keys";
    }

    private static <T> List<List<T>> parts(List<T> all) {
        List<List<T>> parts = new ArrayList<>();
        for (int from = 0; from < all.size(); from += KEYS_IN_A_COMMAND) {
            parts.add(all.subList(from, Math.min(all.size(), from + KEYS_IN_A_COMMAND)));
        }
        return parts;
    }

    private static String[] flat(List<Map.Entry<String, String>> entries) {
        String[] flat = new String[entries.size() * 2];
        int at = 0;
        for (Map.Entry<String, String> entry : entries) {
            flat[at++] = entry.getKey();
            flat[at++] = entry.getValue();
        }
        return flat;
    }

    private static Map<String, String> map(List<Map.Entry<String, String>> entries) {
        Map<String, String> map = new LinkedHashMap<>();
        entries.forEach(e -> map.put(e.getKey(), e.getValue()));
        return map;
    }
}
