// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.tuple;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.tuple.Fields;

/**
 * Where each field of a tuple lies: how many segments back, and at which position there. Made when a stage is wired, immutable, shared by all
 * tuples of a shape; it never holds values.
 */
final class TupleLayout implements Serializable {
    private static final long serialVersionUID = 1L;

    final Fields fields;
    final int segments;
    /** Position in its segment, and, in the upper half, the number of segments to go back. */
    final int[] places;
    private final Map<String, Integer> index = new HashMap<>();

    private TupleLayout(Fields fields, int segments, int[] places) {
        this.fields = fields;
        this.segments = segments;
        this.places = places;
        for (int i = 0; i < places.length; i++) {
            index.put(fields.get(i), i);
        }
    }

    /** One segment with these fields. */
    static TupleLayout fresh(Fields fields) {
        int[] places = new int[fields.size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = i;
        }
        return new TupleLayout(fields, 1, places);
    }

    /** This layout and one more segment in front, with these fields at the end. */
    TupleLayout append(Fields more) {
        int own = places.length;
        int[] all = new int[own + more.size()];
        List<String> names = fields.toList();
        for (int i = 0; i < own; i++) {
            all[i] = places[i] + 0x10000;
        }
        for (int i = 0; i < more.size(); i++) {
            all[own + i] = i;
            names.add(more.get(i));
        }
        return new TupleLayout(new Fields(names), segments + 1, all);
    }

    /** The same segments with some of the fields, in another order perhaps. */
    TupleLayout project(Fields some) {
        int[] chosen = new int[some.size()];
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] = places[position(some.get(i))];
        }
        return new TupleLayout(some, segments, chosen);
    }

    int position(String field) {
        Integer position = index.get(field);
        if (position == null) {
            throw new IllegalArgumentException("Field '" + field + "' does not exist; the fields are " + fields);
        }
        return position;
    }

    boolean has(String field) {
        return index.containsKey(field);
    }
}
