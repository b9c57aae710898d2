// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Bytes of a value and back. Stateless, any thread; a value that does not decode fails with what it should have been. */
public interface Codec<V> {
    byte[] encode(V value) throws IOException;

    V decode(byte[] bytes) throws IOException;

    /** A number in decimal digits. */
    Codec<Long> NUMBER = new Codec<>() {
        @Override
        public byte[] encode(Long value) {
            return Long.toString(value).getBytes(StandardCharsets.US_ASCII);
        }

        @Override
        public Long decode(byte[] bytes) throws IOException {
            String text = new String(bytes, StandardCharsets.US_ASCII);
            try {
                return Long.valueOf(text);
            } catch (NumberFormatException e) {
                throw new IOException("not a number: '" + text + "'", e);
            }
        }
    };

    /** An address as {@code host:port}. */
    Codec<HostPort> ADDRESS = new Codec<>() {
        @Override
        public byte[] encode(HostPort value) {
            return value.toString().getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public HostPort decode(byte[] bytes) throws IOException {
            try {
                return HostPort.parse(new String(bytes, StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                throw new IOException(e.getMessage(), e);
            }
        }
    };
}
