// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.topology.base;

import java.util.Map;
import org.apache.storm.topology.IComponent;

/** A component without configuration of its own. */
public abstract class BaseComponent implements IComponent {
    private static final long serialVersionUID = -892888971805729161L;

    @Override
    public Map<String, Object> getComponentConfiguration() {
        return null;
    }
}
