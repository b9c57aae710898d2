// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package tempest.state.rocksdb;

import java.util.Map;
import org.apache.storm.state.Serializer;

/**
 * Turns the entries of an older version of a state's type into those of the current one: named by {@code migration} in
 * {@code topology.state.provider.config}, with a constructor without arguments. Called while a task starts, on its thread, once for each entry.
 */
public interface StateMigration {
    /** What reads and writes the bytes of entries. */
    record Serializers(Serializer<Object> keys, Serializer<Object> values) {
    }

    /**
     * @param fromVersion the version that the entry was stored under
     * @param key         as it was stored; the serializers may read it if its class still fits
     * @param value       as it was stored
     * @param serializers the current ones
     * @return the entry as it is stored from now on; null drops it
     */
    Map.Entry<byte[], byte[]> migrate(int fromVersion, byte[] key, byte[] value, Serializers serializers);
}
