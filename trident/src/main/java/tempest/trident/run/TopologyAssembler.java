// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.topology.BoltDeclarer;
import org.apache.storm.topology.ComponentConfigurationDeclarer;
import org.apache.storm.topology.SpoutDeclarer;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.trident.spout.ICommitterTridentSpout;
import org.apache.storm.trident.spout.ITridentSpout;
import tempest.trident.run.BatchTopology.Component;
import tempest.trident.run.BatchTopology.Input;
import tempest.trident.run.BatchTopology.Output;

/** Turns described components into spouts and bolts, and adds a coordinator for each group. The submitting thread uses it once. */
final class TopologyAssembler {
    private static final String COORDINATOR = "$mastercoord-";

    private final List<String> groups;
    private final Collection<Component> components;
    private final Map<String, Number> coordinatorResources;
    private final TopologyBuilder builder = new TopologyBuilder();
    private final Map<Integer, String> coordinators = new HashMap<>();
    private final Map<Integer, FinishOrder> finishOrders = new HashMap<>();
    private final Map<Integer, Rounds> rounds = new HashMap<>();
    private final Map<Component, Integer> metaPlaces = new HashMap<>();

    TopologyAssembler(List<String> groups, Collection<Component> components, Map<String, Number> coordinatorResources) {
        this.groups = groups;
        this.components = components;
        this.coordinatorResources = coordinatorResources;
    }

    StormTopology topology() {
        for (int group = 0; group < groups.size(); group++) {
            coordinate(group);
        }
        for (Component c : components) {
            if (c.requests == null) {
                addBolt(c);
            }
        }
        return builder.createTopology();
    }

    private void coordinate(int group) {
        FinishOrder finishOrder = new FinishOrder(group, components);
        List<Component> sources = new ArrayList<>();
        Component requests = null;
        boolean commit = false;
        for (Component c : components) {
            if (c.groups.contains(group) && c.requests != null) {
                requests = c;
            } else if (c.spout != null && c.sourceGroup == group) {
                metaPlaces.put(c, sources.size());
                sources.add(c);
                commit |= c.spout instanceof ICommitterTridentSpout;
            }
        }
        finishOrders.put(group, finishOrder);
        Rounds plan = finishOrder.rounds(commit);
        rounds.put(group, plan);
        if (requests != null) {
            if (!sources.isEmpty()) {
                throw new IllegalArgumentException("batch group " + groups.get(group) + " has both \"" + requests.id + "\", each tuple of which is a"
                    + " batch, and \"" + sources.get(0).id + "\", which emits batches of its own");
            }
            coordinators.put(group, requests.id);
            configure(builder.setSpout(requests.id, new RequestSpout(requests.requests, group, plan, routes(requests)), requests.parallelism),
                requests, requests.requests.getComponentConfiguration());
            return;
        }
        if (sources.isEmpty()) {
            throw new IllegalArgumentException("batch group " + groups.get(group) + " has no source");
        }
        String id = COORDINATOR + groups.get(group);
        coordinators.put(group, id);
        List<String> transactionIds = new ArrayList<>();
        List<ITridentSpout<?>> spouts = new ArrayList<>();
        for (Component source : sources) {
            if (transactionIds.contains(source.transactionId)) {
                throw new IllegalArgumentException("two sources keep their progress as \"" + source.transactionId + "\"; give each a name of its own");
            }
            transactionIds.add(source.transactionId);
            spouts.add(source.spout);
        }
        SpoutDeclarer coordinator = builder.setSpout(id, new CoordinatorSpout(plan, transactionIds, spouts), 1);
        addResources(coordinator, coordinatorResources);
    }

    private void addBolt(Component c) {
        Map<Integer, Integer> finishIn = new HashMap<>();
        Map<String, Integer> groupOf = new HashMap<>();
        for (int group : c.groups) {
            finishIn.put(group, finishOrders.get(group).finish(c));
            groupOf.put(coordinators.get(group), group);
        }
        EmitterSpec emitter = c.spout == null ? null : new EmitterSpec(c.spout, c.transactionId, c.sourceGroup, metaPlaces.get(c),
            c.spout instanceof ICommitterTridentSpout ? rounds.get(c.sourceGroup).commitFrom() : EmitterSpec.NEVER);
        BoltDeclarer bolt = builder.setBolt(c.id, new StageBolt(c.stage, emitter, groupOf, coordinated(c), finishIn, routes(c)), c.parallelism);
        configure(bolt, c, c.spout == null ? null : c.spout.getComponentConfiguration());
        Set<List<String>> subscribed = new LinkedHashSet<>();
        for (Input input : c.inputs) {
            String stream = input.from().outputs.get(input.output()).stream();
            if (subscribed.add(List.of(input.from().id, stream))) {
                bolt.directGrouping(input.from().id, stream);
            }
        }
        for (int group : c.groups) {
            Rounds plan = rounds.get(group);
            Set<String> subscriptions = new LinkedHashSet<>();
            subscriptions.add(plan.stream(finishIn.get(group)));
            if (coordinated(c).contains(group)) {
                subscriptions.add(plan.stream(0));
            }
            if (c.spout != null && c.sourceGroup == group) {
                subscriptions.add(Rounds.SUCCESS);
                if (emitter.commitRound() != EmitterSpec.NEVER) {
                    subscriptions.add(plan.stream(emitter.commitRound()));
                }
            }
            subscriptions.forEach(stream -> bolt.allGrouping(coordinators.get(group), stream));
        }
    }

    /** The groups that a coordinator runs; in the others every tuple of a request spout is a batch. */
    private Set<Integer> coordinated(Component c) {
        Set<Integer> own = new HashSet<>(c.groups);
        own.removeIf(group -> components.stream().anyMatch(other -> other.requests != null && other.groups.contains(group)));
        return own;
    }

    private static void configure(ComponentConfigurationDeclarer<?> declarer, Component c, Map<String, Object> ofSpout) {
        if (ofSpout != null) {
            declarer.addConfigurations(ofSpout);
        }
        declarer.addConfigurations(c.configuration);
        addResources(declarer, c.resources);
        c.sharedMemory.forEach(declarer::addSharedMemory);
    }

    private static void addResources(ComponentConfigurationDeclarer<?> declarer, Map<String, Number> amounts) {
        Map<String, Double> resources = new HashMap<>();
        amounts.forEach((name, amount) -> resources.put(name, amount.doubleValue()));
        if (!resources.isEmpty()) {
            declarer.addResources(resources);
        }
    }

    /** For each output of a component, its consumers. */
    private List<OutputRoutes> routes(Component from) {
        List<OutputRoutes> all = new ArrayList<>();
        for (int i = 0; i < from.outputs.size(); i++) {
            Output output = from.outputs.get(i);
            List<RouteSpec> routes = new ArrayList<>();
            for (Component to : components) {
                for (int k = 0; k < to.inputs.size(); k++) {
                    Input input = to.inputs.get(k);
                    if (input.from() == from && input.output() == i) {
                        routes.add(new RouteSpec(to.id, k + to.firstInput(), input.group(), input.partitioning()));
                    }
                }
            }
            all.add(new OutputRoutes(output.stream(), output.fields().size(), routes));
        }
        return all;
    }
}
