// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.flux;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.storm.flux.api.FluxException;
import org.apache.storm.flux.model.BeanDef;
import org.apache.storm.flux.model.BeanReference;
import org.apache.storm.flux.model.ExecutionContext;
import org.apache.storm.flux.model.NearestName;
import org.apache.storm.flux.model.TopologyDef;

/** Makes components, each once and before whatever refers to it, in whatever order they stand in the file. Belongs to the thread that builds the topology. */
final class ComponentGraph {
    private final TopologyDef topology;
    private final ExecutionContext made;
    private final ObjectFactory factory = new ObjectFactory(this::get);
    /** Those that are being made, outermost first. */
    private final Set<String> open = new LinkedHashSet<>();
    private final Set<String> done = new LinkedHashSet<>();

    ComponentGraph(ExecutionContext context) {
        this.topology = context.getTopologyDef();
        this.made = context;
    }

    /** What makes objects that refer to these components. */
    ObjectFactory factory() {
        return factory;
    }

    void makeAll() {
        topology.getComponents().forEach(this::make);
    }

    private void make(BeanDef def) {
        if (!done.contains(def.getId())) {
            open.add(def.getId());
            made.addComponent(def.getId(), factory.make(def));
            open.remove(def.getId());
            done.add(def.getId());
        }
    }

    private Object get(BeanReference reference) {
        String id = reference.getId();
        BeanDef def = topology.getComponent(id);
        if (def == null) {
            throw missing(topology, reference);
        }
        if (open.contains(id)) {
            List<String> circle = List.copyOf(open);
            throw new FluxException(reference.location(), "components need each other: " + String.join(" -> ", circle.subList(circle.indexOf(id), circle.size()))
                + " -> " + id + "; none of them can be made first: take one of these refs out");
        }
        make(def);
        return made.getComponent(id);
    }

    static FluxException missing(TopologyDef topology, BeanReference reference) {
        String id = reference.getId();
        if (topology.getSpoutDef(id) != null || topology.getBoltDef(id) != null) {
            return new FluxException(reference.location(), "ref '" + id + "' leads to a spout or bolt; refs lead to what is under components");
        }
        List<String> known = topology.getComponents().stream().map(BeanDef::getId).toList();
        String hint = NearestName.hint(id, known);
        return new FluxException(reference.location(), "ref '" + id + "' leads to no component"
            + (hint.isEmpty() ? "; there are " + (known.isEmpty() ? "none" : String.join(", ", known)) : hint));
    }
}
