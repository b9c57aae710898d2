// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package tempest.state.rocksdb;

import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Arrays;
import org.apache.storm.state.Serializer;

/** Turns keys and values into what the database holds: with a time to live, a value begins with the time when it was put. Any thread, but the digests' own. */
final class EntryCodec<K, V> {
    private static final int TIME_BYTES = Long.BYTES;

    private final Serializer<K> keys;
    private final Serializer<V> values;
    private final ClassDigests digests;
    private final long ttlMillis;
    private final InstantSource clock;

    /**
     * @param ttlMillis 0 for entries that live for ever
     */
    EntryCodec(Serializer<K> keys, Serializer<V> values, ClassDigests digests, long ttlMillis, InstantSource clock) {
        this.keys = keys;
        this.values = values;
        this.digests = digests;
        this.ttlMillis = ttlMillis;
        this.clock = clock;
    }

    byte[] key(K key) {
        digests.note(key);
        return keys.serialize(key);
    }

    K readKey(byte[] key) {
        return keys.deserialize(key);
    }

    byte[] value(V value) {
        digests.note(value);
        byte[] bytes = values.serialize(value);
        return ttlMillis == 0 ? bytes : timed(bytes, clock.millis());
    }

    static byte[] timed(byte[] value, long atMillis) {
        return ByteBuffer.allocate(TIME_BYTES + value.length).putLong(atMillis).put(value).array();
    }

    static byte[] untimed(byte[] stored) {
        return Arrays.copyOfRange(stored, TIME_BYTES, stored.length);
    }

    static long time(byte[] stored) {
        return ByteBuffer.wrap(stored).getLong();
    }

    /** Whether a stored value is one: there is one, and its time is not over. */
    boolean lives(byte[] stored) {
        return stored != null && (ttlMillis == 0 || clock.millis() - time(stored) < ttlMillis);
    }

    V readValue(byte[] stored) {
        return values.deserialize(ttlMillis == 0 ? stored : untimed(stored));
    }
}
