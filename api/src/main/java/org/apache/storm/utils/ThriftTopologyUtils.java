// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.utils;

import java.util.HashSet;
import java.util.Set;
import org.apache.storm.generated.ComponentCommon;
import org.apache.storm.generated.StormTopology;

/** Questions about a topology's Thrift structure. Stateless. */
public class ThriftTopologyUtils {

    public static boolean isWorkerHook(StormTopology._Fields f) {
        return f == StormTopology._Fields.WORKER_HOOKS;
    }

    public static boolean isDependencies(StormTopology._Fields f) {
        return f == StormTopology._Fields.DEPENDENCY_JARS || f == StormTopology._Fields.DEPENDENCY_ARTIFACTS;
    }

    /** The ids of all spouts, bolts and state spouts. */
    public static Set<String> getComponentIds(StormTopology topology) {
        Set<String> ids = new HashSet<>();
        if (topology.get_spouts() != null) {
            ids.addAll(topology.get_spouts().keySet());
        }
        if (topology.get_bolts() != null) {
            ids.addAll(topology.get_bolts().keySet());
        }
        if (topology.get_state_spouts() != null) {
            ids.addAll(topology.get_state_spouts().keySet());
        }
        return ids;
    }

    /** What a component declares; {@link IllegalArgumentException} if the topology has no such component. */
    public static ComponentCommon getComponentCommon(StormTopology topology, String componentId) {
        return Utils.getComponentCommon(topology, componentId);
    }
}
