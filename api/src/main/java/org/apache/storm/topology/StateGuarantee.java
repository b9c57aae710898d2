// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.storm.generated.InvalidTopologyException;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.utils.WrappedInvalidTopologyException;

/**
 * Rewrites a topology so that it keeps what {@code topology.state.guarantee} promises. A service: found on the class path where a topology is submitted, by the submitting
 * thread. {@code at-least-once} is what topologies keep as they are.
 */
public interface StateGuarantee {
    String KEY = "topology.state.guarantee";
    String AT_LEAST_ONCE = "at-least-once";

    /** The value of the key that asks for it. */
    String name();

    /**
     * The topology that keeps it; the one given is not changed.
     *
     * @param conf what the topology gets: its own settings over the cluster's
     * @throws InvalidTopologyException if it cannot; the message names the component or the key, and what would be right
     */
    StormTopology rewrite(StormTopology topology, Map<String, Object> conf) throws InvalidTopologyException;

    /** The topology that keeps what its configuration promises. */
    static StormTopology applied(StormTopology topology, Map<String, Object> conf) throws InvalidTopologyException {
        Object wanted = conf.get(KEY);
        if (wanted == null || wanted.equals(AT_LEAST_ONCE)) {
            return topology;
        }
        List<String> known = new ArrayList<>(List.of(AT_LEAST_ONCE));
        for (StateGuarantee each : ServiceLoader.load(StateGuarantee.class, StateGuarantee.class.getClassLoader())) {
            if (each.name().equals(wanted)) {
                return each.rewrite(topology, conf);
            }
            known.add(each.name());
        }
        throw new WrappedInvalidTopologyException("Configuration key " + KEY + " is '" + wanted + "', where it has to be " + String.join(" or ", known)
            + (known.size() > 1 ? "" : "; exactly-once needs the jar tempest-extensions on the class path"));
    }
}
