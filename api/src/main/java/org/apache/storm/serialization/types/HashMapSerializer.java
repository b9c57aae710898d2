// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.serialization.types;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.serializers.MapSerializer;
import java.util.HashMap;

/** Reads hash maps that need not grow, unless the bytes there cannot hold as many entries as they claim. */
public class HashMapSerializer extends MapSerializer<HashMap> {
    @Override
    protected HashMap<String, Object> create(Kryo kryo, Input input, Class<? extends HashMap> type, int size) {
        return new HashMap<>((int) (Sizes.room(input, size) * 4L / 3 + 1));
    }
}
