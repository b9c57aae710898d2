// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.serialization;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;

/** Writes an object by Java's serialization, after its length. */
public class SerializableSerializer extends Serializer<Object> {
    /** A map's table has less than three places an entry, and each entry takes a byte at least: what claims more is damaged. */
    private static final long MAX_ARRAY_PER_BYTE = 4;

    @Override
    public void write(Kryo kryo, Output output, Object object) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream objects = new ObjectOutputStream(bytes)) {
            objects.writeObject(object);
        } catch (IOException e) {
            throw new KryoException(object.getClass().getName() + " has no Kryo registration, and Java cannot serialize it: " + e, e);
        }
        output.writeInt(bytes.size());
        output.writeBytes(bytes.toByteArray());
    }

    @Override
    public Object read(Kryo kryo, Input input, Class type) {
        byte[] bytes = input.readBytes(input.readInt());
        try (ObjectInputStream objects = new LoaderObjectInputStream(new ByteArrayInputStream(bytes), kryo.getClassLoader())) {
            ObjectInputFilter processWide = ObjectInputFilter.Config.getSerialFilter();
            objects.setObjectInputFilter(info -> info.arrayLength() > MAX_ARRAY_PER_BYTE * bytes.length ? ObjectInputFilter.Status.REJECTED
                : processWide == null ? ObjectInputFilter.Status.UNDECIDED : processWide.checkInput(info));
            return objects.readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new KryoException(type.getName() + " cannot be read by Java's serialization: " + e, e);
        }
    }

    /** Finds the topology's classes, which this class's own loader does not know. */
    private static final class LoaderObjectInputStream extends ObjectInputStream {
        private final ClassLoader loader;

        LoaderObjectInputStream(InputStream in, ClassLoader loader) throws IOException {
            super(in);
            this.loader = loader;
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
            try {
                return Class.forName(description.getName(), false, loader);
            } catch (ClassNotFoundException e) {
                return super.resolveClass(description); // primitives
            }
        }
    }
}
