// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.redis.trident.state;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.storm.redis.common.mapper.RedisDataTypeDescription.RedisDataType;
import org.apache.storm.task.IMetricsContext;
import org.apache.storm.task.TopologyContext;
import tempest.redis.Keyspace;
import tempest.redis.TypedCommands;

/**
 * Which keys of a partition the attempts at its latest transaction wrote: kept in Redis beside the values, written in front of them. An attempt at the
 * same transaction may have other contents, if the spout is opaque; what an earlier one wrote and the last one does not must be reverted,
 * or it would be counted twice. Called by the task's thread.
 */
final class AttemptedKeys {
    private static final TypedCommands STRING = new TypedCommands(RedisDataType.STRING, null);
    private static final char AFTER_LENGTH = ':';

    private final Keyspace redis;
    private final String name;
    private final String owner;
    private boolean loaded;
    private Long txid;
    private Set<String> earlier = new LinkedHashSet<>();
    private Set<String> current = new LinkedHashSet<>();

    /**
     * @param name the Redis key to keep them under
     * @param owner identifies this state, in case another one uses the same name later: entries of another owner are ignored
     */
    AttemptedKeys(Keyspace redis, String name, String owner) {
        this.redis = redis;
        this.name = name;
        this.owner = owner;
    }

    /** A name that stays the same when a topology's partition is recreated. */
    static String name(Map<String, Object> conf, IMetricsContext context, int partition) {
        String component = context instanceof TopologyContext task ? task.getThisComponentId() : "";
        return "$REDIS-MAP-STATE-ATTEMPT:" + conf.get("topology.name") + ':' + component + ':' + partition;
    }

    /** An attempt begins; true if it is not the first one at its transaction. */
    boolean begin(Long transaction) {
        if (!loaded) {
            load();
            loaded = true;
        }
        boolean again = transaction != null && transaction.equals(txid);
        if (again) {
            earlier.addAll(current);
        } else {
            earlier = new LinkedHashSet<>();
        }
        current = new LinkedHashSet<>();
        txid = transaction;
        return again;
    }

    /** What to store in front of the values of these keys; null outside of transactions. */
    Map.Entry<String, String> record(Collection<String> keys) {
        if (txid == null) {
            return null;
        }
        current.addAll(keys);
        Set<String> all = new LinkedHashSet<>(earlier);
        all.addAll(current);
        StringBuilder text = new StringBuilder();
        append(text, owner);
        append(text, txid.toString());
        all.forEach(key -> append(text, key));
        return Map.entry(name, text.toString());
    }

    /** The keys that earlier attempts may have written and this one did not. */
    List<String> left() {
        return earlier.stream().filter(key -> !current.contains(key)).toList();
    }

    private void load() {
        String stored = redis.read(STRING, List.of(name)).get(0);
        List<String> parts = stored == null ? List.of() : parts(stored);
        if (!parts.isEmpty() && parts.get(0).equals(owner)) {
            txid = Long.valueOf(parts.get(1));
            current.addAll(parts.subList(2, parts.size()));
        }
    }

    private static void append(StringBuilder text, String part) {
        text.append(part.length()).append(AFTER_LENGTH).append(part);
    }

    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        for (int at = 0; at < text.length();) {
            int colon = text.indexOf(AFTER_LENGTH, at);
            int end = colon + 1 + Integer.parseInt(text.substring(at, colon));
            parts.add(text.substring(colon + 1, end));
            at = end;
        }
        return parts;
    }
}
