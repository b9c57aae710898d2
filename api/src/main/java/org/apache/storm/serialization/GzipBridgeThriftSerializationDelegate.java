// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.serialization;

import java.util.Map;

/** Writes compressed Thrift structures, and reads uncompressed ones too, for what was kept before compression came. */
public class GzipBridgeThriftSerializationDelegate implements SerializationDelegate {
    private static final byte GZIP_FIRST = (byte) 0x1f;
    private static final byte GZIP_SECOND = (byte) 0x8b;

    private final ThriftSerializationDelegate plain = new ThriftSerializationDelegate();
    private final GzipThriftSerializationDelegate compressed = new GzipThriftSerializationDelegate();

    @Override
    public void prepare(Map<String, Object> topoConf) {
        plain.prepare(topoConf);
        compressed.prepare(topoConf);
    }

    @Override
    public byte[] serialize(Object object) {
        return compressed.serialize(object);
    }

    @Override
    public <T> T deserialize(byte[] bytes, Class<T> clazz) {
        boolean gzip = bytes.length > 1 && bytes[0] == GZIP_FIRST && bytes[1] == GZIP_SECOND;
        return gzip ? compressed.deserialize(bytes, clazz) : plain.deserialize(bytes, clazz);
    }
}
