// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.scheduler;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.storm.generated.ComponentType;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.generated.Grouping;

/** A spout or bolt of a topology with its executors and its neighbours. */
public class Component {
    private final String id;
    private final List<ExecutorDetails> execs;
    private final ComponentType type;
    private final Set<String> parents = new HashSet<>();
    private final Set<String> children = new HashSet<>();
    private final Map<GlobalStreamId, Grouping> inputs;

    public Component(ComponentType type, String id, List<ExecutorDetails> execs, Map<GlobalStreamId, Grouping> inputs) {
        this.type = type;
        this.id = id;
        this.execs = execs;
        this.inputs = inputs;
    }

    /** Notes that the child reads from this component, on both sides. */
    public void addChild(Component child) {
        children.add(child.id);
        child.parents.add(id);
    }

    public String getId() {
        return id;
    }

    public List<ExecutorDetails> getExecs() {
        return execs;
    }

    public ComponentType getType() {
        return type;
    }

    /** The ids of the components this one reads from. */
    public Set<String> getParents() {
        return parents;
    }

    /** The ids of the components that read from this one. */
    public Set<String> getChildren() {
        return children;
    }

    public Map<GlobalStreamId, Grouping> getInputs() {
        return inputs;
    }

    @Override
    public String toString() {
        return type + " " + id + " executors " + execs + " from " + parents + " to " + children;
    }
}
