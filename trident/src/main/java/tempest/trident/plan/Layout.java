// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.storm.Config;
import org.apache.storm.tuple.Fields;
import org.apache.storm.utils.ObjectReader;
import tempest.trident.stage.Step;

/** Turns clusters into components: their names, how many tasks each has, and which fields have to be sent between them. One thread, once per plan. */
final class Layout {
    private final OperationGraph graph;
    private final List<Node> nodes;
    private final BatchGroups groups;
    private final Clusters clusters;
    private final Map<Integer, Part> parts = new LinkedHashMap<>();

    Layout(OperationGraph graph, BatchGroups groups, Clusters clusters) {
        this.graph = graph;
        this.nodes = graph.nodes();
        this.groups = groups;
        this.clusters = clusters;
    }

    Plan plan() {
        for (Node node : nodes) {
            if (!node.is(Work.Repartition.class) && !node.is(Work.Static.class)) {
                parts.computeIfAbsent(clusters.of(node), c -> new Part()).members.add(node);
            }
        }
        name();
        connect();
        countTasks();
        return new Plan(List.copyOf(parts.values()), groups, graph.resourceDefaults(), graph.coordinatorResources());
    }

    private void name() {
        int bolts = 0;
        int requests = 0;
        for (Part part : parts.values()) {
            Node source = part.source();
            if (source == null) {
                String names = part.names();
                part.id = "b-" + bolts++ + (names.isEmpty() ? "" : "-" + names);
            } else if (source.work instanceof Work.Source spout) {
                part.id = "spout-" + spout.transactionId();
            } else {
                part.id = "spout" + requests++;
            }
        }
    }

    private void connect() {
        List<TreeSet<Integer>> wanted = wanted();
        for (Part part : parts.values()) {
            for (Node node : part.operations()) {
                if (node.operation().step().apply(0).commits()) {
                    part.commits.add(groups.of(node));
                }
                for (Edge edge : Edge.into(node)) {
                    if (edge.direct() && clusters.together(edge.from(), node)) {
                        continue;
                    }
                    if (part.inputs.stream().noneMatch(i -> i.edge().equals(edge))) {
                        Part from = parts.get(clusters.of(edge.from()));
                        Part.Output output = from.output(edge.from(), sent(edge.from(), wanted));
                        part.inputs.add(new Part.Input(part.nextInput(), groups.of(node), from, output, edge));
                    }
                }
            }
        }
    }

    private static Fields sent(Node from, List<TreeSet<Integer>> wanted) {
        // A stream of requests is an ordinary spout, whose tuples are sent as they are.
        return from.is(Work.Requests.class) ? from.fields : new Fields(names(from.fields, wanted.get(from.id)));
    }

    private static List<String> names(Fields fields, TreeSet<Integer> positions) {
        return positions.stream().map(fields::get).toList();
    }

    /** For each node the positions of the fields that are read downstream, found from the last operation to the first. */
    private List<TreeSet<Integer>> wanted() {
        List<TreeSet<Integer>> wanted = new ArrayList<>();
        nodes.forEach(n -> wanted.add(new TreeSet<>()));
        for (int n = nodes.size() - 1; n >= 0; n--) {
            Node node = nodes.get(n);
            if (!node.is(Work.Operation.class)) {
                continue;
            }
            Step step = node.operation().step().apply(0);
            List<Edge> edges = Edge.into(node);
            for (int i = 0; i < edges.size(); i++) {
                Node from = edges.get(i).from();
                List<String> read = new ArrayList<>(step.reads(i, from.fields, names(node.fields, wanted.get(n))));
                edges.get(i).keys().forEach(read::add);
                if (edges.get(i).readsAll()) {
                    read.addAll(from.fields.toList());
                }
                read.forEach(f -> wanted.get(from.id).add(from.fields.fieldIndex(f)));
            }
        }
        return wanted;
    }

    /** Components that partitions are kept between have as many tasks each: the highest parallelism hint, unless a spout or a state allows fewer. */
    private void countTasks() {
        List<Part> all = List.copyOf(parts.values());
        int[] classes = new int[all.size()];
        Arrays.setAll(classes, i -> i);
        for (int p = 0; p < all.size(); p++) {
            for (Part.Input input : all.get(p).inputs) {
                if (input.edge().keepsPartitions()) {
                    int a = classes[p];
                    int b = classes[all.indexOf(input.from())];
                    for (int i = 0; i < classes.length; i++) {
                        classes[i] = classes[i] == a ? b : classes[i];
                    }
                }
            }
        }
        for (int c = 0; c < classes.length; c++) {
            List<Node> members = new ArrayList<>();
            for (int p = 0; p < all.size(); p++) {
                if (classes[p] == c) {
                    members.addAll(all.get(p).members);
                }
            }
            int tasks = tasks(members);
            for (int p = 0; p < all.size(); p++) {
                if (classes[p] == c) {
                    all.get(p).tasks = tasks;
                }
            }
        }
    }

    private int tasks(List<Node> members) {
        int hint = 1;
        int most = Integer.MAX_VALUE;
        Node fixed = null;
        for (Node node : members) {
            hint = Math.max(hint, hint(node));
            most = Math.min(most, limit(node));
            Integer required = required(node);
            if (required != null) {
                if (fixed != null && !required.equals(required(fixed))) {
                    throw new IllegalArgumentException(node.label() + " needs " + required + " partitions and " + fixed.label() + " needs " + required(fixed)
                        + ", but partitions are kept between them; repartition in front of one of them");
                }
                fixed = node;
            }
        }
        return fixed != null ? required(fixed) : Math.min(hint, most);
    }

    /** Hints on a repartitioning apply to the operations before it. */
    private int hint(Node node) {
        int hint = node.parallelismHint() == null ? 1 : node.parallelismHint();
        for (Node other : nodes) {
            if (other.is(Work.Repartition.class) && other.inputs.get(0) == node && other.parallelismHint() != null) {
                hint = Math.max(hint, hint(other));
            }
        }
        return hint;
    }

    private static Integer required(Node node) {
        return node.state() == null ? null : node.state().spec().requiredNumPartitions;
    }

    private static int limit(Node node) {
        Map<String, Object> conf = null;
        if (node.work instanceof Work.Source source) {
            conf = source.spout().getComponentConfiguration();
        } else if (node.work instanceof Work.Requests requests) {
            conf = requests.spout().getComponentConfiguration();
        }
        Object limit = conf == null ? null : conf.get(Config.TOPOLOGY_MAX_TASK_PARALLELISM);
        return limit == null ? Integer.MAX_VALUE : Math.max(1, ObjectReader.getInt(limit));
    }
}
