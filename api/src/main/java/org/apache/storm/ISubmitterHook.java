// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm;

import java.util.Map;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.generated.TopologyInfo;

/** Code that runs in the submitting client right after a topology was accepted; {@link Config#STORM_TOPOLOGY_SUBMISSION_NOTIFIER_PLUGIN}. */
public interface ISubmitterHook {

    /**
     * Tells of a submitted topology.
     *
     * @param topologyInfo its name, id, status and owner
     * @param topoConf its configuration
     * @param topology what was submitted
     */
    void notify(TopologyInfo topologyInfo, Map<String, Object> topoConf, StormTopology topology) throws IllegalAccessException;
}
