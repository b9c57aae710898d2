// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.streams;

import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.storm.state.KeyValueState;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;

/**
 * Runs the processors of a segment in a task. Tuples of windows that another component made are kept until each of its tasks has ended a window; then one
 * window of each task is processed as one. The executor's thread owns it.
 */
final class SegmentRun implements Serializable {
    private static final long serialVersionUID = 1L;
    /** So many windows one task may be ahead of another before they are processed without waiting for it. */
    private static final int MOST_AHEAD = 8;

    private final Segment segment;
    private transient OutputCollector collector;
    private transient Map<String, Segment.Input> inputs;
    private transient Map<Integer, Windows> windows;
    private transient Processor.Out[] outs;
    private transient List<Tuple> anchors;
    private transient Tuple current;

    /** What came from one task of another component, of windows that are complete, and of the one that is not. */
    private static final class Windows {
        final Deque<List<Tuple>> complete = new ArrayDeque<>();
        List<Tuple> open = new ArrayList<>();
    }

    SegmentRun(Segment segment) {
        this.segment = segment;
    }

    void prepare(TopologyContext context, OutputCollector collector) {
        this.collector = collector;
        inputs = new HashMap<>();
        windows = new LinkedHashMap<>();
        Set<String> windowing = new HashSet<>();
        for (Segment.Input input : segment.inputs) {
            inputs.put(input.component() + "\n" + input.stream(), input);
            if (input.windowed() && windowing.add(input.component())) {
                context.getComponentTasks(input.component()).forEach(task -> windows.put(task, new Windows()));
            }
        }
        outs = new Processor.Out[segment.nodes.size()];
        for (int n = 0; n < outs.length; n++) {
            outs[n] = out(segment.nodes.get(n));
        }
    }

    private Processor.Out out(Node node) {
        return value -> {
            for (Node.Target target : node.targets) {
                give(target, value);
            }
            if (node.sent) {
                Values values = node.pair ? new Values(((Pair<?, ?>) value).getFirst(), ((Pair<?, ?>) value).getSecond()) : new Values(value);
                if (segment.timeField != null) {
                    values.add(current.getValueByField(segment.timeField));
                }
                collector.emit(node.stream(), anchors, values);
            }
        };
    }

    private void give(Node.Target target, Object value) {
        target.node().processor.take(value, target.input(), outs[segment.nodes.indexOf(target.node())]);
    }

    /** One tuple. @return the tuples that are done with, to be acked */
    List<Tuple> execute(Tuple tuple) {
        Windows from = windows.get(tuple.getSourceTask());
        if (from != null && tuple.getSourceStreamId().equals(Segment.END_OF_WINDOW)) {
            from.open.add(tuple);
            from.complete.add(from.open);
            from.open = new ArrayList<>();
            return completed();
        }
        if (from != null && input(tuple).windowed()) {
            from.open.add(tuple);
            return List.of();
        }
        anchors = List.of(tuple);
        process(tuple);
        return anchors;
    }

    private List<Tuple> completed() {
        List<Tuple> done = new ArrayList<>();
        while (true) {
            boolean all = windows.values().stream().noneMatch(w -> w.complete.isEmpty());
            boolean late = windows.values().stream().anyMatch(w -> w.complete.size() > MOST_AHEAD);
            if (!all && !late) {
                return done;
            }
            List<Tuple> window = new ArrayList<>();
            windows.values().stream().filter(w -> !w.complete.isEmpty()).forEach(w -> window.addAll(w.complete.poll()));
            window(window);
            done.addAll(window);
        }
    }

    /** The tuples of one window, all of them. */
    void window(List<Tuple> tuples) {
        anchors = tuples;
        for (Tuple tuple : tuples) {
            if (!tuple.getSourceStreamId().equals(Segment.END_OF_WINDOW)) {
                process(tuple);
            }
        }
        for (int n = 0; n < segment.nodes.size(); n++) {
            if (segment.nodes.get(n).windowed) {
                segment.nodes.get(n).processor.finish(outs[n]);
            }
        }
        if (segment.tellsWindows()) {
            collector.emit(Segment.END_OF_WINDOW, anchors, new Values(true));
        }
    }

    private Segment.Input input(Tuple tuple) {
        return inputs.get(tuple.getSourceComponent() + "\n" + tuple.getSourceStreamId());
    }

    private void process(Tuple tuple) {
        Segment.Input input = input(tuple);
        current = tuple;
        Object value = tuple;
        if (input.from() != null) {
            value = input.from().pair ? Pair.of(tuple.getValue(0), tuple.getValue(1)) : tuple.getValue(0);
        }
        for (Node.Target target : input.targets()) {
            give(target, value);
        }
    }

    void declare(OutputFieldsDeclarer declarer) {
        for (Node node : segment.nodes) {
            if (node.sent) {
                declarer.declareStream(node.stream(), segment.fields(node));
            }
        }
        if (segment.tellsWindows()) {
            declarer.declareStream(Segment.END_OF_WINDOW, new Fields("end"));
        }
    }

    void state(KeyValueState<Object, Object> state) {
        for (Node node : segment.nodes) {
            if (node.processor instanceof Processors.Stateful stateful) {
                stateful.state = state;
            }
        }
    }
}
