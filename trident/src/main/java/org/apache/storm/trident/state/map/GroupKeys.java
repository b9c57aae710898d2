// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.state.map;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.storm.trident.tuple.TridentTuple;
import org.apache.storm.tuple.Fields;

/** Takes some fields of tuples, which all have the same, as a key of their own that keeps no tuple alive. One thread. */
final class GroupKeys implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String[] names;

    GroupKeys(Fields fields) {
        names = fields.toList().toArray(String[]::new);
    }

    /** Where the fields are in these tuples. */
    int[] places(TridentTuple sample) {
        int[] places = new int[names.length];
        for (int i = 0; i < places.length; i++) {
            places[i] = sample.fieldIndex(names[i]);
        }
        return places;
    }

    static List<Object> key(TridentTuple tuple, int[] places) {
        Object[] values = new Object[places.length];
        for (int i = 0; i < places.length; i++) {
            values[i] = tuple.getValue(places[i]);
        }
        return Arrays.asList(values);
    }

    /** A key's values and one more. */
    static List<Object> append(List<Object> key, Object value) {
        Object[] values = key.toArray(new Object[key.size() + 1]);
        values[key.size()] = value;
        return Arrays.asList(values);
    }
}
