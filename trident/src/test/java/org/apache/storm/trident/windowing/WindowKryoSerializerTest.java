// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.windowing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.storm.tuple.Values;
import org.apache.storm.utils.Utils;
import org.junit.jupiter.api.Test;

class WindowKryoSerializerTest {
    private final Map<String, Object> conf = new HashMap<>(Utils.readDefaultConfig());

    @Test
    void whatAStoreIsGivenComesBackFromBytesAndFromABuffer() {
        WindowKryoSerializer serializer = new WindowKryoSerializer(conf);
        for (Object value : new Object[] {"text", 7L, new Values("a", 1), null}) {
            assertEquals(value, serializer.deserialize(serializer.serialize(value)));
            ByteBuffer buffer = serializer.serializeToByteBuffer(value);
            assertEquals(value, serializer.deserialize(buffer));
            assertEquals(value, serializer.deserialize(buffer), "reading leaves the buffer as it is");
        }
        byte[] whole = serializer.serialize("text");
        ByteBuffer inside = ByteBuffer.allocate(whole.length + 5).put(3, whole).position(3).limit(3 + whole.length);
        assertEquals("text", serializer.deserialize(inside.slice()));
    }

    @Test
    void whatIsNotRegisteredIsRefusedAsInTuples() {
        conf.put("topology.fall.back.on.java.serialization", false);
        WindowKryoSerializer serializer = new WindowKryoSerializer(conf);
        assertThrows(RuntimeException.class, () -> serializer.serialize(new StringBuilder("x")));
    }
}
