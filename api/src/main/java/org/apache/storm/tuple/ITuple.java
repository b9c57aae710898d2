// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.tuple;

import java.util.List;

/**
 * A list of values with named fields.
 *
 * <p>The typed getters cast, they do not convert: a {@link ClassCastException} means that the value has another type. A field name that is
 * not declared is an {@link IllegalArgumentException}; an index out of range an {@link IndexOutOfBoundsException}.
 */
public interface ITuple {
    /** The number of values. */
    int size();

    /** Whether there is a field of this name. */
    boolean contains(String field);

    /** The names of the fields, in the order of the values. */
    Fields getFields();

    /** The position of a field. */
    int fieldIndex(String field);

    /** The values of some fields, in the order asked for. */
    List<Object> select(Fields selector);

    Object getValue(int i);

    String getString(int i);

    Integer getInteger(int i);

    Long getLong(int i);

    Boolean getBoolean(int i);

    Short getShort(int i);

    Byte getByte(int i);

    Double getDouble(int i);

    Float getFloat(int i);

    /** The byte array at a position. It is the array itself, not a copy. */
    byte[] getBinary(int i);

    Object getValueByField(String field);

    String getStringByField(String field);

    Integer getIntegerByField(String field);

    Long getLongByField(String field);

    Boolean getBooleanByField(String field);

    Short getShortByField(String field);

    Byte getByteByField(String field);

    Double getDoubleByField(String field);

    Float getFloatByField(String field);

    /** The byte array of a field. It is the array itself, not a copy. */
    byte[] getBinaryByField(String field);

    /** All values. The list is shared with every other receiver of the tuple: treat it as read-only. */
    List<Object> getValues();
}
