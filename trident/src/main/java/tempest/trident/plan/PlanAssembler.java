// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.plan;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.storm.generated.SharedMemory;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.trident.operation.DefaultResourceDeclarer;
import tempest.trident.run.BatchTopology;
import tempest.trident.stage.Stage;

/** Builds the runtime's {@link BatchTopology} from a plan. One thread, once per topology. */
final class PlanAssembler {
    private final List<Part> parts;
    private final BatchGroups groups;
    private final DefaultResourceDeclarer<?> defaults;
    private final BatchTopology topology = new BatchTopology();
    private final Map<Part, BatchTopology.Component> components = new HashMap<>();
    private final Map<Part, Stage> stages = new HashMap<>();

    PlanAssembler(List<Part> parts, BatchGroups groups, DefaultResourceDeclarer<?> defaults, DefaultResourceDeclarer<?> coordinator) {
        this.parts = parts;
        this.groups = groups;
        this.defaults = defaults;
        topology.coordinatorResources(coordinator.getResources());
    }

    StormTopology topology() {
        assemble();
        return topology.build();
    }

    /** The stage of each component that has one, for tests that run them without a cluster. */
    Map<Part, Stage> stages() {
        assemble();
        return stages;
    }

    private void assemble() {
        for (int g = 0; g < groups.count; g++) {
            topology.group("bg" + g);
        }
        for (Part part : parts) {
            BatchTopology.Component component = component(part);
            component.parallelism(part.tasks).resources(resources(part)).sharedMemory(sharedMemory(part));
            part.commits.forEach(component::commits);
            part.outputs.values().forEach(output -> component.output(output.stream(), output.fields()));
            components.put(part, component);
        }
        for (Part part : parts) {
            for (Part.Input input : part.inputs) {
                components.get(part).input(input.group(), components.get(input.from()), input.output().number(),
                    input.edge().partitioning(input.output().fields()));
            }
            if (stages.containsKey(part)) {
                fill(stages.get(part), part);
            }
        }
    }

    private BatchTopology.Component component(Part part) {
        Node source = part.source();
        if (source != null && source.work instanceof Work.Requests requests) {
            return topology.requests(part.id, groups.of(source), requests.spout());
        }
        Stage stage = new Stage();
        stages.put(part, stage);
        if (source != null) {
            Work.Source spout = (Work.Source) source.work;
            return topology.source(part.id, groups.of(source), spout.transactionId(), spout.spout(), stage);
        }
        return topology.stage(part.id, stage);
    }

    private void fill(Stage stage, Part part) {
        Map<Node, Integer> placed = new HashMap<>();
        Map<Part.Input, Integer> entries = new HashMap<>();
        if (part.source() != null) {
            placed.put(part.source(), stage.input(0, part.source().fields));
        }
        for (Part.Input input : part.inputs) {
            entries.put(input, stage.input(input.number(), input.output().fields()));
        }
        Map<StateRef, Integer> states = new LinkedHashMap<>();
        for (Node node : part.operations()) {
            int state = node.state() == null ? -1 : states.computeIfAbsent(node.state(), s -> stage.state(s.spec()));
            int[] from = Edge.into(node).stream()
                .mapToInt(e -> e.direct() && placed.containsKey(e.from()) ? placed.get(e.from()) : entries.get(part.input(e))).toArray();
            placed.put(node, stage.step(node.label(), groups.of(node), node.operation().step().apply(state), from));
        }
        for (Part.Output output : part.outputs.values()) {
            stage.output(output.number(), output.fields(), placed.get(output.of()));
        }
    }

    /** The sum of the operations' resources, each with the defaults where it sets none itself; empty if nothing is set. */
    private Map<String, Number> resources(Part part) {
        Map<String, Number> sum = new HashMap<>();
        for (Node node : part.members) {
            Map<String, Number> requested = new HashMap<>(defaults.getResources());
            requested.putAll(node.getResources());
            requested.forEach((resource, amount) -> sum.merge(resource, amount, (a, b) -> a.doubleValue() + b.doubleValue()));
        }
        return sum;
    }

    private Set<SharedMemory> sharedMemory(Part part) {
        Set<SharedMemory> all = new HashSet<>();
        part.members.forEach(n -> all.addAll(n.getSharedMemory()));
        return all;
    }
}
