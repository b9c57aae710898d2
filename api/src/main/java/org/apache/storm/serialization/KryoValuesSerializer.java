// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.serialization;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Output;
import java.util.List;
import java.util.Map;
import org.apache.storm.utils.ListDelegate;

/** Writes the values of tuples. It belongs to one thread. */
public class KryoValuesSerializer {
    private static final int BUFFER_INITIAL_BYTES = 2000;
    private static final int BUFFER_MAX_BYTES = 2_000_000_000;

    private final Kryo kryo;
    private final ListDelegate delegate = new ListDelegate();
    private final Output kryoOut = new Output(BUFFER_INITIAL_BYTES, BUFFER_MAX_BYTES);

    public KryoValuesSerializer(Map<String, Object> conf) {
        kryo = SerializationFactory.getKryo(conf);
    }

    /** Writes a tuple's values. */
    public void serializeInto(List<Object> values, Output out) {
        // wrapped, so that whatever list the user gave is written in the same way, and need not be registered
        delegate.setDelegate(values);
        kryo.writeObject(out, delegate);
    }

    /** A tuple's values as bytes. */
    public byte[] serialize(List<Object> values) {
        kryoOut.reset();
        serializeInto(values, kryoOut);
        return kryoOut.toBytes();
    }

    /** Any object, with its class, as bytes. */
    public byte[] serializeObject(Object obj) {
        kryoOut.reset();
        kryo.writeClassAndObject(kryoOut, obj);
        return kryoOut.toBytes();
    }
}
