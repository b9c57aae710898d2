// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.serialization;

import com.esotericsoftware.kryo.Kryo;

/** Registers classes of a library with every topology's Kryo: found as a service. */
public interface SerializationRegister {
    void register(Kryo kryo) throws Exception;
}
