// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.serialization;

import java.util.Map;
import org.apache.storm.utils.Utils;

/** Writes any serializable object by Java serialization, compressed by gzip. Only for bytes that the cluster itself wrote. */
public class GzipSerializationDelegate implements SerializationDelegate {

    @Override
    public void prepare(Map<String, Object> topoConf) {
    }

    @Override
    public byte[] serialize(Object object) {
        return Utils.gzip(Utils.javaSerialize(object));
    }

    @Override
    public <T> T deserialize(byte[] bytes, Class<T> clazz) {
        return Utils.javaDeserialize(Utils.gunzip(bytes), clazz);
    }
}
