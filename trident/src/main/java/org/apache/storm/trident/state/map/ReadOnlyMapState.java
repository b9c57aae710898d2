// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.state.map;

import java.util.List;
import org.apache.storm.trident.state.State;

/** A state that maps keys to values and can be read. */
public interface ReadOnlyMapState<T> extends State {
    /** The values of keys, in their order; null for what is not stored. A key is a list even if it has one value. */
    List<T> multiGet(List<List<Object>> keys);
}
