// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.windowing;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.storm.serialization.SerializationFactory;

/**
 * Turns what a {@link WindowsStore} is given into bytes and back, with the topology's own Kryo: for stores outside the process. It belongs to
 * one thread.
 */
public class WindowKryoSerializer {
    private static final int INITIAL_BYTES = 2000;
    private static final int MAX_BYTES = 2_000_000_000;

    private final Kryo kryo;
    private final Output output = new Output(INITIAL_BYTES, MAX_BYTES);

    /** @param topoConf the topology's configuration, which says what classes are registered */
    public WindowKryoSerializer(Map<String, Object> topoConf) {
        kryo = SerializationFactory.getKryo(topoConf);
    }

    /** An object, with its class, as bytes. */
    public byte[] serialize(Object obj) {
        write(obj);
        return output.toBytes();
    }

    /** The same as {@link #serialize}, without the last copy: the buffer is good until the next call. */
    public ByteBuffer serializeToByteBuffer(Object obj) {
        write(obj);
        return ByteBuffer.wrap(output.getBuffer(), 0, output.position());
    }

    /** What was serialized. */
    public Object deserialize(byte[] bytes) {
        return kryo.readClassAndObject(new Input(bytes));
    }

    /** What was serialized, from the bytes that remain in a buffer, which itself is left as it is. */
    public Object deserialize(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return deserialize(bytes);
    }

    private void write(Object obj) {
        output.reset();
        kryo.writeClassAndObject(output, obj);
    }
}
