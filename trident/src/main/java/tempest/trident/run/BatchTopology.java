// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.storm.generated.SharedMemory;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.topology.IRichSpout;
import org.apache.storm.trident.spout.ITridentSpout;
import org.apache.storm.tuple.Fields;

/**
 * Builds a topology of plain spouts and bolts from components that the planner describes. One thread, the submitting
 * one; it runs nothing itself.
 */
public final class BatchTopology {
    private final List<String> groups = new ArrayList<>();
    private final Map<String, Component> components = new LinkedHashMap<>();
    private final Map<String, Number> coordinatorResources = new LinkedHashMap<>();

    /** A batch group: sources whose batches advance together under one coordinator. @return its number */
    public int group(String name) {
        groups.add(name);
        return groups.size() - 1;
    }

    /**
     * A component that runs the emitters of a spout; the rows they emit are input 0 of its stage, so its first declared input is 1.
     *
     * @param transactionId the name under which ZooKeeper keeps the spout's state, the first argument of {@code newStream}
     */
    public Component source(String id, int group, String transactionId, ITridentSpout<?> spout, BatchStage stage) {
        Component c = add(id, stage);
        c.spout = spout;
        c.transactionId = transactionId;
        c.sourceGroup = group;
        c.groups.add(group);
        return c;
    }

    /**
     * A spout each tuple of which is a batch of its own (DRPC). Its tuples are output 0, on the spout's default stream; it has no stage. The group
     * must have no other source.
     */
    public Component requests(String id, int group, IRichSpout spout) {
        Component c = add(id, null);
        c.requests = spout;
        c.groups.add(group);
        return c;
    }

    /** A component without a spout. */
    public Component stage(String id, BatchStage stage) {
        return add(id, stage);
    }

    /** The resources of each coordinator, by name. */
    public BatchTopology coordinatorResources(Map<String, Number> amounts) {
        coordinatorResources.putAll(amounts);
        return this;
    }

    private Component add(String id, BatchStage stage) {
        Component c = new Component(id, stage);
        if (components.putIfAbsent(id, c) != null) {
            throw new IllegalArgumentException("two components are named \"" + id + "\"");
        }
        return c;
    }

    /** @throws IllegalArgumentException if rows go in a cycle, a group has no source, or two sources share a transaction id */
    public StormTopology build() {
        return new TopologyAssembler(groups, components.values(), coordinatorResources).topology();
    }

    /** One component, while it is being described. */
    public static final class Component {
        final String id;
        final BatchStage stage;
        final TreeSet<Integer> groups = new TreeSet<>();
        final TreeSet<Integer> commits = new TreeSet<>();
        final List<Output> outputs = new ArrayList<>();
        final List<Input> inputs = new ArrayList<>();
        final Map<String, Number> resources = new LinkedHashMap<>();
        final Map<String, Object> configuration = new LinkedHashMap<>();
        final Set<SharedMemory> sharedMemory = new LinkedHashSet<>();
        ITridentSpout<?> spout;
        String transactionId;
        int sourceGroup;
        IRichSpout requests;
        Integer parallelism;

        private Component(String id, BatchStage stage) {
            this.id = id;
            this.stage = stage;
        }

        /** A stream it emits. @return the index for {@link BatchOutput#emit} */
        public int output(String stream, Fields fields) {
            outputs.add(new Output(stream, fields));
            return outputs.size() - 1;
        }

        /** A stream it takes, of batches of one group. @return the index that {@link BatchStage#take} is given */
        public int input(int group, Component from, int output, Partitioning partitioning) {
            inputs.add(new Input(group, from, output, partitioning));
            groups.add(group);
            return inputs.size() - 1 + firstInput();
        }

        /** Batches of this group are finished here strictly in order, each after all earlier ones are complete. */
        public Component commits(int group) {
            commits.add(group);
            return this;
        }

        /** @param tasks null for one */
        public Component parallelism(Integer tasks) {
            this.parallelism = tasks;
            return this;
        }

        /** The resources of each task, by name. */
        public Component resources(Map<String, Number> amounts) {
            this.resources.putAll(amounts);
            return this;
        }

        /** Memory its tasks share. */
        public Component sharedMemory(Set<SharedMemory> regions) {
            sharedMemory.addAll(regions);
            return this;
        }

        /** Component-specific configuration. */
        public Component configuration(Map<String, Object> settings) {
            this.configuration.putAll(settings);
            return this;
        }

        public String id() {
            return id;
        }

        /** Input 0 of a source is its spout. */
        int firstInput() {
            return spout == null ? 0 : 1;
        }
    }

    record Output(String stream, Fields fields) { }

    record Input(int group, Component from, int output, Partitioning partitioning) { }
}
