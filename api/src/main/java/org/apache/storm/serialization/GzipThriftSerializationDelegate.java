// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.serialization;

import java.util.Map;
import org.apache.storm.thrift.TBase;
import org.apache.storm.utils.Utils;

/** Writes Thrift structures in Thrift's binary protocol, compressed by gzip. */
public class GzipThriftSerializationDelegate implements SerializationDelegate {

    @Override
    public void prepare(Map<String, Object> topoConf) {
    }

    @Override
    public byte[] serialize(Object object) {
        return Utils.gzip(Utils.thriftSerialize((TBase) object));
    }

    @Override
    public <T> T deserialize(byte[] bytes, Class<T> clazz) {
        return Utils.thriftDeserialize(clazz, Utils.gunzip(bytes));
    }
}
