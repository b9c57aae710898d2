// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.flux.model;

import org.apache.storm.flux.api.FluxException;

/** A property to set on an object once it is made: a value, or a component by reference. */
public class PropertyDef extends Located {
    private String name;
    private Object value;
    private String ref;

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public Object getValue() {
        return value;
    }

    public void setValue(Object value) {
        if (value != null && ref != null) {
            throw both();
        }
        this.value = value;
    }

    public String getRef() {
        return ref;
    }

    public void setRef(String ref) {
        if (ref != null && value != null) {
            throw both();
        }
        this.ref = ref;
    }

    public boolean isReference() {
        return ref != null;
    }

    private FluxException both() {
        return new FluxException(location(), "the property '" + name + "' has a value and a ref; give one of them");
    }
}
