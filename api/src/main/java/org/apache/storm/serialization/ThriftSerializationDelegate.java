// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.serialization;

import java.util.Map;
import org.apache.storm.thrift.TBase;
import org.apache.storm.utils.Utils;

/** Writes Thrift structures in Thrift's binary protocol. */
public class ThriftSerializationDelegate implements SerializationDelegate {

    @Override
    public void prepare(Map<String, Object> topoConf) {
    }

    @Override
    public byte[] serialize(Object object) {
        return Utils.thriftSerialize((TBase) object);
    }

    @Override
    public <T> T deserialize(byte[] bytes, Class<T> clazz) {
        return Utils.thriftDeserialize(clazz, bytes);
    }
}
