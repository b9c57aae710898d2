// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.nimbus;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.storm.generated.Bolt;
import org.apache.storm.generated.ComponentCommon;
import org.apache.storm.generated.SpoutSpec;
import org.apache.storm.generated.StormTopology;

/** Looks for names with dots or colons in a topology. Stateless. */
final class TopologyNames {

    private TopologyNames() {
    }

    /** One sentence for each name that is not as it should be. */
    static List<String> problems(String topologyName, StormTopology topology) {
        Map<String, ComponentCommon> components = new TreeMap<>();
        if (topology.get_spouts() != null) {
            for (Map.Entry<String, SpoutSpec> spout : topology.get_spouts().entrySet()) {
                components.put(spout.getKey(), spout.getValue().get_common());
            }
        }
        if (topology.get_bolts() != null) {
            for (Map.Entry<String, Bolt> bolt : topology.get_bolts().entrySet()) {
                components.put(bolt.getKey(), bolt.getValue().get_common());
            }
        }
        List<String> problems = new ArrayList<>();
        check(topologyName, "Topology name", problems);
        components.forEach((id, common) -> {
            check(id, "Component id", problems);
            if (common.get_streams() != null) {
                common.get_streams().keySet().forEach(stream -> check(stream, "Stream id of component " + id + ",", problems));
            }
        });
        return problems;
    }

    private static void check(String name, String what, List<String> problems) {
        if (name.indexOf('.') >= 0 || name.indexOf(':') >= 0) {
            problems.add(what + " \"" + name + "\" has a dot or colon; it should have neither");
        }
    }
}
