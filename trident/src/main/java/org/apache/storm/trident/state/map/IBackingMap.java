// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.state.map;

import java.util.List;

/** A store of keys and values with bulk operations. */
public interface IBackingMap<T> {
    /** The values of keys, in their order; null for what is not stored. */
    List<T> multiGet(List<List<Object>> keys);

    /** Stores values for keys, in their order. */
    void multiPut(List<List<Object>> keys, List<T> vals);
}
