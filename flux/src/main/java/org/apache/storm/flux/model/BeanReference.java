// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.flux.model;

/** {@code ref: "id"}: the component of that id, as an argument. */
public class BeanReference extends Located {
    public String id;

    public BeanReference() {
    }

    public BeanReference(String id) {
        this.id = id;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }
}
