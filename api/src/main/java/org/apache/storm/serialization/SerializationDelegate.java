// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.serialization;

import java.util.Map;

/** A way of writing metadata to blobs and files; {@link org.apache.storm.Config#STORM_META_SERIALIZATION_DELEGATE}. Any thread calls it. */
public interface SerializationDelegate {

    /** Called once, before anything else. */
    void prepare(Map<String, Object> topoConf);

    byte[] serialize(Object object);

    <T> T deserialize(byte[] bytes, Class<T> clazz);
}
