// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.serialization.types;

import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;

/** Checks the sizes that serialized collections claim, so that damaged bytes take no more memory than they have. Stateless; any thread. */
final class Sizes {
    /** A small collection may have elements that take no bytes at all. */
    private static final int SMALL = 1 << 16;

    private Sizes() {
    }

    /** For how many elements to make room. Where the bytes come from a stream, only those in its buffer are known to be there. */
    static int room(Input input, int size) {
        int left = input.limit() - input.position();
        if (size < 0 || size > Math.max(left, SMALL) && input.getInputStream() == null) {
            throw new KryoException("a collection claims " + size + " elements and has " + left + " bytes");
        }
        return Math.min(size, Math.max(left, 16));
    }
}
