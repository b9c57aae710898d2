// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.serialization;

import com.esotericsoftware.kryo.Kryo;
import java.util.Map;

/** Makes a topology's Kryo: named by {@code topology.kryo.factory}. The methods are called in this order. */
public interface IKryoFactory {
    Kryo getKryo(Map<String, Object> conf);

    /** Before anything is registered. */
    void preRegister(Kryo k, Map<String, Object> conf);

    /** After the topology's registrations. */
    void postRegister(Kryo k, Map<String, Object> conf);

    /** After the decorators. */
    void postDecorate(Kryo k, Map<String, Object> conf);
}
