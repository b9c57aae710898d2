// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.serialization;

import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;
import java.nio.charset.Charset;

/**
 * Kryo's input with the forms of {@link WireOutput}. Belongs to one thread. No method reads more than there is, nor allocates an array that
 * the rest of the input could not fill: Kryo itself allocates one of any length that damaged bytes name.
 */
final class WireInput extends Input {
    /** Eight bytes. */
    long readFixed() {
        require(Long.BYTES);
        long value = (long) WireOutput.LONGS.get(buffer, position);
        position += Long.BYTES;
        return value;
    }

    String readText(int length, Charset charset) {
        check(length, 1, "characters");
        int at = position;
        position = at + length;
        return new String(buffer, at, length, charset);
    }

    int left() {
        return limit - position;
    }

    /** Refuses a count that the rest of the input cannot hold. */
    void check(int count, int bytesEach, String what) {
        if (count < 0 || (long) count * bytesEach > left()) {
            throw new KryoException("it claims " + count + " " + what + " and has " + left() + " bytes left");
        }
    }

    @Override
    public byte[] readBytes(int length) {
        check(length, 1, "bytes");
        return super.readBytes(length);
    }

    @Override
    public boolean[] readBooleans(int length) {
        check(length, 1, "booleans");
        return super.readBooleans(length);
    }

    @Override
    public short[] readShorts(int length) {
        check(length, Short.BYTES, "shorts");
        return super.readShorts(length);
    }

    @Override
    public char[] readChars(int length) {
        check(length, Character.BYTES, "characters");
        return super.readChars(length);
    }

    @Override
    public int[] readInts(int length) {
        check(length, Integer.BYTES, "ints");
        return super.readInts(length);
    }

    @Override
    public int[] readInts(int length, boolean optimizePositive) {
        check(length, 1, "ints");
        return super.readInts(length, optimizePositive);
    }

    @Override
    public long[] readLongs(int length) {
        check(length, Long.BYTES, "longs");
        return super.readLongs(length);
    }

    @Override
    public long[] readLongs(int length, boolean optimizePositive) {
        check(length, 1, "longs");
        return super.readLongs(length, optimizePositive);
    }

    @Override
    public float[] readFloats(int length) {
        check(length, Float.BYTES, "floats");
        return super.readFloats(length);
    }

    @Override
    public double[] readDoubles(int length) {
        check(length, Double.BYTES, "doubles");
        return super.readDoubles(length);
    }

    @Override
    public String readString() {
        checkCharacters();
        return super.readString();
    }

    @Override
    public StringBuilder readStringBuilder() {
        checkCharacters();
        return super.readStringBuilder();
    }

    /** Looks ahead at how many characters a text written by Kryo claims, plus one; one without such a count ends by itself. */
    private void checkCharacters() {
        if (readVarIntFlag()) {
            int start = position;
            int characters = readVarIntFlag(true) - 1;
            position = start;
            check(Math.max(0, characters), 1, "characters");
        }
    }
}
