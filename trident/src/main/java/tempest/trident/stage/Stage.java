// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.trident.state.StateSpec;
import org.apache.storm.trident.topology.TransactionAttempt;
import org.apache.storm.trident.tuple.TridentTuple;
import org.apache.storm.trident.tuple.TridentTupleView;
import org.apache.storm.trident.tuple.TridentTupleView.FreshOutputFactory;
import org.apache.storm.trident.tuple.TridentTupleView.ProjectionFactory;
import org.apache.storm.tuple.Fields;
import tempest.trident.run.BatchOutput;
import tempest.trident.run.BatchStage;

/**
 * The operations of one component. The planner adds inputs, steps and outputs in topological order; then it is
 * serialized. In the worker each row that comes in runs through the steps by direct calls, on the task's thread. It never starts a thread,
 * and knows nothing of other components.
 */
public final class Stage implements BatchStage {
    private static final long serialVersionUID = 1L;

    private final List<Node> nodes = new ArrayList<>();
    private final List<StateSpec> states = new ArrayList<>();
    private transient FreshOutputFactory[] inputs;
    private transient Sink[] entries;
    private transient Node[] steps;

    /** An input, a step or an output, and where its tuples come from. */
    private static final class Node implements java.io.Serializable {
        private static final long serialVersionUID = 1L;

        final Kind kind;
        final String label;
        final int group;
        /** The number of the input or of the output. */
        final int number;
        final Fields fields;
        final Step step;
        final int[] from;

        Node(Kind kind, String label, int group, int number, Fields fields, Step step, int... from) {
            this.kind = kind;
            this.label = label;
            this.group = group;
            this.number = number;
            this.fields = fields;
            this.step = step;
            this.from = from;
        }
    }

    private enum Kind { INPUT, STEP, OUTPUT }

    /** @return the index by which steps refer to the state */
    public int state(StateSpec spec) {
        states.add(spec);
        return states.size() - 1;
    }

    /** Rows that come by an input. @return the node, for {@code from} */
    public int input(int number, Fields fields) {
        return add(new Node(Kind.INPUT, "", -1, number, fields, null));
    }

    /**
     * @param label what the step is called in errors
     * @param group the batch group whose batches it finishes
     * @return the node, for {@code from}
     */
    public int step(String label, int group, Step step, int... from) {
        return add(new Node(Kind.STEP, label, group, -1, null, step, from));
    }

    /** Sends some fields of what a node gives to an output. */
    public void output(int number, Fields fields, int from) {
        add(new Node(Kind.OUTPUT, "", -1, number, fields, null, from));
    }

    private int add(Node node) {
        for (int from : node.from) {
            if (from < 0 || from >= nodes.size()) {
                throw new IllegalArgumentException("node " + nodes.size() + " takes from node " + from + ", which is not before it");
            }
        }
        nodes.add(node);
        return nodes.size() - 1;
    }

    @Override
    public void prepare(Map<String, Object> conf, TopologyContext context, BatchOutput out) {
        States made = new States(states, conf, context);
        Link[] links = new Link[nodes.size()];
        for (int n = 0; n < links.length; n++) {
            links[n] = new Link();
        }
        TridentTuple.Factory[] shapes = new TridentTuple.Factory[nodes.size()];
        List<Node> ordered = new ArrayList<>();
        inputs = new FreshOutputFactory[(int) nodes.stream().filter(n -> n.kind == Kind.INPUT).count()];
        entries = new Sink[inputs.length];
        for (int n = 0; n < nodes.size(); n++) {
            Node node = nodes.get(n);
            if (node.kind == Kind.INPUT) {
                inputs[node.number] = new FreshOutputFactory(node.fields);
                entries[node.number] = links[n];
                shapes[n] = inputs[node.number];
            } else if (node.kind == Kind.STEP) {
                List<TridentTuple.Factory> from = new ArrayList<>();
                for (int i = 0; i < node.from.length; i++) {
                    from.add(shapes[node.from[i]]);
                    links[node.from[i]].add(entry(node.step, i));
                }
                node.step.slot = ordered.size();
                node.step.next = links[n];
                shapes[n] = node.step.prepare(new StepContext(node.label, conf, context, from, out, made));
                ordered.add(node);
            } else {
                links[node.from[0]].add(exit(out, node.number, new ProjectionFactory(shapes[node.from[0]], node.fields)));
            }
        }
        steps = ordered.toArray(new Node[0]);
    }

    private static Sink entry(Step step, int input) {
        return (batch, tuple) -> step.take(batch, input, tuple);
    }

    private static Sink exit(BatchOutput out, int number, ProjectionFactory projection) {
        return (batch, tuple) -> out.emit(number, projection.of(tuple).row());
    }

    @Override
    public Object start(int group, TransactionAttempt attempt) {
        Batch batch = new Batch(group, attempt, steps.length);
        // From the last to the first, as an aggregator may emit when it begins.
        for (int i = steps.length - 1; i >= 0; i--) {
            if (steps[i].group == group) {
                steps[i].step.start(batch);
            }
        }
        return batch;
    }

    @Override
    public void take(Object batch, int input, Object[] row) {
        entries[input].put((Batch) batch, inputs[input].of(row));
    }

    @Override
    public void finish(Object batch) {
        Batch current = (Batch) batch;
        for (Node node : steps) {
            if (node.group == current.group) {
                node.step.finish(current);
            }
        }
    }

    @Override
    public void abandon(Object batch) {
        Batch current = (Batch) batch;
        for (Node node : steps) {
            if (node.group == current.group) {
                node.step.abandon(current);
            }
        }
    }

    @Override
    public void cleanup() {
        if (steps != null) {
            for (Node node : steps) {
                node.step.cleanup();
            }
        }
    }

    /** Puts each tuple into all that take from one node. Filled while the stage is prepared, then fixed. */
    private static final class Link implements Sink {
        private Sink[] sinks = {};
        private Sink first = NOWHERE;

        void add(Sink sink) {
            Sink[] more = java.util.Arrays.copyOf(sinks, sinks.length + 1);
            more[sinks.length] = sink;
            sinks = more;
            first = sinks[0];
        }

        @Override
        public void put(Batch batch, TridentTupleView tuple) {
            first.put(batch, tuple);
            for (int i = 1; i < sinks.length; i++) {
                sinks[i].put(batch, tuple);
            }
        }
    }
}
