// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.scheduling;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.Config;
import org.apache.storm.scheduler.Topologies;
import org.apache.storm.scheduler.TopologyDetails;
import org.apache.storm.utils.ObjectReader;

/**
 * Which topologies get machines of their own when each user may have so many: those that request machines
 * ({@code topology.isolate.machines}), the longest running first, until their user's share is used up.
 *
 * @param machines how many machines each isolated topology gets, by topology name
 * @param refused  why a topology gets none and does not run, by topology id
 */
public record IsolationRequests(Map<String, Integer> machines, Map<String, String> refused) {
    /** A pure function of what topologies request and users may have. A user without a share may have none. */
    public static IsolationRequests of(Topologies topologies, Map<String, Integer> shares) {
        List<TopologyDetails> byAge = new ArrayList<>(topologies.getTopologies());
        byAge.sort(Comparator.comparingInt(TopologyDetails::getLaunchTime).thenComparing(TopologyDetails::getId));
        Map<String, Integer> left = new HashMap<>(shares);
        Map<String, Integer> machines = new LinkedHashMap<>();
        Map<String, String> refused = new LinkedHashMap<>();
        for (TopologyDetails topology : byAge) {
            int wanted = ObjectReader.getInt(topology.getConf().get(Config.TOPOLOGY_ISOLATED_MACHINES), 0);
            if (wanted <= 0) {
                continue;
            }
            String user = topology.getTopologySubmitter();
            int mayHave = left.getOrDefault(user, 0);
            if (wanted > mayHave) {
                refused.put(topology.getId(), "Not scheduled: it asks for " + wanted + " machines of its own, and of the "
                    + shares.getOrDefault(user, 0) + " that user " + user + " may have " + mayHave + " are left");
            } else {
                left.put(user, mayHave - wanted);
                machines.put(topology.getName(), wanted);
            }
        }
        return new IsolationRequests(machines, refused);
    }
}
