// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.serialization;

/**
 * The first byte of every value on the wire. The types that tuples mostly hold have a form of their own; everything else is written by Kryo.
 * Constants only.
 */
final class ValueTag {
    static final int NULL = 0;
    /** Kryo's id of the class, then the output of its serializer. */
    static final int KRYO = 1;
    /** A zigzag varlong. */
    static final int LONG = 2;
    /** A zigzag varint. */
    static final int INT = 3;
    /** Eight bytes. */
    static final int DOUBLE = 4;
    static final int TRUE = 5;
    static final int FALSE = 6;
    /** The number of bytes as varint, then UTF-8. */
    static final int UTF8 = 7;
    /** The number of bytes as varint, then the bytes. */
    static final int BYTES = 8;
    /** A byte: the number, modulo {@link #REMEMBERED}, of an earlier short text of this payload. */
    static final int AGAIN = 9;
    /** The number of bytes as varint, then Latin-1. */
    static final int LATIN1 = 10;
    /** This plus the length of a text, then its Latin-1 bytes. */
    static final int SHORT = 16;

    static final int MAX_SHORT = 255 - SHORT;
    /** Texts up to this length are remembered: they may be repeated in the same payload. */
    static final int MAX_REMEMBERED_LENGTH = 32;
    /** How many of the last short texts are remembered. */
    static final int REMEMBERED = 256;

    private ValueTag() {
    }

    /** Whether a {@link #SHORT} text of this length is remembered, the same on both sides. */
    static boolean isRemembered(int length) {
        return length > 0 && length <= MAX_REMEMBERED_LENGTH;
    }
}
