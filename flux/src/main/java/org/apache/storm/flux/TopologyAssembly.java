// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.flux;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.flux.api.FluxException;
import org.apache.storm.flux.model.BeanDef;
import org.apache.storm.flux.model.BoltDef;
import org.apache.storm.flux.model.ExecutionContext;
import org.apache.storm.flux.model.GroupingDef;
import org.apache.storm.flux.model.NearestName;
import org.apache.storm.flux.model.SpoutDef;
import org.apache.storm.flux.model.StreamDef;
import org.apache.storm.flux.model.TopologyDef;
import org.apache.storm.flux.model.VertexDef;
import org.apache.storm.flux.model.WorkerHookDef;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.grouping.CustomStreamGrouping;
import org.apache.storm.hooks.IWorkerHook;
import org.apache.storm.topology.BoltDeclarer;
import org.apache.storm.topology.ComponentConfigurationDeclarer;
import org.apache.storm.topology.IBasicBolt;
import org.apache.storm.topology.IRichBolt;
import org.apache.storm.topology.IRichSpout;
import org.apache.storm.topology.IStatefulBolt;
import org.apache.storm.topology.IStatefulWindowedBolt;
import org.apache.storm.topology.IWindowedBolt;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.tuple.Fields;
import org.apache.storm.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a topology of spouts, bolts, streams and worker hooks. Belongs to the thread that builds the topology, and is used once. */
final class TopologyAssembly {
    private static final Logger LOG = LoggerFactory.getLogger(TopologyAssembly.class);

    private final TopologyBuilder builder = new TopologyBuilder();
    private final Map<String, BoltDeclarer> declarers = new HashMap<>();
    private final TopologyDef topology;
    private final ExecutionContext context;
    private final ObjectFactory factory;

    TopologyAssembly(ExecutionContext context, ObjectFactory factory) {
        this.topology = context.getTopologyDef();
        this.context = context;
        this.factory = factory;
    }

    StormTopology assemble() {
        // Streams are looked at first: a wrong id costs no user code its run.
        topology.getStreams().forEach(this::check);
        for (SpoutDef def : topology.getSpouts()) {
            IRichSpout spout = (IRichSpout) factory.make(def, "an IRichSpout", IRichSpout.class);
            context.addSpout(def.getId(), spout);
            size(builder.setSpout(def.getId(), spout, def.getParallelism()), def);
        }
        for (BoltDef def : topology.getBolts()) {
            context.addBolt(def.getId(), factory.make(def, "an IRichBolt, IBasicBolt, IWindowedBolt or IStatefulBolt", IRichBolt.class, IBasicBolt.class,
                IWindowedBolt.class, IStatefulBolt.class));
        }
        topology.getStreams().forEach(this::connect);
        for (BoltDef def : topology.getBolts()) {
            if (!declarers.containsKey(def.getId())) {
                LOG.warn("{}: the bolt '{}' is left out, since no stream leads to it", def.location(), def.getId());
            }
        }
        for (WorkerHookDef def : topology.getWorkerHooks()) {
            builder.addWorkerHook((IWorkerHook) factory.make(def, "an IWorkerHook", IWorkerHook.class));
        }
        return builder.createTopology();
    }

    private void check(StreamDef stream) {
        if (topology.getSpoutDef(stream.getFrom()) == null && topology.getBoltDef(stream.getFrom()) == null) {
            throw new FluxException(stream.location(), "this stream comes from '" + stream.getFrom() + "', which is no spout or bolt" + near(stream.getFrom(), true));
        }
        if (topology.getBoltDef(stream.getTo()) == null) {
            throw new FluxException(stream.location(), "this stream leads to '" + stream.getTo() + "', which is "
                + (topology.getSpoutDef(stream.getTo()) == null ? "no bolt" + near(stream.getTo(), false) : "a spout; tuples go to bolts only"));
        }
        GroupingDef grouping = stream.getGrouping();
        if (grouping == null || grouping.getType() == null) {
            throw new FluxException(stream.location(), "the stream from '" + stream.getFrom() + "' to '" + stream.getTo() + "' has no grouping with a type");
        }
        boolean fields = grouping.getType() == GroupingDef.Type.FIELDS;
        boolean args = grouping.getArgs() != null && !grouping.getArgs().isEmpty();
        if (fields && !args) {
            throw new FluxException(grouping.location(), "a FIELDS grouping needs the names of fields: args: [word]");
        }
        boolean custom = grouping.getType() == GroupingDef.Type.CUSTOM;
        if (custom && grouping.getCustomClass() == null) {
            throw new FluxException(grouping.location(), "a CUSTOM grouping needs a customClass with a className");
        }
        if (!fields && args || !custom && grouping.getCustomClass() != null) {
            LOG.warn("{}: {} of a {} grouping is not used", grouping.location(), !fields && args ? "args" : "customClass", grouping.getType());
        }
    }

    private String near(String id, boolean spoutsToo) {
        List<String> known = new ArrayList<>(topology.getBolts().stream().map(BeanDef::getId).toList());
        if (spoutsToo) {
            topology.getSpouts().forEach(spout -> known.add(spout.getId()));
        }
        String hint = NearestName.hint(id, known);
        return hint.isEmpty() ? "; there are " + (known.isEmpty() ? "none" : String.join(", ", known)) : hint;
    }

    private void connect(StreamDef stream) {
        GroupingDef grouping = stream.getGrouping();
        BoltDeclarer bolt = declarers.computeIfAbsent(stream.getTo(), id -> declare(topology.getBoltDef(id)));
        String from = stream.getFrom();
        String id = grouping.getStreamId() == null ? Utils.DEFAULT_STREAM_ID : grouping.getStreamId();
        switch (grouping.getType()) {
            case ALL -> bolt.allGrouping(from, id);
            case DIRECT -> bolt.directGrouping(from, id);
            case SHUFFLE -> bolt.shuffleGrouping(from, id);
            case LOCAL_OR_SHUFFLE -> bolt.localOrShuffleGrouping(from, id);
            case FIELDS -> bolt.fieldsGrouping(from, id, new Fields(grouping.getArgs()));
            case GLOBAL -> bolt.globalGrouping(from, id);
            case NONE -> bolt.noneGrouping(from, id);
            case CUSTOM -> bolt.customGrouping(from, id,
                (CustomStreamGrouping) factory.make(grouping.getCustomClass(), "a CustomStreamGrouping", CustomStreamGrouping.class));
            default -> throw new AssertionError(grouping.getType());
        }
    }

    /** A class may be several kinds of bolt: the one that says most counts. */
    private BoltDeclarer declare(BoltDef def) {
        Object bolt = context.getBolt(def.getId());
        BoltDeclarer declarer;
        if (bolt instanceof IStatefulWindowedBolt<?> stateful) {
            declarer = builder.setBolt(def.getId(), stateful, def.getParallelism());
        } else if (bolt instanceof IWindowedBolt windowed) {
            declarer = builder.setBolt(def.getId(), windowed, def.getParallelism());
        } else if (bolt instanceof IStatefulBolt<?> stateful) {
            declarer = builder.setBolt(def.getId(), stateful, def.getParallelism());
        } else if (bolt instanceof IRichBolt rich) {
            declarer = builder.setBolt(def.getId(), rich, def.getParallelism());
        } else {
            declarer = builder.setBolt(def.getId(), (IBasicBolt) bolt, def.getParallelism());
        }
        size(declarer, def);
        return declarer;
    }

    private static void size(ComponentConfigurationDeclarer<?> declarer, VertexDef def) {
        if (def.getNumTasks() > 0) {
            declarer.setNumTasks(def.getNumTasks());
        }
        if (def.getOnHeapMemoryLoad() >= 0 && def.getOffHeapMemoryLoad() >= 0) {
            declarer.setMemoryLoad(def.getOnHeapMemoryLoad(), def.getOffHeapMemoryLoad());
        } else if (def.getOnHeapMemoryLoad() >= 0) {
            declarer.setMemoryLoad(def.getOnHeapMemoryLoad());
        } else if (def.getOffHeapMemoryLoad() >= 0) {
            LOG.warn("{}: offHeapMemoryLoad of '{}' is not used without onHeapMemoryLoad", def.location(), def.getId());
        }
        if (def.getCpuLoad() >= 0) {
            declarer.setCPULoad(def.getCpuLoad());
        }
    }
}
