// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.testing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.trident.state.map.IBackingMap;

/** Keeps values in a map of its own. One thread. */
public class MemoryBackingMap<T> implements IBackingMap<T> {
    Map<List<Object>, T> vals = new HashMap<>();

    @Override
    public List<T> multiGet(List<List<Object>> keys) {
        List<T> all = new ArrayList<>(keys.size());
        for (List<Object> key : keys) {
            all.add(vals.get(key));
        }
        return all;
    }

    @Override
    public void multiPut(List<List<Object>> keys, List<T> values) {
        for (int i = 0; i < keys.size(); i++) {
            vals.put(keys.get(i), values.get(i));
        }
    }
}
