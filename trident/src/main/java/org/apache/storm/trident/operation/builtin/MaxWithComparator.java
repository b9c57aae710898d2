// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.operation.builtin;

import java.util.Comparator;

/** Keeps the tuple that is greatest by a comparator; of equals, the first. The comparator must be serializable. */
public class MaxWithComparator<T> extends ComparisonAggregator<T> {
    private static final long serialVersionUID = 1L;

    private final Comparator<T> comparator;

    /** Compares tuples. */
    public MaxWithComparator(Comparator<T> comparator) {
        this(null, comparator);
    }

    /** Compares the values of one field. */
    public MaxWithComparator(String inputFieldName, Comparator<T> comparator) {
        super(inputFieldName);
        this.comparator = comparator;
    }

    @Override
    protected T compare(T value1, T value2) {
        return comparator.compare(value1, value2) >= 0 ? value1 : value2;
    }

    @Override
    public String toString() {
        return "MaxWithComparator(" + comparator + ")";
    }
}
