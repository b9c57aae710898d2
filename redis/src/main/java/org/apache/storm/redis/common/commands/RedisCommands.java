// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.redis.common.commands;

import java.util.Map;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/** The commands that key-value state needs, alike for one server and a cluster. */
public interface RedisCommands {
    Boolean exists(byte[] key);

    boolean exists(String key);

    Long del(byte[] key);

    Long del(String key);

    String rename(byte[] oldkey, byte[] newkey);

    String rename(String oldkey, String newkey);

    byte[] hget(byte[] key, byte[] field);

    Map<byte[], byte[]> hgetAll(byte[] key);

    Map<String, String> hgetAll(String key);

    String hmset(byte[] key, Map<byte[], byte[]> fieldValues);

    String hmset(String key, Map<String, String> fieldValues);

    Long hdel(byte[] key, byte[]... fields);

    ScanResult<Map.Entry<byte[], byte[]>> hscan(byte[] key, byte[] cursor, ScanParams params);
}
