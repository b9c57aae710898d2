// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.serialization;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import java.nio.charset.StandardCharsets;

/** Reads what {@link ValueEncoder} wrote. Belongs to one thread. It never allocates more than a damaged payload has bytes. */
final class ValueDecoder {
    private final Kryo kryo;
    private final String[] texts = new String[ValueTag.REMEMBERED];
    private int nextText;

    ValueDecoder(Kryo kryo) {
        this.kryo = kryo;
    }

    void newPayload() {
        nextText = 0;
    }

    Object read(WireInput in) {
        int tag = in.readByte() & 0xFF;
        if (tag >= ValueTag.SHORT) {
            return shortText(in, tag - ValueTag.SHORT);
        }
        return switch (tag) {
            case ValueTag.AGAIN -> again(in.readByte() & 0xFF);
            case ValueTag.LONG -> in.readVarLong(false);
            case ValueTag.INT -> in.readVarInt(false);
            case ValueTag.DOUBLE -> in.readDouble();
            case ValueTag.TRUE -> Boolean.TRUE;
            case ValueTag.FALSE -> Boolean.FALSE;
            case ValueTag.NULL -> null;
            case ValueTag.LATIN1 -> in.readText(in.readVarInt(true), StandardCharsets.ISO_8859_1);
            case ValueTag.UTF8 -> in.readText(in.readVarInt(true), StandardCharsets.UTF_8);
            case ValueTag.BYTES -> bytes(in);
            case ValueTag.KRYO -> kryo.readClassAndObject(in);
            default -> throw new KryoException("the form of value " + tag + " is not known");
        };
    }

    private static byte[] bytes(WireInput in) {
        return in.readBytes(in.readVarInt(true));
    }

    private String shortText(WireInput in, int length) {
        String text = in.readText(length, StandardCharsets.ISO_8859_1);
        if (ValueTag.isRemembered(length)) {
            texts[nextText++ & (ValueTag.REMEMBERED - 1)] = text;
        }
        return text;
    }

    private String again(int number) {
        if (number >= nextText) {
            throw new KryoException("it refers to text " + number + " and has " + nextText + " so far");
        }
        return texts[number];
    }
}
