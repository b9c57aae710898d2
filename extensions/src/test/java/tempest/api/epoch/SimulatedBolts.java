// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.api.epoch;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.storm.spout.SpoutOutputCollector;
import org.apache.storm.state.KeyValueState;
import org.apache.storm.state.Serializer;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.BasicOutputCollector;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseBasicBolt;
import org.apache.storm.topology.base.BaseRichBolt;
import org.apache.storm.topology.base.BaseRichSpout;
import org.apache.storm.topology.base.BaseStatefulBolt;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;

/** The user's code in an {@link EpochSimulation}: written as users write it, with what may go wrong in it. */
final class SimulatedBolts {
    private SimulatedBolts() { }

    static final class Longs implements Serializer<Object> {
        @Override
        public byte[] serialize(Object obj) {
            return ByteBuffer.allocate(Long.BYTES).putLong((Long) obj).array();
        }

        @Override
        public Object deserialize(byte[] b) {
            return ByteBuffer.wrap(b).getLong();
        }
    }

    /** Emits the even numbers, or the odd ones. */
    static final class Numbers extends BaseRichSpout implements ICheckpointedSpout {
        private static final long serialVersionUID = 1L;
        private final transient EpochSimulation simulation;
        private final int task;
        transient SpoutOutputCollector collector;
        private long next;

        Numbers(EpochSimulation simulation, int task) {
            this.simulation = simulation;
            this.task = task;
        }

        @Override
        public void open(Map<String, Object> conf, TopologyContext context, SpoutOutputCollector collector) {
        }

        @Override
        public void nextTuple() {
            if (next < EpochSimulation.NUMBERS && !simulation.isSlow()) {
                long number = 2 * next++ + task - 1;
                collector.emitDirect(5, "default", new Values(number)); // who subscribes to another stream: it goes nowhere
                collector.emit(number % 3 == 0 ? "past" : "default", new Values(number));
            }
        }

        @Override
        public byte[] position() {
            return ByteBuffer.allocate(Long.BYTES).putLong(next).array();
        }

        @Override
        public void restore(byte[] position) {
            next = position == null ? 0 : ByteBuffer.wrap(position).getLong();
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
        }
    }

    /** Passes numbers on, at once or later, by another thread, by its stream or by a direct one; fails some, in either thread. */
    static final class Relay extends BaseRichBolt {
        private static final long serialVersionUID = 1L;
        private final transient EpochSimulation simulation;
        private final transient Consumer<Runnable> otherThread;
        private transient OutputCollector collector;

        Relay(EpochSimulation simulation, Consumer<Runnable> otherThread) {
            this.simulation = simulation;
            this.otherThread = otherThread;
        }

        @Override
        public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
            this.collector = collector;
        }

        @Override
        public void execute(Tuple input) {
            long number = input.getLong(0);
            if (number % 5 < 2) {
                otherThread.accept(() -> handle(input, number));
            } else {
                handle(input, number);
            }
        }

        private void handle(Tuple input, long number) {
            if (simulation.sometimes(300)) {
                collector.fail(input);
                collector.ack(input); // too late to mend it
                return;
            }
            collector.emitDirect(6, "default", input, new Values(number)); // no subscriber: it goes nowhere
            if (number % 2 == 0) {
                collector.emitDirect(5, "aside", input, new Values(number));
            } else {
                collector.emit(input, new Values(number));
            }
            collector.ack(input);
            collector.ack(input); // once too often
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
        }
    }

    /** Numbers what it gets of each key: at once, or what it gathered when it is asked to prepare, where it fails some. */
    static final class Count extends BaseStatefulBolt<KeyValueState<Object, Object>> {
        private static final long serialVersionUID = 1L;
        private final transient EpochSimulation simulation;
        /** Null for counts in the state. */
        private final transient Map<Object, Object> outside;
        private final transient List<Tuple> gathered = new ArrayList<>();
        private transient OutputCollector collector;
        private transient KeyValueState<Object, Object> state;

        Count(EpochSimulation simulation, Map<Object, Object> outside) {
            this.simulation = simulation;
            this.outside = outside;
        }

        @Override
        public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
            this.collector = collector;
        }

        @Override
        public void initState(KeyValueState<Object, Object> state) {
            this.state = state;
        }

        @Override
        public void execute(Tuple input) {
            if (input.getLong(0) % 7 < 2) {
                gathered.add(input);
            } else {
                count(input);
            }
        }

        private void count(Tuple input) {
            long number = input.getLong(0);
            Object key = number % EpochSimulation.KEYS;
            long count = (Long) (outside != null ? outside.getOrDefault(key, 0L) : state.get(key, 0L)) + 1;
            state.put(key, count);
            if (outside != null) {
                outside.put(key, count);
            }
            collector.emit(input, new Values(number, count));
            collector.ack(input);
        }

        @Override
        public void prePrepare(long txid) {
            for (Tuple input : gathered) {
                if (simulation.sometimes(60)) {
                    collector.fail(input);
                } else {
                    count(input);
                }
            }
            gathered.clear();
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
        }
    }

    /** State whose snapshots another thread stores while the task goes on, or cannot store. */
    static final class LateState implements IEpochState {
        private final EpochSimulation simulation;
        private final Consumer<Runnable> otherThread;
        private final EpochState state = new EpochState(new Longs());

        LateState(EpochSimulation simulation, Consumer<Runnable> otherThread) {
            this.simulation = simulation;
            this.otherThread = otherThread;
        }

        @Override
        public CompletableFuture<byte[]> snapshot(Transaction transaction) {
            CompletableFuture<byte[]> stored = new CompletableFuture<>();
            state.snapshot(transaction).thenAccept(snapshot -> otherThread.accept(() -> {
                if (simulation.sometimes(30)) {
                    stored.completeExceptionally(new IllegalStateException("the disk is full"));
                } else {
                    stored.complete(snapshot);
                }
            }));
            return stored;
        }

        @Override
        public void restore(long incarnation, byte[] snapshot) {
            state.restore(incarnation, snapshot);
        }

        @Override
        public void committed(Transaction transaction) {
            state.committed(transaction);
        }

        @Override
        public void put(Object key, Object value) {
            state.put(key, value);
        }

        @Override
        public Object get(Object key) {
            return state.get(key);
        }

        @Override
        public Object get(Object key, Object defaultValue) {
            return state.get(key, defaultValue);
        }

        @Override
        public Object delete(Object key) {
            return state.delete(key);
        }

        @Override
        public Iterator<Map.Entry<Object, Object>> iterator() {
            return state.iterator();
        }

        @Override
        public void close() {
            state.close();
        }
    }

    /** A sink that is a basic bolt. What it prepares and commits is in a database that is away now and then. */
    static final class Sink extends BaseBasicBolt implements ITwoPhaseSink {
        private static final long serialVersionUID = 1L;
        private final transient EpochSimulation simulation;
        private final transient Map<Transaction, List<List<Object>>> prepared;
        private final transient Map<Long, List<List<Object>>> committed;
        private final transient List<List<Object>> seen;
        private transient List<List<Object>> open = new ArrayList<>();

        Sink(EpochSimulation simulation, Map<Transaction, List<List<Object>>> prepared, Map<Long, List<List<Object>>> committed, List<List<Object>> seen) {
            this.simulation = simulation;
            this.prepared = prepared;
            this.committed = committed;
            this.seen = seen;
        }

        private void breakSometimes() {
            simulation.dieSometimes(100);
            if (simulation.sometimes(60)) {
                throw new IllegalArgumentException("the database is away");
            }
        }

        @Override
        public void execute(Tuple input, BasicOutputCollector collector) {
            open.add(List.copyOf(input.getValues()));
            seen.add(List.copyOf(input.getValues()));
        }

        @Override
        public void prepare(Transaction transaction) {
            breakSometimes();
            prepared.put(transaction, open);
            open = new ArrayList<>();
            breakSometimes();
        }

        @Override
        public void commit(Transaction transaction) {
            breakSometimes();
            List<List<Object>> results = prepared.remove(transaction);
            if (results != null && committed.putIfAbsent(transaction.epoch(), results) != null) {
                throw new AssertionError("epoch " + transaction.epoch() + " is committed twice");
            }
            breakSometimes();
        }

        @Override
        public void abort(long incarnation) {
            breakSometimes();
            prepared.keySet().removeIf(transaction -> transaction.incarnation() < incarnation);
            open = new ArrayList<>();
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
        }
    }
}
