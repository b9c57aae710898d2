// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package tempest.state.rocksdb;

import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;

/**
 * Iterates over a state chunk by chunk, so that nothing of the database stays open in between; entries that change meanwhile are seen as they were or
 * as they are. Used by the state's thread.
 */
final class StoredEntries<K, V> implements Iterator<Map.Entry<K, V>> {
    private final Function<byte[], List<Map.Entry<byte[], byte[]>>> chunkAfter;
    private final EntryCodec<K, V> codec;
    private final Deque<Map.Entry<byte[], byte[]>> chunk = new ArrayDeque<>();
    private byte[] last;
    private boolean ended;

    /**
     * @param chunkAfter the entries that follow a key, or the first ones for null; none at the end
     */
    StoredEntries(Function<byte[], List<Map.Entry<byte[], byte[]>>> chunkAfter, EntryCodec<K, V> codec) {
        this.chunkAfter = chunkAfter;
        this.codec = codec;
    }

    @Override
    public boolean hasNext() {
        while (true) {
            while (!chunk.isEmpty()) {
                if (codec.lives(chunk.peek().getValue())) {
                    return true;
                }
                chunk.poll();
            }
            if (ended) {
                return false;
            }
            List<Map.Entry<byte[], byte[]>> more = chunkAfter.apply(last);
            ended = more.isEmpty();
            if (!ended) {
                last = more.get(more.size() - 1).getKey();
                chunk.addAll(more);
            }
        }
    }

    @Override
    public Map.Entry<K, V> next() {
        if (!hasNext()) {
            throw new NoSuchElementException("All entries of the state were returned");
        }
        Map.Entry<byte[], byte[]> entry = chunk.poll();
        return new SimpleImmutableEntry<>(codec.readKey(entry.getKey()), codec.readValue(entry.getValue()));
    }
}
