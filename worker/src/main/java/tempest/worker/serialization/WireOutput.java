// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.serialization;

import com.esotericsoftware.kryo.io.Output;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Kryo's output with a few additional forms for which it has no method, or a slow one. Belongs to one thread. Its output is read by
 * {@link WireInput}.
 */
final class WireOutput extends Output {
    static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int MAX_LATIN1 = 0xFF;
    private static final int MAX_VARLONG_BYTES = 9;

    WireOutput(int firstBytes, int maxBytes) {
        super(firstBytes, maxBytes);
    }

    /** Eight bytes. */
    void writeFixed(long value) {
        require(Long.BYTES);
        LONGS.set(buffer, position, value);
        position += Long.BYTES;
    }

    /** A zigzag varlong, then eight bytes. */
    void writeDifferenceAndFixed(long difference, long value) {
        require(MAX_VARLONG_BYTES + Long.BYTES);
        writeVarLong(difference, false);
        LONGS.set(buffer, position, value);
        position += Long.BYTES;
    }

    /** Writes a text's characters as one byte each; false, with nothing written, if one of them does not fit. */
    boolean writeLatin1(String text) {
        int length = text.length();
        require(length);
        byte[] to = buffer;
        int at = position;
        int seen = 0;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            seen |= c;
            to[at + i] = (byte) c;
        }
        if (seen > MAX_LATIN1) {
            return false;
        }
        position = at + length;
        return true;
    }

    void writeTwo(int first, int second) {
        require(2);
        buffer[position] = (byte) first;
        buffer[position + 1] = (byte) second;
        position += 2;
    }

    /** Overwrites eight bytes that were written before. */
    void setFixed(int at, long value) {
        LONGS.set(buffer, at, value);
    }

    /** Overwrites a byte that was written before. */
    void setByte(int at, int value) {
        buffer[at] = (byte) value;
    }
}
