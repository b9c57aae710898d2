// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.nimbus;

import java.util.List;
import java.util.Map;
import org.apache.storm.generated.InvalidTopologyException;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.utils.WrappedInvalidTopologyException;

/** Refuses topologies whose components or streams have names that web addresses and metrics systems stumble over. */
public class StrictTopologyValidator implements ITopologyValidator {

    @Override
    public void prepare(Map stormConf) {
    }

    @Override
    public void validate(String topologyName, Map topologyConf, StormTopology topology) throws InvalidTopologyException {
        List<String> problems = TopologyNames.problems(topologyName, topology);
        if (!problems.isEmpty()) {
            throw new WrappedInvalidTopologyException(String.join("; ", problems));
        }
    }
}
