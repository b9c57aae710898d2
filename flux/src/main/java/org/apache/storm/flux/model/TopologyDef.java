// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.flux.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One YAML file of Flux with all that it includes. Belongs to one thread at a time; lists given in and out are copies. */
public class TopologyDef extends Located {
    private static final Logger LOG = LoggerFactory.getLogger(TopologyDef.class);

    private final Map<String, BeanDef> components = new LinkedHashMap<>();
    private final Map<String, SpoutDef> spouts = new LinkedHashMap<>();
    private final Map<String, BoltDef> bolts = new LinkedHashMap<>();
    private final Map<String, WorkerHookDef> workerHooks = new LinkedHashMap<>();
    private final List<StreamDef> streams = new ArrayList<>();
    private String name;
    private List<IncludeDef> includes;
    private Map<String, Object> config;
    private TopologySourceDef topologySource;

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    /** Sets the name unless there is one already that must stay. */
    public void setName(String newName, boolean override) {
        if (newName != null && (name == null || override)) {
            name = newName;
        }
    }

    public Map<String, Object> getConfig() {
        return config;
    }

    public void setConfig(Map<String, Object> config) {
        this.config = config;
    }

    public List<IncludeDef> getIncludes() {
        return includes;
    }

    public void setIncludes(List<IncludeDef> includes) {
        this.includes = includes;
    }

    public List<StreamDef> getStreams() {
        return new ArrayList<>(streams);
    }

    public void setStreams(List<StreamDef> newStreams) {
        streams.clear();
        streams.addAll(orNone(newStreams));
    }

    /** Adds streams; one between the same two, of the same stream id, replaces the one that is there if {@code override}, else it is left out. */
    public void addAllStreams(List<StreamDef> more, boolean override) {
        for (StreamDef stream : orNone(more)) {
            boolean there = streams.stream().anyMatch(s -> same(s, stream));
            if (there && override) {
                streams.removeIf(s -> same(s, stream));
            }
            if (there && !override) {
                LOG.warn("{}: the stream from '{}' to '{}' is left out, since the including file has it, too", stream.location(), stream.getFrom(), stream.getTo());
            } else {
                streams.add(stream);
            }
        }
    }

    public List<SpoutDef> getSpouts() {
        return new ArrayList<>(spouts.values());
    }

    public void setSpouts(List<SpoutDef> newSpouts) {
        spouts.clear();
        orNone(newSpouts).forEach(def -> spouts.put(def.getId(), def));
    }

    /** The spout of that id; null if there is none. */
    public SpoutDef getSpoutDef(String id) {
        return spouts.get(id);
    }

    /** Adds spouts; one of an id that is taken replaces the one that is there if {@code override}, else it is left out. */
    public void addAllSpouts(List<SpoutDef> more, boolean override) {
        addAll("spout", spouts, more, override);
    }

    public List<BoltDef> getBolts() {
        return new ArrayList<>(bolts.values());
    }

    public void setBolts(List<BoltDef> newBolts) {
        bolts.clear();
        orNone(newBolts).forEach(def -> bolts.put(def.getId(), def));
    }

    /** The bolt of that id; null if there is none. */
    public BoltDef getBoltDef(String id) {
        return bolts.get(id);
    }

    /** Adds bolts; one of an id that is taken replaces the one that is there if {@code override}, else it is left out. */
    public void addAllBolts(List<BoltDef> more, boolean override) {
        addAll("bolt", bolts, more, override);
    }

    public List<BeanDef> getComponents() {
        return new ArrayList<>(components.values());
    }

    public void setComponents(List<BeanDef> newComponents) {
        components.clear();
        orNone(newComponents).forEach(def -> components.put(def.getId(), def));
    }

    /** The component of that id; null if there is none. */
    public BeanDef getComponent(String id) {
        return components.get(id);
    }

    /** Adds components; one of an id that is taken replaces the one that is there if {@code override}, else it is left out. */
    public void addAllComponents(List<BeanDef> more, boolean override) {
        addAll("component", components, more, override);
    }

    public List<WorkerHookDef> getWorkerHooks() {
        return new ArrayList<>(workerHooks.values());
    }

    public void setWorkerHooks(List<WorkerHookDef> newWorkerHooks) {
        workerHooks.clear();
        orNone(newWorkerHooks).forEach(def -> workerHooks.put(def.getId(), def));
    }

    /** The worker hook of that id; null if there is none. */
    public WorkerHookDef getWorkerHook(String id) {
        return workerHooks.get(id);
    }

    /** Adds worker hooks; one of an id that is taken replaces the one that is there if {@code override}, else it is left out. */
    public void addAllWorkerHooks(List<WorkerHookDef> more, boolean override) {
        addAll("worker hook", workerHooks, more, override);
    }

    /** How many executors the bolt of that id asks for; it must exist. */
    public int parallelismForBolt(String boltId) {
        return bolts.get(boltId).getParallelism();
    }

    public TopologySourceDef getTopologySource() {
        return topologySource;
    }

    public void setTopologySource(TopologySourceDef topologySource) {
        this.topologySource = topologySource;
    }

    /** Whether spouts, bolts and streams are given here, and not by a class. */
    public boolean isDslTopology() {
        return topologySource == null;
    }

    /** Whether there is not both a topology source and a spout, bolt or stream. */
    public boolean validate() {
        return isDslTopology() || (spouts.isEmpty() && bolts.isEmpty() && streams.isEmpty());
    }

    private static <T> List<T> orNone(List<T> list) {
        return list == null ? List.of() : list;
    }

    private static boolean same(StreamDef one, StreamDef other) {
        return Objects.equals(one.getFrom(), other.getFrom()) && Objects.equals(one.getTo(), other.getTo()) && Objects.equals(streamId(one), streamId(other));
    }

    private static String streamId(StreamDef stream) {
        return stream.getGrouping() == null ? null : stream.getGrouping().getStreamId();
    }

    private static <T extends BeanDef> void addAll(String what, Map<String, T> there, List<T> more, boolean override) {
        for (T def : orNone(more)) {
            if (override) {
                there.put(def.getId(), def);
            } else if (there.putIfAbsent(def.getId(), def) != null) {
                LOG.warn("{}: the {} '{}' is left out, since the including file has one, too", def.location(), what, def.getId());
            }
        }
    }
}
