// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.flux.model;

import java.util.HashMap;
import java.util.Map;
import org.apache.storm.Config;
import org.apache.storm.topology.IRichSpout;

/** What was made of a definition so far. Belongs to the thread that builds the topology. */
public class ExecutionContext {
    private final TopologyDef topologyDef;
    private final Config config;
    private final Map<String, IRichSpout> spouts = new HashMap<>();
    private final Map<String, Object> bolts = new HashMap<>();
    private final Map<String, Object> components = new HashMap<>();

    public ExecutionContext(TopologyDef topologyDef, Config config) {
        this.topologyDef = topologyDef;
        this.config = config;
    }

    public TopologyDef getTopologyDef() {
        return topologyDef;
    }

    /** The topology's configuration, which a topology source is called with. */
    public Config config() {
        return config;
    }

    public void addSpout(String id, IRichSpout spout) {
        spouts.put(id, spout);
    }

    /** The spout of that id; null if none was made. */
    public IRichSpout spout(String id) {
        return spouts.get(id);
    }

    public void addBolt(String id, Object bolt) {
        bolts.put(id, bolt);
    }

    /** The bolt of that id; null if none was made. */
    public Object getBolt(String id) {
        return bolts.get(id);
    }

    public void addComponent(String id, Object value) {
        components.put(id, value);
    }

    /** The component of that id; null if none was made. */
    public Object getComponent(String id) {
        return components.get(id);
    }
}
