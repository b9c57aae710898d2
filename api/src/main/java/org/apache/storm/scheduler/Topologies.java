// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.scheduler;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All topologies, by id and by name. */
public class Topologies implements Iterable<TopologyDetails> {
    private final Map<String, TopologyDetails> byId;
    private final Map<String, TopologyDetails> byName;

    public Topologies(TopologyDetails... details) {
        this(index(details));
    }

    /** Takes the topologies by id. */
    public Topologies(Map<String, TopologyDetails> topologies) {
        byId = new LinkedHashMap<>(topologies);
        byName = new HashMap<>();
        byId.values().forEach(topology -> byName.put(topology.getName(), topology));
    }

    public Topologies(Topologies src) {
        this(src.byId);
    }

    private static Map<String, TopologyDetails> index(TopologyDetails... details) {
        Map<String, TopologyDetails> topologies = new LinkedHashMap<>();
        for (TopologyDetails topology : details) {
            if (topologies.put(topology.getId(), topology) != null) {
                throw new IllegalArgumentException("topology " + topology.getId() + " is given twice");
            }
        }
        return topologies;
    }

    public Collection<String> getAllIds() {
        return byId.keySet();
    }

    /** The topology of that id, or null. */
    public TopologyDetails getById(String topologyId) {
        return byId.get(topologyId);
    }

    /** The topology of that name, or null. */
    public TopologyDetails getByName(String topologyName) {
        return byName.get(topologyName);
    }

    public Collection<TopologyDetails> getTopologies() {
        return byId.values();
    }

    /** The topologies that a user submitted. */
    public Collection<TopologyDetails> getTopologiesOwnedBy(String user) {
        List<TopologyDetails> owned = new ArrayList<>();
        for (TopologyDetails topology : byId.values()) {
            if (topology.getTopologySubmitter().equals(user)) {
                owned.add(topology);
            }
        }
        return owned;
    }

    @Override
    public Iterator<TopologyDetails> iterator() {
        return byId.values().iterator();
    }

    @Override
    public String toString() {
        return "topologies " + byId.keySet();
    }
}
