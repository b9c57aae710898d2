// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.state;

import java.util.Map;
import org.apache.storm.task.TopologyContext;

/** Makes the state of tasks: named by {@code topology.state.provider}. */
public interface StateProvider {
    /**
     * @param namespace what tells this state from others; the same after a restart of the task
     */
    State newState(String namespace, Map<String, Object> topoConf, TopologyContext context);
}
