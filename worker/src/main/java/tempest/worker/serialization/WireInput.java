// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.serialization;

import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;
import java.nio.charset.Charset;

/** Kryo's input with the forms of {@link WireOutput}. Belongs to one thread. No method takes more than is there. */
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

    /** Refuses a count that what is left cannot hold. */
    void check(int count, int bytesEach, String what) {
        if (count < 0 || (long) count * bytesEach > left()) {
            throw new KryoException("it claims " + count + " " + what + " and has " + left() + " bytes left");
        }
    }
}
