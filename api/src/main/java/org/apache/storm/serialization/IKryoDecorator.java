// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.serialization;

import com.esotericsoftware.kryo.Kryo;

/** Changes a topology's Kryo after all registrations: named in {@code topology.kryo.decorators}. */
public interface IKryoDecorator {
    void decorate(Kryo k);
}
