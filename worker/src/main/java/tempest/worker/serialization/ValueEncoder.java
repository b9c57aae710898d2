// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.serialization;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Registration;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.serializers.DefaultArraySerializers.ByteArraySerializer;
import com.esotericsoftware.kryo.serializers.DefaultSerializers.BooleanSerializer;
import com.esotericsoftware.kryo.serializers.DefaultSerializers.DoubleSerializer;
import com.esotericsoftware.kryo.serializers.DefaultSerializers.IntSerializer;
import com.esotericsoftware.kryo.serializers.DefaultSerializers.LongSerializer;
import com.esotericsoftware.kryo.serializers.DefaultSerializers.StringSerializer;
import java.nio.charset.StandardCharsets;

/**
 * Writes single values: the usual types in the compact forms of {@link ValueTag}, all others by Kryo. A usual type for which the user
 * registered a serializer is written by Kryo, too. Belongs to one thread.
 */
final class ValueEncoder {
    /** A payload shorter than this is sent too soon for remembering texts to pay. */
    private static final int SMALL_PAYLOAD = 256;

    private final Kryo kryo;
    private final StringDictionary texts = new StringDictionary();
    private final boolean ownStrings;
    private final boolean ownLongs;
    private final boolean ownInts;
    private final boolean ownDoubles;
    private final boolean ownBooleans;
    private final boolean ownBytes;

    ValueEncoder(Kryo kryo) {
        this.kryo = kryo;
        ownStrings = isUsual(String.class, StringSerializer.class);
        ownLongs = isUsual(Long.class, LongSerializer.class);
        ownInts = isUsual(Integer.class, IntSerializer.class);
        ownDoubles = isUsual(Double.class, DoubleSerializer.class);
        ownBooleans = isUsual(Boolean.class, BooleanSerializer.class);
        ownBytes = isUsual(byte[].class, ByteArraySerializer.class);
    }

    private boolean isUsual(Class<?> type, Class<? extends Serializer<?>> serializer) {
        Registration registration = kryo.getClassResolver().getRegistration(type);
        return registration != null && registration.getSerializer().getClass() == serializer;
    }

    StringDictionary texts() {
        return texts;
    }

    void write(WireOutput out, Object value) {
        if (value == null) {
            out.writeByte(ValueTag.NULL);
            return;
        }
        Class<?> type = value.getClass();
        if (type == String.class && ownStrings) {
            writeText(out, (String) value);
        } else if (type == Long.class && ownLongs) {
            out.writeByte(ValueTag.LONG);
            out.writeVarLong((Long) value, false);
        } else if (type == Integer.class && ownInts) {
            out.writeByte(ValueTag.INT);
            out.writeVarInt((Integer) value, false);
        } else if (type == Double.class && ownDoubles) {
            out.writeByte(ValueTag.DOUBLE);
            out.writeDouble((Double) value);
        } else if (type == Boolean.class && ownBooleans) {
            out.writeByte((Boolean) value ? ValueTag.TRUE : ValueTag.FALSE);
        } else if (type == byte[].class && ownBytes) {
            byte[] bytes = (byte[]) value;
            out.writeByte(ValueTag.BYTES);
            out.writeVarInt(bytes.length, true);
            out.writeBytes(bytes);
        } else {
            out.writeByte(ValueTag.KRYO);
            kryo.writeClassAndObject(out, value);
        }
    }

    private void writeText(WireOutput out, String text) {
        int length = text.length();
        int start = out.position();
        boolean remembered = ValueTag.isRemembered(length);
        boolean large = start >= SMALL_PAYLOAD;
        int earlier = remembered && large ? texts.find(text) : -1;
        if (earlier >= 0) {
            out.writeTwo(ValueTag.AGAIN, earlier);
            return;
        }
        if (length <= ValueTag.MAX_SHORT) {
            out.writeByte(ValueTag.SHORT + length);
        } else {
            out.writeByte(ValueTag.LATIN1);
            out.writeVarInt(length, true);
        }
        if (!out.writeLatin1(text)) {
            out.setPosition(start);
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            out.writeByte(ValueTag.UTF8);
            out.writeVarInt(bytes.length, true);
            out.writeBytes(bytes);
        } else if (remembered) {
            texts.written(text, large);
        }
    }
}
