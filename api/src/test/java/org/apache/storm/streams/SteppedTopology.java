// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.storm.Contexts;
import org.apache.storm.generated.Bolt;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.generated.Grouping;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.shade.net.minidev.json.JSONValue;
import org.apache.storm.spout.CheckPointState.Action;
import org.apache.storm.spout.CheckpointSpout;
import org.apache.storm.task.IOutputCollector;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.IRichBolt;
import org.apache.storm.topology.WindowStepper;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.TupleImpl;
import org.apache.storm.tuple.Values;
import org.apache.storm.utils.ThriftTopologyUtils;
import org.apache.storm.utils.Utils;

/**
 * A topology in one thread: a test emits for its spouts, and says when tuples are delivered, in an order of chance in which only what goes from one task to
 * another stays in its order, and when windows are fired.
 */
final class SteppedTopology implements AutoCloseable {
    private final StormTopology topology;
    private final Contexts contexts;
    private final Random random;
    private final Map<Integer, IRichBolt> bolts = new TreeMap<>();
    private final Map<Integer, TopologyContext> tasks = new HashMap<>();
    private final Map<String, List<Integer>> tasksOf = new HashMap<>();
    /** By sender and receiver. */
    private final Map<List<Integer>, Deque<Tuple>> queues = new LinkedHashMap<>();
    private int sent;
    final List<Tuple> failed = new ArrayList<>();
    final List<Throwable> errors = new ArrayList<>();

    SteppedTopology(StormTopology topology, Map<String, Object> conf, Random random) {
        this.topology = topology;
        this.random = random;
        contexts = new Contexts(topology);
        contexts.conf.put("topology.enable.message.timeouts", false);
        contexts.conf.put("topology.bolts.watermark.event.interval.ms", 3_600_000); // the test fires, no timer
        contexts.conf.putAll(conf);
        for (String component : new TreeSet<>(ThriftTopologyUtils.getComponentIds(topology))) {
            int parallelism = Math.max(1, ThriftTopologyUtils.getComponentCommon(topology, component).get_parallelism_hint());
            for (int i = 0; i < parallelism; i++) {
                TopologyContext context = contexts.of(component, i);
                tasks.put(context.getThisTaskId(), context);
                tasksOf.computeIfAbsent(component, c -> new ArrayList<>()).add(context.getThisTaskId());
            }
        }
        topology.get_bolts().forEach((id, bolt) -> tasksOf.get(id).forEach(task -> prepare(task, bolt)));
    }

    @SuppressWarnings("unchecked")
    private void prepare(int task, Bolt bolt) {
        IRichBolt made = (IRichBolt) Utils.javaDeserialize(bolt.get_bolt_object().get_serialized_java(), Object.class);
        Map<String, Object> conf = new HashMap<>(contexts.conf);
        if (bolt.get_common().get_json_conf() != null) {
            conf.putAll((Map<String, Object>) JSONValue.parse(bolt.get_common().get_json_conf()));
        }
        bolts.put(task, made);
        made.prepare(conf, tasks.get(task), new OutputCollector(new Emitting(task)));
    }

    /** Starts all bolts anew, with what they keep in a state; what was on its way is lost. */
    void restartAll() {
        tasks.keySet().forEach(task -> contexts.registry.deregister(new HashSet<>(contexts.registry.getTaskGauges(task).values()))); // a new worker has none
        queues.clear();
        bolts.values().forEach(IRichBolt::cleanup);
        topology.get_bolts().forEach((id, bolt) -> tasksOf.get(id).forEach(task -> prepare(task, bolt)));
    }

    /** A spout's task emits. */
    void emit(String spout, Object... values) {
        send(tasksOf.get(spout).get(0), Utils.DEFAULT_STREAM_ID, new Values(values));
    }

    /** A step of a checkpoint, of which every stateful bolt hears. */
    void checkpoint(long txid, Action action) {
        send(tasksOf.get(CheckpointSpout.CHECKPOINT_COMPONENT_ID).get(0), CheckpointSpout.CHECKPOINT_STREAM_ID, new Values(txid, action));
        deliverAll();
    }

    private List<Integer> send(int from, String stream, List<Object> values) {
        TopologyContext context = tasks.get(from);
        GlobalStreamId id = new GlobalStreamId(context.getThisComponentId(), stream);
        Tuple tuple = new TupleImpl(context, values, context.getThisComponentId(), from, stream);
        assertEquals(values.size(), tuple.getFields().size(), () -> "fields of " + id + ": " + values);
        List<Integer> receivers = new ArrayList<>();
        topology.get_bolts().forEach((bolt, spec) -> {
            Grouping grouping = spec.get_common().get_inputs().get(id);
            if (grouping != null) {
                receivers.addAll(receivers(grouping, tasksOf.get(bolt), tuple));
            }
        });
        receivers.forEach(to -> queues.computeIfAbsent(List.of(from, to), way -> new ArrayDeque<>()).add(tuple));
        return receivers;
    }

    private List<Integer> receivers(Grouping grouping, List<Integer> to, Tuple tuple) {
        if (grouping.is_set_all()) {
            return to;
        }
        if (grouping.is_set_fields()) {
            if (grouping.get_fields().isEmpty()) {
                return List.of(to.get(0));
            }
            List<Object> key = new ArrayList<>();
            grouping.get_fields().forEach(field -> key.add(tuple.getValueByField(field)));
            return List.of(to.get(Math.floorMod(key.hashCode(), to.size())));
        }
        return List.of(to.get(Math.floorMod(sent++, to.size())));
    }

    /** Delivers one tuple, from a queue of chance. @return false if there is none */
    boolean deliver() {
        List<List<Integer>> full = queues.keySet().stream().filter(way -> !queues.get(way).isEmpty()).toList();
        if (full.isEmpty()) {
            return false;
        }
        List<Integer> way = full.get(random.nextInt(full.size()));
        bolts.get(way.get(1)).execute(queues.get(way).poll());
        return true;
    }

    void deliverAll() {
        while (deliver()) {
            assertEquals(List.of(), errors);
        }
    }

    /** Fires the windows of a bolt of chance. */
    void fireSome() {
        List<IRichBolt> all = new ArrayList<>(bolts.values());
        WindowStepper.fire(all.get(random.nextInt(all.size())));
    }

    /** Delivers everything and fires all windows that are due, until there is nothing more to do. */
    void finish() {
        for (int round = 0; round < 5; round++) {
            deliverAll();
            bolts.values().forEach(WindowStepper::fire);
        }
        deliverAll();
    }

    @Override
    public void close() {
        bolts.values().forEach(IRichBolt::cleanup);
    }

    /** What a task emits. */
    private final class Emitting implements IOutputCollector {
        private final int task;

        Emitting(int task) {
            this.task = task;
        }

        @Override
        public List<Integer> emit(String streamId, Collection<Tuple> anchors, List<Object> tuple) {
            return send(task, streamId, tuple);
        }

        @Override
        public void emitDirect(int taskId, String streamId, Collection<Tuple> anchors, List<Object> tuple) {
            throw new UnsupportedOperationException("no stream of a test is direct");
        }

        @Override
        public void ack(Tuple input) {
        }

        @Override
        public void fail(Tuple input) {
            failed.add(input);
        }

        @Override
        public void resetTimeout(Tuple input) {
        }

        @Override
        public void flush() {
        }

        @Override
        public void reportError(Throwable error) {
            errors.add(error);
        }
    }
}
