// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.apache.storm.trident.operation.DefaultResourceDeclarer;
import org.apache.storm.tuple.Fields;
import tempest.trident.run.Partitioning;
import tempest.trident.stage.ProjectStep;
import tempest.trident.stage.Step;

/**
 * The operations of a topology in the order of their declaration, each after what it takes from. It checks fields as operations are added, so that a
 * mistake is reported where it was made. One thread, the one that builds the topology.
 */
public final class OperationGraph {
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Node> sources = new HashMap<>();
    private DefaultResourceDeclarer<?> defaults = new DefaultResourceDeclarer<>();
    private DefaultResourceDeclarer<?> coordinator = new DefaultResourceDeclarer<>();

    /** A spout of batches. */
    public Node source(String label, Work.Source source, Fields fields) {
        Node node = add(null, label, source, List.of(), fields);
        if (sources.putIfAbsent(source.transactionId(), node) != null) {
            throw new IllegalArgumentException(label + ": another stream has the id \"" + source.transactionId()
                + "\"; ids name the spout's transactions in ZooKeeper and must differ");
        }
        return node;
    }

    /** A spout of requests. */
    public Node requests(String label, Work.Requests requests, Fields fields) {
        return add(null, label, requests, List.of(), fields);
    }

    /** A state that is not updated. */
    public Node state(String label, StateRef state) {
        return add(null, label, new Work.Static(state), List.of(), new Fields());
    }

    /** An operation without state. */
    public Node operation(String name, String label, Step step, List<Node> inputs, Fields fields) {
        return add(name, label, new Work.Operation(state -> step, null), inputs, fields);
    }

    /** An operation on a state. */
    public Node operation(String name, String label, IntFunction<Step> step, StateRef state, Node input, Fields fields) {
        return add(name, label, new Work.Operation(step, state), List.of(input), fields);
    }

    /** Rows with equal values in some fields go to the same task. @throws IllegalArgumentException if there is no such field */
    public Node partitionBy(String name, Fields keys, Node input) {
        String label = "partitionBy " + keys;
        if (keys.size() == 0) {
            throw new IllegalArgumentException(label + ": name at least one field; global() sends all tuples to one partition");
        }
        check(label, keys, input.fields);
        return repartition(name, label, new Work.Repartition(new Partitioning.ByFields(), keys), input);
    }

    /** Another partitioning of what a node gives. */
    public Node repartition(String name, String label, Partitioning partitioning, Node input) {
        return repartition(name, label, new Work.Repartition(partitioning, null), input);
    }

    private Node repartition(String name, String label, Work.Repartition repartition, Node input) {
        Node from = input;
        if (from.work instanceof Work.Repartition before && multiplies(before.partitioning())) {
            // Rows that were multiplied must arrive at a task before they can be partitioned again.
            from = operation(name, "pass on", new ProjectStep(from.fields), List.of(from), from.fields);
        }
        return add(name, label, repartition, List.of(from), input.fields);
    }

    private static boolean multiplies(Partitioning partitioning) {
        return partitioning instanceof Partitioning.Broadcast || partitioning instanceof Partitioning.Custom;
    }

    private Node add(String name, String label, Work work, List<Node> inputs, Fields fields) {
        Node node = new Node(nodes.size(), name, label, work, inputs, fields);
        nodes.add(node);
        return node;
    }

    /** The default resources of an operation. */
    public void resourceDefaults(DefaultResourceDeclarer<?> resources) {
        defaults = resources;
    }

    /** The resources of the coordinator of batches. */
    public void coordinatorResources(DefaultResourceDeclarer<?> resources) {
        coordinator = resources;
    }

    DefaultResourceDeclarer<?> resourceDefaults() {
        return defaults;
    }

    DefaultResourceDeclarer<?> coordinatorResources() {
        return coordinator;
    }

    List<Node> nodes() {
        return nodes;
    }

    /** A copy to which nodes can be added without changing this graph. */
    OperationGraph copy() {
        OperationGraph copy = new OperationGraph();
        copy.nodes.addAll(nodes);
        copy.sources.putAll(sources);
        copy.defaults = defaults;
        copy.coordinator = coordinator;
        return copy;
    }

    /** @throws IllegalArgumentException if the input lacks one of the fields */
    public static void check(String label, Fields wanted, Fields there) {
        for (String field : wanted) {
            if (!there.contains(field)) {
                throw new IllegalArgumentException(label + ": field \"" + field + "\" does not exist; the stream has " + there);
            }
        }
    }

    /** The fields of a stream and more of them. @throws IllegalArgumentException if a name is used twice */
    public static Fields append(String label, Fields there, Fields more) {
        List<String> all = there.toList();
        for (String field : more) {
            if (all.contains(field)) {
                throw new IllegalArgumentException(label + ": field \"" + field + "\" is there already; the stream has " + there
                    + ", so that the new field needs another name");
            }
            all.add(field);
        }
        return new Fields(all);
    }

    /** Makes another plan of the graph as it is now. */
    public Plan plan() {
        return new Planner(this).plan();
    }
}
