// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.serialization;

import com.esotericsoftware.kryo.Kryo;
import tempest.worker.tuple.TupleImpl;

/**
 * Serializes tuples only to find out whether that works, for {@code topology.testing.always.try.serialize}: tuples that never leave their
 * worker are then refused like those that do. One per emitter, called by its thread.
 */
public final class SerializationCheck {
    private static final int MAX_BYTES = 64 << 20;

    private final BatchEncoder encoder;

    /** @param kryo used by this thread only */
    public SerializationCheck(Kryo kryo, WireTable table) {
        encoder = new BatchEncoder(kryo, table, MAX_BYTES);
    }

    /** @throws UnserializableTupleException naming the first field that does not serialize */
    public void check(TupleImpl[] tuples, int count) {
        for (int at = 0; at < count; ) {
            at = encoder.tuples(0, tuples, at, count, MAX_BYTES);
            encoder.clear();
        }
    }
}
