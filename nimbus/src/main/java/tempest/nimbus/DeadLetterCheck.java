// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import java.util.Map;
import org.apache.storm.generated.ComponentCommon;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.generated.InvalidTopologyException;
import org.apache.storm.generated.StormTopology;
import tempest.cluster.ConfigReader;
import tempest.cluster.DeadLetterSettings;
import tempest.cluster.Json;
import tempest.cluster.SystemTopology;

/** Whether what a topology says of its dead letters can be meant. Pure functions; any thread. */
final class DeadLetterCheck {
    private DeadLetterCheck() {
    }

    /**
     * Throws one line that says what is wrong and what would be right.
     *
     * @param conf complete
     * @param userConf what the user set
     */
    static void check(Map<String, Object> conf, Map<String, Object> userConf, StormTopology topology) throws InvalidTopologyException {
        DeadLetterSettings settings = DeadLetterSettings.of(conf);
        if (userConf.get(DeadLetterSettings.AFTER) != null && new ConfigReader(conf).integer("topology.acker.executors", 1, 0) == 0) {
            throw new InvalidTopologyException(DeadLetterSettings.AFTER + " is " + settings.after() + ", but topology.acker.executors is 0: what is not"
                + " tracked never fails; leave one of them out");
        }
        for (Map.Entry<String, ComponentCommon> component : SystemTopology.components(topology).entrySet()) {
            if (Json.parse(component.getValue().get_json_conf()).get(DeadLetterSettings.AFTER) != null) {
                throw new InvalidTopologyException("component '" + component.getKey() + "' sets " + DeadLetterSettings.AFTER
                    + ", which counts for the whole topology; set it in the topology's configuration");
            }
            for (GlobalStreamId input : component.getValue().get_inputs().keySet()) {
                if (input.get_streamId().equals(DeadLetterSettings.STREAM)) {
                    checkReader(component.getKey(), input.get_componentId(), settings, topology);
                }
            }
        }
    }

    private static void checkReader(String reader, String source, DeadLetterSettings settings, StormTopology topology) throws InvalidTopologyException {
        if (!settings.isOn()) {
            throw new InvalidTopologyException("component '" + reader + "' reads the dead letters of '" + source + "', but " + DeadLetterSettings.AFTER
                + " is not set; set it to the number of failures after which a tuple is one");
        }
        if (!topology.get_bolts().containsKey(source) || !DeadLetterSettings.isUsers(source)) {
            throw new InvalidTopologyException("component '" + reader + "' reads the dead letters of '" + source + "', which is no bolt of the topology's");
        }
    }
}
