// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.redis.state;

import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import org.apache.storm.redis.common.commands.RedisCommands;
import org.apache.storm.redis.common.container.RedisCommandsInstanceContainer;
import org.apache.storm.state.BaseBinaryStateIterator;
import org.apache.storm.state.DefaultStateEncoder;
import org.apache.storm.state.Serializer;
import org.apache.storm.state.StateEncoder;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/** Goes over a state in Redis, about a chunk a round trip. Keys changed meanwhile may show their old or new value. */
public class RedisKeyValueStateIterator<K, V> extends BaseBinaryStateIterator<K, V> {
    private final byte[] namespace;
    private final StateEncoder<K, V, byte[], byte[]> encoder;
    private final RedisCommandsInstanceContainer container;
    private final ScanParams scanParams;
    private Iterator<Map.Entry<byte[], byte[]>> chunk = Collections.emptyIterator();
    private byte[] cursor = ScanParams.SCAN_POINTER_START_BINARY;
    private boolean lastChunk;

    /**
     * @param chunkSize about how many entries to read from Redis at once
     */
    public RedisKeyValueStateIterator(byte[] namespace, RedisCommandsInstanceContainer container,
                                      Iterator<Map.Entry<byte[], byte[]>> pendingPrepareIterator,
                                      Iterator<Map.Entry<byte[], byte[]>> pendingCommitIterator, int chunkSize,
                                      Serializer<K> keySerializer, Serializer<V> valueSerializer) {
        super(pendingPrepareIterator, pendingCommitIterator);
        this.namespace = namespace.clone();
        this.encoder = new DefaultStateEncoder<>(keySerializer, valueSerializer);
        this.container = container;
        this.scanParams = new ScanParams().count(chunkSize);
    }

    @Override
    protected Iterator<Map.Entry<byte[], byte[]>> loadChunkFromStateStorage() {
        RedisCommands redis = container.getInstance();
        try {
            ScanResult<Map.Entry<byte[], byte[]>> result = redis.hscan(namespace, cursor, scanParams);
            chunk = result.getResult().iterator();
            cursor = result.getCursorAsBytes();
            lastChunk = result.isCompleteIteration();
        } finally {
            container.returnInstance(redis);
        }
        return chunk;
    }

    @Override
    protected boolean isEndOfDataFromStorage() {
        return lastChunk && !chunk.hasNext();
    }

    @Override
    protected K decodeKey(byte[] key) {
        return encoder.decodeKey(key);
    }

    @Override
    protected V decodeValue(byte[] value) {
        return encoder.decodeValue(value);
    }

    @Override
    protected boolean isTombstoneValue(byte[] value) {
        return Arrays.equals(value, encoder.getTombstoneValue());
    }
}
