// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.state;

import java.io.Serializable;

/** A state's factory, with how many partitions it must have. */
public class StateSpec implements Serializable {
    private static final long serialVersionUID = 1L;

    public StateFactory stateFactory;
    /** Null if any number will do. */
    public Integer requiredNumPartitions = null;

    public StateSpec(StateFactory stateFactory) {
        this.stateFactory = stateFactory;
    }
}
