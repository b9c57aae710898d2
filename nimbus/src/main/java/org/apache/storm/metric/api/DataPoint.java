// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.metric.api;

/** A figure of the cluster or of a supervisor: its name, and mostly a number. */
public class DataPoint {
    private String name;
    private Object value;

    /** A point without a name, for serializers. */
    public DataPoint() {
    }

    public DataPoint(String name, Object value) {
        this.name = name;
        this.value = value;
    }

    public String getName() {
        return name;
    }

    public Object getValue() {
        return value;
    }

    @Override
    public String toString() {
        return "[" + name + " = " + value + "]";
    }
}
