// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.utils;

/** A reference that can be changed in place, by any thread. */
public class MutableObject {
    private Object value;

    public MutableObject() {
    }

    public MutableObject(Object o) {
        this.value = o;
    }

    public synchronized Object getObject() {
        return value;
    }

    public synchronized void setObject(Object o) {
        this.value = o;
    }
}
