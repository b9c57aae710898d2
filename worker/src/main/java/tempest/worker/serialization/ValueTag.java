// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.serialization;

/**
 * The first byte of every value on the wire. What tuples mostly hold has a form of its own; everything else is Kryo's. Constants only.
 */
final class ValueTag {
    static final int NULL = 0;
    /** Kryo's number of the class, then what its serializer writes. */
    static final int KRYO = 1;
    /** A zigzag varlong. */
    static final int LONG = 2;
    /** A zigzag varint. */
    static final int INT = 3;
    /** Eight bytes. */
    static final int DOUBLE = 4;
    static final int TRUE = 5;
    static final int FALSE = 6;
    /** A varint of bytes, then UTF-8. */
    static final int UTF8 = 7;
    /** A varint of bytes, then these. */
    static final int BYTES = 8;
    /** A byte: the number, modulo {@link #REMEMBERED}, of an earlier short text of this payload. */
    static final int AGAIN = 9;
    /** A varint of bytes, then Latin-1. */
    static final int LATIN1 = 10;
    /** This plus the length of a text, then its Latin-1 bytes. */
    static final int SHORT = 16;

    static final int MAX_SHORT = 255 - SHORT;
    /** Texts up to this length are worth remembering: they may come again in the same payload. */
    static final int MAX_REMEMBERED_LENGTH = 32;
    /** How many of the last short texts are remembered. */
    static final int REMEMBERED = 256;

    private ValueTag() {
    }

    /** Whether a {@link #SHORT} text of this length counts as remembered, on both sides alike. */
    static boolean isRemembered(int length) {
        return length > 0 && length <= MAX_REMEMBERED_LENGTH;
    }
}
