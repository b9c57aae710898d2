// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.serialization.types;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.serializers.CollectionSerializer;
import java.util.ArrayList;

/** Reads array lists of the right size at once, unless the bytes there cannot hold as many elements as they claim. */
public class ArrayListSerializer extends CollectionSerializer<ArrayList> {
    @Override
    public ArrayList create(Kryo kryo, Input input, Class<? extends ArrayList> type, int size) {
        return new ArrayList(Sizes.room(input, size));
    }
}
