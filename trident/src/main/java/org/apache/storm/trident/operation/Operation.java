// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.operation;

import java.io.Serializable;
import java.util.Map;

/**
 * User code that runs in a stage. It is serialized with the topology; each partition has a copy of its own, called by one thread.
 */
public interface Operation extends Serializable {
    /**
     * Called once per partition, before the first tuple.
     *
     * @param conf    the topology's configuration
     * @param context which partition this is, and metrics
     */
    void prepare(Map<String, Object> conf, TridentOperationContext context);

    /** Called when the worker stops in an orderly way. */
    void cleanup();
}
