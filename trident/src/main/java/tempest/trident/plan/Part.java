// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.storm.tuple.Fields;

/** One component of a plan. Filled by {@link Layout}, then read only. */
final class Part {
    final List<Node> members = new ArrayList<>();
    final List<Input> inputs = new ArrayList<>();
    final Map<Node, Output> outputs = new LinkedHashMap<>();
    final TreeSet<Integer> commits = new TreeSet<>();
    String id;
    int tasks = 1;

    /** An input from another component, or from the spout within the same one. */
    record Input(int number, int group, Part from, Output output, Edge edge) { }

    /** An output: what it sends of one node. */
    record Output(int number, String stream, Node of, Fields fields) { }

    /** The spout or the stream of requests that runs here; null if there is none. */
    Node source() {
        return members.stream().filter(n -> !n.is(Work.Operation.class)).findFirst().orElse(null);
    }

    /** The number of the next input; a spout's own rows are the first. */
    int nextInput() {
        return inputs.size() + (source() == null ? 0 : 1);
    }

    List<Node> operations() {
        return members.stream().filter(n -> n.is(Work.Operation.class)).toList();
    }

    /** The names that users gave to streams, as the component's id shows them. */
    String names() {
        return members.stream().map(n -> n.name).filter(n -> n != null && !n.isEmpty()).distinct().collect(Collectors.joining("-"));
    }

    Output output(Node of, Fields fields) {
        return outputs.computeIfAbsent(of, n -> new Output(outputs.size(), "s" + n.id, n, fields));
    }

    /** The input that an edge comes by, which several operations may share. */
    Input input(Edge edge) {
        for (Input input : inputs) {
            if (input.edge.equals(edge)) {
                return input;
            }
        }
        throw new IllegalStateException("no input for " + edge + " in " + id);
    }
}
