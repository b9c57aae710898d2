// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.testing;

import java.util.Arrays;
import java.util.List;

/** How {@code Testing.testTuple} makes a tuple; what is null stays at its default. */
public class MkTupleParam {
    private String stream;
    private String component;
    private List<String> fields;

    /** The tuple's stream, or null. */
    public String getStream() {
        return stream;
    }

    public void setStream(String stream) {
        this.stream = stream;
    }

    /** The tuple's source component, or null. */
    public String getComponent() {
        return component;
    }

    public void setComponent(String component) {
        this.component = component;
    }

    /** The names of the tuple's fields, or null. */
    public List<String> getFields() {
        return fields;
    }

    public void setFields(String... fields) {
        this.fields = Arrays.asList(fields);
    }

    public void setFieldsList(List<String> fields) {
        this.fields = fields;
    }
}
