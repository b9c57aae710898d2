// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.secure;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Writes ASN.1 by its distinguished encoding rules, as far as a certificate needs it. Stateless. */
final class Der {
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OCTET_STRING = 0x04;
    private static final int OBJECT_ID = 0x06;
    private static final int GENERALIZED_TIME = 0x18;
    private static final int UTC_TIME = 0x17;
    private static final int SEQUENCE = 0x30;
    private static final int BOOLEAN = 0x01;
    private static final int CONTEXT = 0x80;
    private static final int CONSTRUCTED = 0x20;
    /** Years from which a date is written with four digits. */
    private static final int FOUR_DIGITS_FROM = 2050;
    private static final int LONG_FORM = 0x80;
    private static final int SEVEN_BITS = 7;
    private static final int LOW_SEVEN = 0x7f;
    private static final int FIRST_ARC = 40;

    private Der() {
    }

    static byte[] sequence(byte[]... parts) {
        return tagged(SEQUENCE, join(parts));
    }

    static byte[] integer(BigInteger value) {
        return tagged(INTEGER, value.toByteArray());
    }

    static byte[] yes() {
        return tagged(BOOLEAN, new byte[]{(byte) 0xff});
    }

    /** Whole bytes as a bit string. */
    static byte[] bits(byte[] bytes) {
        return bits(0, bytes);
    }

    /** @param unused bits at the end that say nothing */
    static byte[] bits(int unused, byte[] bytes) {
        return tagged(BIT_STRING, join(new byte[]{(byte) unused}, bytes));
    }

    static byte[] octets(byte[] bytes) {
        return tagged(OCTET_STRING, bytes);
    }

    static byte[] time(Instant instant) {
        boolean four = instant.atZone(ZoneOffset.UTC).getYear() >= FOUR_DIGITS_FROM;
        String text = DateTimeFormatter.ofPattern(four ? "yyyyMMddHHmmss'Z'" : "yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC).format(instant);
        return tagged(four ? GENERALIZED_TIME : UTC_TIME, text.getBytes(StandardCharsets.US_ASCII));
    }

    /** An element with a number that its surroundings give a meaning. */
    static byte[] numbered(int number, boolean constructed, byte[] content) {
        return tagged(CONTEXT | (constructed ? CONSTRUCTED : 0) | number, content);
    }

    static byte[] oid(String dotted) {
        String[] arcs = dotted.split("\\.");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(Integer.parseInt(arcs[0]) * FIRST_ARC + Integer.parseInt(arcs[1]));
        for (int i = 2; i < arcs.length; i++) {
            int arc = Integer.parseInt(arcs[i]);
            int shift = 0;
            while (arc >>> shift > LOW_SEVEN) {
                shift += SEVEN_BITS;
            }
            for (; shift > 0; shift -= SEVEN_BITS) {
                out.write(arc >>> shift & LOW_SEVEN | LONG_FORM);
            }
            out.write(arc & LOW_SEVEN);
        }
        return tagged(OBJECT_ID, out.toByteArray());
    }

    private static byte[] tagged(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < LONG_FORM) {
            out.write(content.length);
        } else {
            byte[] length = BigInteger.valueOf(content.length).toByteArray();
            int skip = length[0] == 0 ? 1 : 0;
            out.write(LONG_FORM | length.length - skip);
            out.write(length, skip, length.length - skip);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
