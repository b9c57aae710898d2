// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.serialization;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import java.util.List;
import java.util.Map;
import org.apache.storm.utils.ListDelegate;

/** Reads what {@link KryoValuesSerializer} wrote. It belongs to one thread. */
public class KryoValuesDeserializer {
    private final Kryo kryo;
    private final Input kryoInput = new Input(1);

    public KryoValuesDeserializer(Map<String, Object> conf) {
        kryo = SerializationFactory.getKryo(conf);
    }

    /** Reads a tuple's values. */
    public List<Object> deserializeFrom(Input input) {
        return kryo.readObject(input, ListDelegate.class).getDelegate();
    }

    /** Reads a tuple's values. */
    public List<Object> deserialize(byte[] ser) {
        kryoInput.setBuffer(ser);
        return deserializeFrom(kryoInput);
    }

    /** Reads an object with its class. */
    public Object deserializeObject(byte[] ser) {
        kryoInput.setBuffer(ser);
        return kryo.readClassAndObject(kryoInput);
    }
}
