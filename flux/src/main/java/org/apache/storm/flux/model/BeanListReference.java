// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.flux.model;

import java.util.List;

/** {@code reflist: ["a", "b"]}: a list of components, as one argument. */
public class BeanListReference extends Located {
    public List<String> ids;

    public BeanListReference() {
    }

    public BeanListReference(List<String> ids) {
        this.ids = ids;
    }

    public List<String> getIds() {
        return ids;
    }
}
