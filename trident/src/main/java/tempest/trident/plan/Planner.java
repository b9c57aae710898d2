// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.trident.drpc.ReturnResultsReducer;
import org.apache.storm.trident.state.StateType;
import org.apache.storm.tuple.Fields;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.trident.run.KindOfState;
import tempest.trident.run.Partitioning;
import tempest.trident.stage.MultiReduceStep;
import tempest.trident.stage.ProjectStep;

/**
 * Decides which operations share a component. Operations that no repartitioning separates are fused, with each other and with the spout in front of
 * them, and so are all that use one state, unless components would then wait for each other in a cycle. One thread, once per plan.
 */
final class Planner {
    private static final Logger LOG = LoggerFactory.getLogger(Planner.class);

    private final OperationGraph graph;
    private final List<Node> nodes;
    private final BatchGroups groups;
    private final Clusters clusters;

    Planner(OperationGraph declared) {
        graph = declared.copy();
        answerRequests();
        nodes = graph.nodes();
        groups = new BatchGroups(nodes);
        clusters = new Clusters(nodes.size());
    }

    Plan plan() {
        checkSources();
        checkStates();
        shareStates();
        fuseOperations();
        fuseSources();
        return new Layout(graph, groups, clusters).plan();
    }

    /** The last operation behind a stream of requests gives their results, which go back to the callers by the request's return address. */
    private void answerRequests() {
        List<Node> declared = List.copyOf(graph.nodes());
        BatchGroups connected = new BatchGroups(declared);
        for (Node requests : declared) {
            if (!requests.is(Work.Requests.class)) {
                continue;
            }
            List<Node> members = connected.members(declared, connected.of(requests));
            Node result = members.get(members.size() - 1);
            Fields address = new Fields("return-info");
            Node to = graph.operation(null, "project " + address, new ProjectStep(address), List.of(requests), address);
            Node toOne = graph.repartition(null, "batchGlobal", new Partitioning.OneTaskPerBatch(), to);
            Node results = isTogether(result) ? result : graph.repartition(null, "batchGlobal", new Partitioning.OneTaskPerBatch(), result);
            graph.operation(null, "return results", new MultiReduceStep(List.of(address, result.fields), new ReturnResultsReducer(), new Fields()),
                List.of(toOne, results), new Fields());
        }
    }

    /** Whether a batch's tuples are in one task already, the task that this batch is assigned to. */
    private static boolean isTogether(Node node) {
        Node at = node;
        while (at.is(Work.Operation.class) && at.inputs.size() == 1) {
            at = at.inputs.get(0);
        }
        return at.partitioning() instanceof Partitioning.OneTaskPerBatch;
    }

    private void checkSources() {
        for (int g = 0; g < groups.count; g++) {
            List<Node> members = groups.members(nodes, g);
            List<Node> requests = members.stream().filter(n -> n.is(Work.Requests.class)).toList();
            List<Node> sources = members.stream().filter(n -> n.is(Work.Source.class)).toList();
            if (requests.size() > 1 || requests.size() == 1 && !sources.isEmpty()) {
                Node other = sources.isEmpty() ? requests.get(1) : sources.get(0);
                throw new IllegalArgumentException(requests.get(0).label() + " and " + other.label() + " are merged, joined or reduced together; a batch of "
                    + "requests has no tuples of another spout. Put the data into a state and use stateQuery");
            }
        }
    }

    private void checkStates() {
        for (Node node : nodes) {
            if (node.state() == null || !node.operation().step().apply(0).commits()) {
                continue;
            }
            StateType type = node.state().spec().stateFactory instanceof KindOfState known ? known.stateType() : null;
            for (Node source : groups.members(nodes, groups.of(node))) {
                if (type == StateType.TRANSACTIONAL && source.work instanceof Work.Source spout && spout.opaque()) {
                    throw new IllegalArgumentException(node.label() + ": a transactional state behind the opaque " + source.label() + " counts wrongly, as a "
                        + "replayed batch may have other tuples; use an opaque state, or a transactional spout");
                }
            }
        }
    }

    private void shareStates() {
        Map<StateRef, Node> first = new LinkedHashMap<>();
        for (Node node : nodes) {
            Node with = node.state() == null ? null : first.putIfAbsent(node.state(), node);
            if (with == null) {
                continue;
            }
            clusters.join(with, node);
            for (int g = 0; g < groups.count; g++) {
                if (clusters.circle(nodes, groups.of, g) != null) {
                    throw new IllegalArgumentException(node.label() + ": no repartitioning is allowed between " + with.label() + " and this, which use one state "
                        + "and see the same batch; they run in one place, which would have to wait for itself");
                }
            }
        }
    }

    private void fuseOperations() {
        for (Node node : nodes) {
            if (!node.is(Work.Operation.class)) {
                continue;
            }
            for (Edge edge : Edge.into(node)) {
                if (edge.direct() && edge.from().is(Work.Operation.class) && !clusters.joinUnlessCircular(edge.from(), node, nodes)) {
                    LOG.debug("{} stays apart from {}: together they would wait for another component that waits for them", node, edge.from());
                }
            }
        }
    }

    /**
     * A spout is fused with what follows it directly, unless another spout is there or that makes a cycle. A stream of requests is an ordinary spout, so that
     * what follows it is together in a bolt.
     */
    private void fuseSources() {
        for (Node source : nodes) {
            Node with = source.is(Work.Source.class) ? source : null;
            for (Node node : nodes) {
                if (node.is(Work.Operation.class) && Edge.into(node).stream().anyMatch(e -> e.direct() && e.from() == source)
                        && (source.is(Work.Source.class) || source.is(Work.Requests.class))) {
                    if (with != null && !clusters.together(with, node) && !(hasSource(with) && hasSource(node))) {
                        clusters.joinUnlessCircular(with, node, nodes);
                    }
                    with = with == null ? node : with;
                }
            }
        }
    }

    private boolean hasSource(Node with) {
        return nodes.stream().anyMatch(n -> n.is(Work.Source.class) && clusters.together(n, with));
    }
}
