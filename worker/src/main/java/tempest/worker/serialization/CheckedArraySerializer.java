// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.serialization;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Registration;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.serializers.DefaultArraySerializers.ObjectArraySerializer;
import com.esotericsoftware.kryo.serializers.DefaultArraySerializers.StringArraySerializer;

/**
 * Reads an array of objects like Kryo, after checking the length that the bytes claim: Kryo itself allocates an array of any length. Used by
 * the thread of its Kryo.
 */
final class CheckedArraySerializer extends Serializer<Object> {
    /** A small array may have elements that use no bytes at all. */
    private static final int SMALL = 1 << 16;

    private final Serializer<Object> kryos;

    private CheckedArraySerializer(Serializer<Object> kryos) {
        this.kryos = kryos;
        setAcceptsNull(kryos.getAcceptsNull());
        setImmutable(kryos.isImmutable());
    }

    /** Wraps each of the Kryo's serializers for arrays in one; a user's own stay as they are. */
    @SuppressWarnings("unchecked") // as the registrations guarantee
    static void install(Kryo kryo) {
        Registration registration;
        for (int id = 0; (registration = kryo.getClassResolver().getRegistration(id)) != null; id++) {
            Serializer<?> serializer = registration.getSerializer();
            if (serializer instanceof ObjectArraySerializer || serializer instanceof StringArraySerializer) {
                registration.setSerializer(new CheckedArraySerializer((Serializer<Object>) serializer));
            }
        }
    }

    @Override
    public void write(Kryo kryo, Output out, Object array) {
        kryos.write(kryo, out, array);
    }

    @Override
    public Object read(Kryo kryo, Input in, Class<? extends Object> type) {
        int start = in.position();
        int length = in.readVarInt(true) - 1;
        int left = in.limit() - in.position();
        if (length > Math.max(left, SMALL) || length < -1) {
            throw new KryoException("an array claims " + length + " elements and has " + left + " bytes");
        }
        in.setPosition(start);
        return kryos.read(kryo, in, type);
    }

    @Override
    public Object copy(Kryo kryo, Object original) {
        return kryos.copy(kryo, original);
    }
}
