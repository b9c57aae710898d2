// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.executor;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.storm.grouping.LoadMapping;
import org.apache.storm.hooks.ITaskHook;
import org.apache.storm.hooks.info.EmitInfo;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.Clock;
import tempest.worker.route.Router;
import tempest.worker.stats.OutCounters;
import tempest.worker.stats.TaskMetrics;
import tempest.worker.stats.Totals;
import tempest.worker.tuple.EventValues;
import tempest.worker.tuple.TupleImpl;

/**
 * What a task emits through one emitter: finds the stream, chooses the tasks, creates a tuple for each and counts. Used only by the emitter's
 * thread.
 */
final class TaskOutput {
    private static final Logger LOG = LoggerFactory.getLogger(TaskOutput.class);
    private static final String EVENT_STREAM = "__eventlog";

    final TaskMetrics metrics;
    private final int task;
    private final Emitter emitter;
    private final TopologyContext context;
    private final Clock clock;
    private final TaskLists lists;
    private final OutStream[] streams;
    private final List<ITaskHook> hooks;
    private final boolean checkArity;
    private final boolean debug;
    private OutStream last;
    private OutStream events;
    private double eventPercent;

    TaskOutput(TaskPlan plan, Emitter emitter, WorkerContext worker, boolean debug, TaskMetrics metrics) {
        this.metrics = metrics;
        task = plan.task();
        this.emitter = emitter;
        this.debug = debug;
        clock = worker.timing().clock();
        context = plan.context();
        lists = worker.routing().taskLists();
        streams = new OutStream[plan.streams().size()];
        for (int i = 0; i < streams.length; i++) {
            streams[i] = new OutStream(plan.streams().get(i), i, task, worker.routing().groupings(), worker);
            if (streams[i].source.stream().equals(EVENT_STREAM)) {
                events = streams[i];
            }
        }
        hooks = context.getHooks();
        checkArity = context.doSanityCheck();
        last = streams.length == 0 ? null : streams[0];
    }

    /** The stream of this name. */
    OutStream stream(String name) {
        OutStream stream = last;
        if (stream != null && stream.source.stream() == name) {
            return stream;
        }
        return find(name);
    }

    private OutStream find(String name) {
        for (OutStream stream : streams) {
            if (stream.source.stream().equals(name)) {
                last = stream;
                return stream;
            }
        }
        throw new IllegalArgumentException("Unknown stream ID: component '" + context.getThisComponentId() + "' does not declare stream '"
            + name + "'; it declares " + Arrays.stream(streams).map(s -> s.source.stream()).filter(s -> !s.startsWith("__")).toList());
    }

    /** Emits with one anchor or none, which may be a tuple of another class than the engine's. */
    List<Integer> emitFrom(String name, Tuple anchor, List<Object> values) {
        return anchor == null || anchor instanceof TupleImpl ? emit(name, (TupleImpl) anchor, values) : emit(name, List.of(anchor), values);
    }

    /** Emits with one anchor or none. */
    List<Integer> emit(String name, TupleImpl anchor, List<Object> values) {
        OutStream stream = stream(name);
        int one = stream.one(values);
        if (one != Router.MANY) {
            send(stream, one, anchor, values);
            return emitted(stream, values, lists.of(one));
        }
        List<Integer> tasks = stream.many(values);
        for (int i = 0; i < tasks.size(); i++) {
            send(stream, tasks.get(i), anchor, values);
        }
        return emitted(stream, values, tasks);
    }

    /** Emits with any number of anchors. */
    List<Integer> emit(String name, Collection<Tuple> anchors, List<Object> values) {
        if (anchors == null || anchors.isEmpty()) {
            return emit(name, (TupleImpl) null, values);
        }
        OutStream stream = stream(name);
        int one = stream.one(values);
        List<Integer> tasks = one == Router.MANY ? stream.many(values) : lists.of(one);
        for (int i = 0; i < tasks.size(); i++) {
            emitter.send(tasks.get(i), anchored(stream, anchors, values));
        }
        return emitted(stream, values, tasks);
    }

    void emitDirect(int target, String name, Collection<Tuple> anchors, List<Object> values) {
        OutStream stream = stream(name);
        if (stream.reachesDirectly(target)) {
            emitter.send(target, anchors == null || anchors.isEmpty() ? new TupleImpl(stream.source, task, values, 0, 0, null)
                : anchored(stream, anchors, values));
            emitted(stream, values, lists.of(target));
        } else {
            emitted(stream, values, List.of());
        }
    }

    private void send(OutStream stream, int target, TupleImpl anchor, List<Object> values) {
        TupleImpl tuple;
        if (anchor == null || !anchor.isAnchored()) {
            tuple = new TupleImpl(stream.source, task, values, 0, 0, null);
        } else if (anchor.anchorCount() == 1) {
            long edge = emitter.nextEdge();
            anchor.anchorChild(edge);
            tuple = new TupleImpl(stream.source, task, values, anchor.root(), edge, null);
        } else {
            tuple = anchored(stream, List.of(anchor), values);
        }
        emitter.send(target, tuple);
    }

    /** Sends the first tuple of a tree; the caller adds the edge to the tree. */
    long sendRoot(OutStream stream, int target, long root, List<Object> values) {
        long edge = emitter.nextEdge();
        emitter.send(target, new TupleImpl(stream.source, task, values, root, edge, null));
        return edge;
    }

    void sendUntracked(OutStream stream, int target, List<Object> values) {
        emitter.send(target, new TupleImpl(stream.source, task, values, 0, 0, null));
    }

    /** A tuple that is in all trees of all its anchors; anchors of one tree share it by XOR. */
    private TupleImpl anchored(OutStream stream, Collection<? extends Tuple> anchors, List<Object> values) {
        long[] pairs = new long[2 * Math.max(1, anchors.size())];
        int longs = 0;
        for (Tuple one : anchors) {
            TupleImpl anchor = Emitter.engineTuple(one);
            if (!anchor.isAnchored()) {
                continue;
            }
            long edge = emitter.nextEdge();
            anchor.anchorChild(edge);
            if (anchor != one) {
                emitter.announce(anchor, edge);
            }
            for (int i = 0; i < anchor.anchorCount(); i++) {
                int at = 0;
                while (at < longs && pairs[at] != anchor.root(i)) {
                    at += 2;
                }
                if (at == longs) {
                    pairs = at == pairs.length ? Arrays.copyOf(pairs, 2 * at) : pairs;
                    pairs[at] = anchor.root(i);
                    longs += 2;
                }
                pairs[at + 1] ^= edge;
            }
        }
        if (longs == 0) {
            return new TupleImpl(stream.source, task, values, 0, 0, null);
        }
        return new TupleImpl(stream.source, task, values, pairs[0], pairs[1], longs == 2 ? null : Arrays.copyOfRange(pairs, 2, longs));
    }

    /** Counts an emit, and calls hooks and logs it where configured. */
    List<Integer> emitted(OutStream stream, List<Object> values, List<Integer> tasks) {
        OutCounters counters = stream.counters;
        counters.emitted++;
        counters.transferred += tasks.size();
        if (checkArity || debug || eventPercent > 0 || !hooks.isEmpty()) {
            watched(stream, values, tasks);
        }
        return tasks;
    }

    private void watched(OutStream stream, List<Object> values, List<Integer> tasks) {
        if (checkArity && values.size() != stream.source.fields().size()) {
            throw new IllegalArgumentException("Tuple created with wrong number of fields. Expected " + stream.source.fields().size()
                + " fields but got " + values.size() + " fields: " + stream.source + " has " + stream.source.fields());
        }
        if (debug) {
            LOG.info("{}:{} emits on {}: {}", context.getThisComponentId(), task, stream.source.stream(), values);
        }
        if (!hooks.isEmpty()) {
            new EmitInfo(values, stream.source.stream(), task, tasks).applyOn(context);
        }
        if (eventPercent > 0 && events != null && stream != events && ThreadLocalRandom.current().nextDouble(100) < eventPercent) {
            Values event = new Values();
            for (String field : events.source.fields()) {
                event.add(switch (field) {
                    case "component-id" -> context.getThisComponentId();
                    case "message-id" -> null;
                    case "ts" -> clock.millis();
                    default -> new EventValues(values);
                });
            }
            emit(EVENT_STREAM, (TupleImpl) null, event);
        }
    }

    /** Sends this percentage of what is emitted to the event logger, 0 to 100. */
    void eventPercent(double percent) {
        eventPercent = percent;
    }

    boolean wantsLoads() {
        return Arrays.stream(streams).anyMatch(OutStream::wantsLoads);
    }

    void refresh(LoadMapping loads) {
        for (OutStream stream : streams) {
            stream.refresh(loads);
        }
    }

    OutStream stream(int position) {
        return streams[position];
    }

    /** Any thread. */
    void addTo(Totals totals) {
        for (OutStream stream : streams) {
            totals.add(stream.source.stream(), stream.counters);
        }
    }
}
