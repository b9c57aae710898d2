// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.tuple;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;

/**
 * A tuple that shares its values with the tuple it was made of. Appending fields adds one segment in front of the parent's, projecting gives another
 * layout over the same segments: neither copies values. Immutable, so any thread may read it.
 */
public class TridentTupleView extends AbstractList<Object> implements TridentTuple, RandomAccess {
    /** No fields, no values. */
    public static final TridentTupleView EMPTY_TUPLE = new TridentTupleView(TupleLayout.fresh(new Fields()), new Object[0], null);

    private final TupleLayout layout;
    private final Object[] segment;
    private final TridentTupleView behind;

    TridentTupleView(TupleLayout layout, Object[] segment, TridentTupleView behind) {
        this.layout = layout;
        this.segment = segment;
        this.behind = behind;
    }

    /** A tuple of these values, for tests of operations. */
    public static TridentTuple createFreshTuple(Fields fields, List<Object> values) {
        return new FreshOutputFactory(fields).create(values);
    }

    /** A tuple of these values, for tests of operations. */
    public static TridentTuple createFreshTuple(Fields fields, Object... values) {
        return new FreshOutputFactory(fields).create(Arrays.asList(values));
    }

    @Override
    public Object get(int i) {
        int place = layout.places[i];
        TridentTupleView at = this;
        for (int back = place >>> 16; back > 0; back--) {
            at = at.behind;
        }
        return at.segment[place & 0xffff];
    }

    /** The values in an array of their own, unless the tuple is one segment in its own order: then it is that segment. */
    public Object[] row() {
        int[] places = layout.places;
        if (layout.segments == 1 && places.length == segment.length && inOrder(places)) {
            return segment;
        }
        Object[] row = new Object[places.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = get(i);
        }
        return row;
    }

    private static boolean inOrder(int[] places) {
        for (int i = 0; i < places.length; i++) {
            if (places[i] != i) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int size() {
        return layout.places.length;
    }

    @Override
    public List<Object> getValues() {
        return this;
    }

    @Override
    public boolean contains(String field) {
        return layout.has(field);
    }

    @Override
    public Fields getFields() {
        return layout.fields;
    }

    @Override
    public int fieldIndex(String field) {
        return layout.position(field);
    }

    @Override
    public List<Object> select(Fields selector) {
        Object[] values = new Object[selector.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = get(layout.position(selector.get(i)));
        }
        return Arrays.asList(values);
    }

    @Override
    public Object[] toArray() {
        Object[] values = new Object[size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = get(i);
        }
        return values;
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = 0; i < layout.places.length; i++) {
            hash = 31 * hash + Objects.hashCode(get(i));
        }
        return hash;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (!(other instanceof List<?> that) || that.size() != size()) {
            return false;
        }
        Iterator<?> theirs = that.iterator();
        for (int i = 0; i < layout.places.length; i++) {
            if (!Objects.equals(get(i), theirs.next())) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Object getValue(int i) {
        return get(i);
    }

    @Override
    public String getString(int i) {
        return (String) get(i);
    }

    @Override
    public Integer getInteger(int i) {
        return (Integer) get(i);
    }

    @Override
    public Long getLong(int i) {
        return (Long) get(i);
    }

    @Override
    public Boolean getBoolean(int i) {
        return (Boolean) get(i);
    }

    @Override
    public Short getShort(int i) {
        return (Short) get(i);
    }

    @Override
    public Byte getByte(int i) {
        return (Byte) get(i);
    }

    @Override
    public Double getDouble(int i) {
        return (Double) get(i);
    }

    @Override
    public Float getFloat(int i) {
        return (Float) get(i);
    }

    @Override
    public byte[] getBinary(int i) {
        return (byte[]) get(i);
    }

    @Override
    public Object getValueByField(String field) {
        return get(layout.position(field));
    }

    @Override
    public String getStringByField(String field) {
        return (String) getValueByField(field);
    }

    @Override
    public Integer getIntegerByField(String field) {
        return (Integer) getValueByField(field);
    }

    @Override
    public Long getLongByField(String field) {
        return (Long) getValueByField(field);
    }

    @Override
    public Boolean getBooleanByField(String field) {
        return (Boolean) getValueByField(field);
    }

    @Override
    public Short getShortByField(String field) {
        return (Short) getValueByField(field);
    }

    @Override
    public Byte getByteByField(String field) {
        return (Byte) getValueByField(field);
    }

    @Override
    public Double getDoubleByField(String field) {
        return (Double) getValueByField(field);
    }

    @Override
    public Float getFloatByField(String field) {
        return (Float) getValueByField(field);
    }

    @Override
    public byte[] getBinaryByField(String field) {
        return (byte[]) getValueByField(field);
    }

    /** Common to the factories below: a layout, and what follows from it. */
    abstract static class LayoutFactory implements Factory {
        private static final long serialVersionUID = 1L;

        final TupleLayout layout;

        LayoutFactory(TupleLayout layout) {
            this.layout = layout;
        }

        @Override
        public List<String> getOutputFields() {
            return layout.fields.toList();
        }

        @Override
        public int numDelegates() {
            return layout.segments;
        }

        static TupleLayout of(Factory factory) {
            return factory instanceof LayoutFactory own ? own.layout : TupleLayout.fresh(new Fields(factory.getOutputFields()));
        }
    }

    /** Makes tuples of values that come on their own. */
    public static class FreshOutputFactory extends LayoutFactory {
        private static final long serialVersionUID = 1L;

        public FreshOutputFactory(Fields selfFields) {
            super(TupleLayout.fresh(selfFields));
        }

        /** @throws IllegalArgumentException if there are not as many values as fields */
        public TridentTuple create(List<Object> selfVals) {
            if (selfVals.size() != layout.places.length) {
                throw wrongNumber(layout.fields, selfVals);
            }
            return of(selfVals.toArray());
        }

        /** Takes the array as it is: it must not be changed afterwards. */
        public TridentTupleView of(Object[] values) {
            return new TridentTupleView(layout, values, null);
        }
    }

    /** Makes tuples of the values of a tuple from another component. */
    public static class RootFactory extends LayoutFactory {
        private static final long serialVersionUID = 1L;

        public RootFactory(Fields inputFields) {
            super(TupleLayout.fresh(inputFields));
        }

        public TridentTuple create(Tuple parent) {
            return new TridentTupleView(layout, parent.getValues().toArray(), null);
        }
    }

    /** Appends values to tuples of a given shape. */
    public static class OperationOutputFactory extends LayoutFactory {
        private static final long serialVersionUID = 1L;

        private final Fields selfFields;

        public OperationOutputFactory(Factory parent, Fields selfFields) {
            super(of(parent).append(selfFields));
            this.selfFields = selfFields;
        }

        /** @throws IllegalArgumentException if there are not as many values as fields to append */
        public TridentTuple create(TridentTupleView parent, List<Object> selfVals) {
            if (selfVals.size() != selfFields.size()) {
                throw wrongNumber(selfFields, selfVals);
            }
            return append(parent, selfVals.toArray());
        }

        /** Takes the array as it is: it must not be changed afterwards. */
        public TridentTupleView append(TridentTupleView parent, Object[] values) {
            return new TridentTupleView(layout, values, parent);
        }
    }

    /** Takes some fields of tuples of a given shape. */
    public static class ProjectionFactory extends LayoutFactory {
        private static final long serialVersionUID = 1L;

        private final boolean same;

        /**
         * @param projectFields null for none
         * @throws IllegalArgumentException if the parent lacks a field
         */
        public ProjectionFactory(Factory parent, Fields projectFields) {
            super(of(parent).project(projectFields == null ? new Fields() : projectFields));
            same = of(parent).fields.equals(layout.fields);
        }

        public TridentTuple create(TridentTuple parent) {
            if (parent instanceof TridentTupleView view) {
                return of(view);
            }
            return new TridentTupleView(TupleLayout.fresh(layout.fields), parent.select(layout.fields).toArray(), null);
        }

        /** The same for a tuple of ours; the tuple itself if these are all of its fields. */
        public TridentTupleView of(TridentTupleView parent) {
            if (same) {
                return parent;
            }
            return layout.places.length == 0 ? EMPTY_TUPLE : new TridentTupleView(layout, parent.segment, parent.behind);
        }
    }

    private static IllegalArgumentException wrongNumber(Fields fields, List<Object> values) {
        return new IllegalArgumentException("emitted " + values.size() + " values " + values + " for the " + fields.size() + " fields " + fields);
    }
}
