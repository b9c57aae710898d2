// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.nimbus;

import java.util.Map;
import org.apache.storm.generated.InvalidTopologyException;
import org.apache.storm.generated.StormTopology;

/** Decides whether Nimbus accepts a topology; {@code nimbus.topology.validator}. Any thread calls it. */
public interface ITopologyValidator {

    /** Called once, before anything else. */
    void prepare(Map<String, Object> stormConf);

    /**
     * Refuses a topology by an exception that says why.
     *
     * @param topologyName its name
     * @param topologyConf its own configuration
     * @param topology what is submitted
     */
    void validate(String topologyName, Map<String, Object> topologyConf, StormTopology topology) throws InvalidTopologyException;
}
