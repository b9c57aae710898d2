// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.testing;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.storm.trident.state.OpaqueValue;

/** Lists what a memory map holds. Any thread; it keeps nothing. */
final class Entries {
    private Entries() {
    }

    /** Key values, then the current value; without what was removed. */
    static Iterator<List<Object>> list(Map<List<Object>, ?> db) {
        List<List<Object>> all = new ArrayList<>(db.size());
        db.forEach((key, stored) -> {
            Object value = stored instanceof OpaqueValue<?> opaque ? opaque.getCurr() : stored;
            if (value != null) {
                List<Object> tuple = new ArrayList<>(key.size() + 1);
                tuple.addAll(key);
                tuple.add(value);
                all.add(tuple);
            }
        });
        return all.iterator();
    }
}
