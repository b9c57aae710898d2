// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.flux.parser;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.storm.flux.api.FluxException;
import org.apache.storm.flux.model.BeanDef;
import org.apache.storm.flux.model.BeanListReference;
import org.apache.storm.flux.model.BeanReference;
import org.apache.storm.flux.model.BoltDef;
import org.apache.storm.flux.model.ConfigMethodDef;
import org.apache.storm.flux.model.GroupingDef;
import org.apache.storm.flux.model.IncludeDef;
import org.apache.storm.flux.model.Located;
import org.apache.storm.flux.model.ObjectDef;
import org.apache.storm.flux.model.PropertyDef;
import org.apache.storm.flux.model.SpoutDef;
import org.apache.storm.flux.model.StreamDef;
import org.apache.storm.flux.model.TopologyDef;
import org.apache.storm.flux.model.TopologySourceDef;
import org.apache.storm.flux.model.VertexDef;
import org.apache.storm.flux.model.WorkerHookDef;
import org.apache.storm.shade.org.yaml.snakeyaml.nodes.MappingNode;
import org.apache.storm.shade.org.yaml.snakeyaml.nodes.Node;
import org.apache.storm.shade.org.yaml.snakeyaml.nodes.ScalarNode;

/** Makes the model of one file, with the line of each part in it. Belongs to the thread that reads the file; never follows an include. */
final class DefinitionReader {
    private static final int UNSET = -1;

    private final YamlSource source;

    DefinitionReader(YamlSource source) {
        this.source = source;
    }

    TopologyDef topology(Node root) {
        Section section = new Section(source, Shape.TOPOLOGY, root);
        TopologyDef topology = new TopologyDef();
        topology.at(source.name());
        topology.setName(section.text("name"));
        topology.setConfig(section.map("config"));
        topology.setIncludes(section.parts("includes", DefinitionReader::include));
        topology.setComponents(once("component", new HashMap<>(), section.parts("components", s -> bean(s, BeanDef::new))));
        Map<String, String> vertices = new HashMap<>();
        topology.setSpouts(once("spout or bolt", vertices, section.parts("spouts", s -> vertex(s, SpoutDef::new))));
        topology.setBolts(once("spout or bolt", vertices, section.parts("bolts", s -> vertex(s, BoltDef::new))));
        topology.setStreams(section.parts("streams", this::stream));
        topology.setWorkerHooks(once("worker hook", new HashMap<>(), section.parts("workerHooks", s -> bean(s, WorkerHookDef::new))));
        Section maker = section.part("topologySource");
        topology.setTopologySource(maker == null ? null : topologySource(maker));
        return topology;
    }

    /** Refuses a second one of an id. */
    private static <T extends BeanDef> List<T> once(String what, Map<String, String> places, List<T> defs) {
        if (defs != null) {
            for (T def : defs) {
                String first = places.putIfAbsent(def.getId(), def.location());
                if (first != null) {
                    throw new FluxException(def.location(),
                        "there is a " + what + " with the id '" + def.getId() + "' already, at " + first + "; give each an id of its own");
                }
            }
        }
        return defs;
    }

    private static IncludeDef include(Section section) {
        IncludeDef include = at(section, new IncludeDef());
        include.setFile(section.text("file"));
        include.setResource(section.flag("resource"));
        include.setOverride(section.flag("override"));
        return include;
    }

    private static <T extends Located> T at(Section section, T part) {
        part.at(section.location());
        return part;
    }

    private <T extends ObjectDef> T object(Section section, T object) {
        at(section, object);
        object.setClassName(section.text("className"));
        object.setConstructorArgs(section.each("constructorArgs", this::argument));
        object.setFactory(section.text("factory"));
        object.setFactoryArgs(section.each("factoryArgs", this::argument));
        object.setProperties(section.parts("properties", DefinitionReader::property));
        object.setConfigMethods(section.parts("configMethods", this::method));
        if (section.has("factoryArgs") && !object.hasFactory()) {
            throw section.error("factoryArgs", "factoryArgs without a factory; name the static method under factory, or call them constructorArgs");
        }
        if (object.hasFactory() && section.has("constructorArgs")) {
            throw section.error("constructorArgs", "constructorArgs beside a factory; call them factoryArgs");
        }
        return object;
    }

    private <T extends BeanDef> T bean(Section section, Supplier<T> maker) {
        T bean = object(section, maker.get());
        bean.setId(section.text("id"));
        return bean;
    }

    private <T extends VertexDef> T vertex(Section section, Supplier<T> maker) {
        T vertex = bean(section, maker);
        vertex.setParallelism(section.whole("parallelism", 1, vertex.getParallelism()));
        vertex.setNumTasks(section.whole("numTasks", 1, UNSET));
        vertex.setOnHeapMemoryLoad(section.whole("onHeapMemoryLoad", 0, UNSET));
        vertex.setOffHeapMemoryLoad(section.whole("offHeapMemoryLoad", 0, UNSET));
        vertex.setCpuLoad(section.whole("cpuLoad", 0, UNSET));
        return vertex;
    }

    private TopologySourceDef topologySource(Section section) {
        TopologySourceDef maker = object(section, new TopologySourceDef());
        if (section.has("methodName")) {
            maker.setMethodName(section.text("methodName"));
        }
        return maker;
    }

    private static PropertyDef property(Section section) {
        PropertyDef property = at(section, new PropertyDef());
        property.setName(section.text("name"));
        property.setValue(section.value("value"));
        property.setRef(section.text("ref"));
        return property;
    }

    private ConfigMethodDef method(Section section) {
        ConfigMethodDef method = at(section, new ConfigMethodDef());
        method.setName(section.text("name"));
        method.setArgs(section.each("args", this::argument));
        return method;
    }

    private StreamDef stream(Section section) {
        StreamDef stream = at(section, new StreamDef());
        stream.setName(section.text("name"));
        stream.setFrom(section.text("from"));
        stream.setTo(section.text("to"));
        Section given = section.part("grouping");
        GroupingDef grouping = at(given, new GroupingDef());
        grouping.setType(given.oneOf("type", GroupingDef.Type.class));
        grouping.setStreamId(given.text("streamId"));
        grouping.setArgs(given.texts("args"));
        Section custom = given.part("customClass");
        grouping.setCustomClass(custom == null ? null : object(custom, new ObjectDef()));
        stream.setGrouping(grouping);
        return stream;
    }

    /** A mapping of nothing but ref or reflist is a reference; anything else is a value. */
    private Object argument(Node node) {
        if (node instanceof MappingNode mapping && mapping.getValue().size() == 1 && mapping.getValue().get(0).getKeyNode() instanceof ScalarNode key) {
            if (key.getValue().equals("ref")) {
                Section section = new Section(source, Shape.REF, node);
                return at(section, new BeanReference(section.text("ref")));
            }
            if (key.getValue().equals("reflist")) {
                Section section = new Section(source, Shape.REF_LIST, node);
                return at(section, new BeanListReference(section.texts("reflist")));
            }
        }
        return source.value(node);
    }
}
