// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.nimbus;

import java.util.Map;
import org.apache.storm.generated.InvalidTopologyException;
import org.apache.storm.generated.StormTopology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts every topology, and warns of components and streams whose names {@link StrictTopologyValidator} would refuse. */
public class DefaultTopologyValidator implements ITopologyValidator {
    private static final Logger LOG = LoggerFactory.getLogger(DefaultTopologyValidator.class);

    @Override
    public void prepare(Map<String, Object> stormConf) {
    }

    @Override
    public void validate(String topologyName, Map topologyConf, StormTopology topology) throws InvalidTopologyException {
        for (String problem : TopologyNames.problems(topologyName, topology)) {
            LOG.warn("{}", problem);
        }
    }
}
