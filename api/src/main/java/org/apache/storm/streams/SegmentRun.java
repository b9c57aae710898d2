// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.streams;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
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
 * Runs the processors of a segment in a task. Tuples of windows that other components made are kept until each of their tasks has ended a window; then
 * what came of it from all of them is processed as one. The executor's thread owns it, in a segment that makes windows also their timer, one at a time.
 */
final class SegmentRun implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Segment segment;
    private transient OutputCollector collector;
    private transient Map<String, Segment.Input> inputs;
    private transient PendingWindows<Tuple> windows;
    private transient LeastProgress times;
    private transient Processor.Out[] outs;
    private transient List<Tuple> anchors;
    private transient Tuple current;
    private transient boolean windowsHaveEnds;
    private transient long currentEnd;
    private transient long toldEnd;
    private transient long time;
    private transient long toldTime;

    SegmentRun(Segment segment) {
        this.segment = segment;
    }

    void prepare(TopologyContext context, OutputCollector collector) {
        this.collector = collector;
        inputs = new HashMap<>();
        Set<Integer> windowing = new LinkedHashSet<>();
        for (Segment.Input input : segment.inputs) {
            inputs.put(input.component() + "\n" + input.stream(), input);
            if (input.windowed()) {
                windowing.addAll(context.getComponentTasks(input.component()));
            }
        }
        windowsHaveEnds = segment.windowsHaveEnds();
        windows = windowsHaveEnds ? new PendingWindows.ByEnd<>(windowing) : new PendingWindows.ByOrder<>(windowing);
        times = LeastProgress.of(segment.timeSources(), context);
        toldEnd = Long.MIN_VALUE;
        time = Long.MIN_VALUE;
        toldTime = Long.MIN_VALUE;
        outs = new Processor.Out[segment.nodes.size()];
        for (int n = 0; n < outs.length; n++) {
            outs[n] = out(segment.nodes.get(n));
        }
    }

    private Processor.Out out(Node node) {
        boolean withEnd = node.windowed && windowsHaveEnds;
        return value -> {
            for (Node.Target target : node.targets) {
                give(target, value);
            }
            if (node.sunk || node.sent && !withEnd) {
                collector.emit(node.stream(), anchors, values(node, value));
            }
            if (node.sent && withEnd) {
                Values values = values(node, value);
                values.add(currentEnd);
                collector.emit(node.windowStream(), anchors, values);
            }
        };
    }

    private Values values(Node node, Object value) {
        Values values = node.pair ? new Values(((Pair<?, ?>) value).getFirst(), ((Pair<?, ?>) value).getSecond()) : new Values(value);
        if (segment.timeField != null && !node.windowed) {
            values.add(current.getValueByField(segment.timeField));
        }
        return values;
    }

    private void give(Node.Target target, Object value) {
        target.node().processor.take(value, target.input(), outs[segment.nodes.indexOf(target.node())]);
    }

    /** One tuple. @return the tuples that are done with, to be acked */
    List<Tuple> execute(Tuple tuple) {
        String stream = tuple.getSourceStreamId();
        if (stream.equals(Segment.TIME)) {
            tellTime(times.reached(tuple.getSourceTask(), tuple.getLong(0)));
            return List.of(tuple);
        }
        if (stream.equals(Segment.END_OF_WINDOW)) {
            windows.complete(tuple.getSourceTask(), tuple.getLong(0));
            List<Tuple> done = completed();
            done.add(tuple);
            return done;
        }
        Segment.Input input = input(tuple);
        if (input.windowed()) {
            windows.add(tuple.getSourceTask(), windowsHaveEnds ? tuple.getLong(tuple.size() - 1) : 0, tuple);
            return completed();
        }
        anchors = List.of(tuple);
        process(input, tuple);
        if (segment.tellsTime() && tuple.getValueByField(segment.timeField) instanceof Long own) {
            tellTime(own);
        }
        return anchors;
    }

    private List<Tuple> completed() {
        List<Tuple> done = new ArrayList<>();
        for (PendingWindows.Complete<Tuple> window = windows.poll(); window != null; window = windows.poll()) {
            window(window.parts(), window.end());
            done.addAll(window.parts());
        }
        completeUpTo(windows.upTo());
        return done;
    }

    /** The tuples of one window, all of them. @param end by which it is known to all tasks, if it slides by time */
    void window(List<Tuple> tuples, long end) {
        anchors = tuples;
        currentEnd = end;
        for (Tuple tuple : tuples) {
            process(input(tuple), tuple);
        }
        for (int n = 0; n < segment.nodes.size(); n++) {
            if (segment.nodes.get(n).windowed) {
                segment.nodes.get(n).processor.finish(outs[n]);
            }
        }
        if (segment.tellsWindows()) {
            collector.emit(Segment.END_OF_WINDOW, anchors, new Values(end)); // anchored: if it is lost, the window comes again
            toldEnd = Math.max(toldEnd, end);
        }
    }

    /** No window that ends by then comes any more, whether or not any did. */
    void completeUpTo(long end) {
        if (windowsHaveEnds && segment.tellsWindows() && end > toldEnd) {
            toldEnd = end;
            collector.emit(Segment.END_OF_WINDOW, List.of(), new Values(end));
        }
    }

    /** Tells windows that wait for it how far time has come, if that may end one. */
    private void tellTime(long reached) {
        time = Math.max(time, reached);
        if (segment.paces.stream().anyMatch(pace -> pace.crossed(toldTime, time))) {
            toldTime = time;
            collector.emit(Segment.TIME, List.of(), new Values(time));
        }
    }

    private Segment.Input input(Tuple tuple) {
        return inputs.get(tuple.getSourceComponent() + "\n" + tuple.getSourceStreamId());
    }

    private void process(Segment.Input input, Tuple tuple) {
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
            boolean withEnd = node.windowed && segment.windowsHaveEnds();
            if (node.sunk || node.sent && !withEnd) {
                declarer.declareStream(node.stream(), segment.fields(node));
            }
            if (node.sent && withEnd) {
                declarer.declareStream(node.windowStream(), segment.windowFields(node));
            }
        }
        if (segment.tellsWindows()) {
            declarer.declareStream(Segment.END_OF_WINDOW, new Fields("end"));
        }
        if (segment.tellsTime()) {
            declarer.declareStream(Segment.TIME, new Fields("time"));
        }
    }

    void state(KeyValueState<Object, Object> state) {
        for (Node node : segment.nodes) {
            if (node.processor instanceof Processors.Stateful stateful) {
                stateful.state = state;
            } else if (node.processor instanceof Processors.Keeping keeping && !node.windowed) {
                keeping.kept = new KeptValues(state, node.number, keeping::copy);
            }
        }
    }

    /** Brings the state up to date, before it is saved. */
    void save() {
        kept().forEach(KeptValues::save);
    }

    /** The state goes back to what was saved last. */
    void rollback() {
        kept().forEach(KeptValues::rollback);
    }

    private List<KeptValues> kept() {
        return segment.nodes.stream().filter(node -> node.processor instanceof Processors.Keeping keeping && keeping.kept != null)
            .map(node -> ((Processors.Keeping) node.processor).kept).toList();
    }
}
