// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.state.map;

import java.util.List;
import org.apache.storm.trident.state.ValueUpdater;

/** A state that maps keys to values. */
public interface MapState<T> extends ReadOnlyMapState<T> {
    /** Changes the values of keys. @return what they are now, in the order of the keys */
    List<T> multiUpdate(List<List<Object>> keys, List<ValueUpdater> updaters);

    /** Replaces the values of keys. */
    void multiPut(List<List<Object>> keys, List<T> vals);
}
