// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.operation.builtin;

/** Keeps the tuple with the least value in a field; of equals, the first. */
public class Min extends ComparisonAggregator<Comparable<Object>> {
    private static final long serialVersionUID = 1L;

    public Min(String inputFieldName) {
        super(inputFieldName);
    }

    @Override
    protected Comparable<Object> compare(Comparable<Object> value1, Comparable<Object> value2) {
        return value1.compareTo(value2) <= 0 ? value1 : value2;
    }
}
