// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.serialization.types;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.serializers.CollectionSerializer;
import java.util.HashSet;

/** Reads hash sets that need not grow, unless the bytes there cannot hold as many elements as they claim. */
public class HashSetSerializer extends CollectionSerializer<HashSet> {
    @Override
    protected HashSet create(Kryo kryo, Input input, Class<? extends HashSet> type, int size) {
        return new HashSet((int) (Sizes.room(input, size) * 4L / 3 + 1));
    }
}
