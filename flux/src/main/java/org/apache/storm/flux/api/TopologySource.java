// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.flux.api;

import java.util.Map;
import org.apache.storm.generated.StormTopology;

/** A class of the user's that makes a topology; named by {@code topologySource} in a YAML file. Called once, by the main thread. */
public interface TopologySource {
    /**
     * Makes the topology.
     *
     * @param config what the file has under {@code config}; never null
     * @return the topology; never null
     */
    StormTopology getTopology(Map<String, Object> config);
}
