// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.tuple;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** The names of a stream's fields, in order. Immutable, so any thread may read it. */
public class Fields implements Iterable<String>, Serializable {
    private static final long serialVersionUID = -3377931843059975424L;

    private List<String> fields;
    private Map<String, Integer> index = new HashMap<>();

    /**
     * @throws IllegalArgumentException if a name occurs twice
     */
    public Fields(String... fields) {
        this(Arrays.asList(fields));
    }

    /**
     * @throws IllegalArgumentException if a name occurs twice
     */
    public Fields(List<String> fields) {
        this.fields = new ArrayList<>(fields.size());
        for (String field : fields) {
            if (index.putIfAbsent(field, this.fields.size()) != null) {
                throw new IllegalArgumentException("Field '" + field + "' is declared twice in " + fields);
            }
            this.fields.add(field);
        }
    }

    /** The values of the fields that {@code selector} names, in its order, out of a tuple that has these fields. */
    public List<Object> select(Fields selector, List<Object> tuple) {
        List<String> names = selector.fields;
        List<Object> selected = new ArrayList<>(names.size());
        for (int i = 0; i < names.size(); i++) {
            selected.add(tuple.get(fieldIndex(names.get(i))));
        }
        return selected;
    }

    /** A fresh list of the names. */
    public List<String> toList() {
        return new ArrayList<>(fields);
    }

    public int size() {
        return fields.size();
    }

    /** The name at a position. */
    public String get(int index) {
        return fields.get(index);
    }

    @Override
    public Iterator<String> iterator() {
        return fields.iterator();
    }

    /**
     * The position of a field.
     *
     * @throws IllegalArgumentException if there is no such field
     */
    public int fieldIndex(String field) {
        Integer position = index.get(field);
        if (position == null) {
            throw new IllegalArgumentException("Field '" + field + "' does not exist; the fields are " + fields);
        }
        return position;
    }

    /** Whether there is a field of this name. */
    public boolean contains(String field) {
        return index.containsKey(field);
    }

    @Override
    public String toString() {
        return fields.toString();
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Fields that && fields.equals(that.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }
}
