// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.api.epoch;

import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.util.Set;
import java.util.TreeMap;
import org.apache.storm.Constants;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.spout.ISpoutOutputCollector;
import org.apache.storm.spout.SpoutOutputCollector;
import org.apache.storm.task.GeneralTopologyContext;
import org.apache.storm.task.IOutputCollector;
import org.apache.storm.topology.BasicBoltExecutor;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.TupleImpl;
import org.apache.storm.tuple.Values;

/**
 * An exactly-once topology of the real spout, bolt and coordinator, over a network and a store of its own, stepped by one seeded thread: two sources, two relays, two counts,
 * a sink. Tasks die between any two calls and within those to the store and the sink, are replaced while they still run, lose messages, fail tuples, and have threads that ack, fail and emit
 * later, whose tuples overtake. A source sends a third of its numbers past the relays. {@link SimulatedBolts} are what runs.
 */
final class EpochSimulation {
    static final int NUMBERS = 40;
    static final int KEYS = 6;
    private static final int BREAKING_STEPS = 6_000;
    private static final int MOST_STEPS = 150_000;
    private static final Map<String, List<Integer>> TASKS = Map.of("source", List.of(1, 2), "relay", List.of(3, 4), "count", List.of(5, 6), "sink", List.of(7));
    private static final String ASIDE = "aside";
    private static final Map<String, Map<String, String>> EDGES = Map.of("source", Map.of("default", "relay", "past", "count"),
        "relay", Map.of("default", "count", ASIDE, "count"), "count", Map.of("default", "sink"), "sink", Map.of());
    private static final GeneralTopologyContext CONTEXT = new GeneralTopologyContext(new StormTopology(new HashMap<>(), new HashMap<>(), new HashMap<>()),
        new HashMap<>(Map.of("storm.cluster.mode", "distributed")), new HashMap<>(), new HashMap<>(), new HashMap<>(), "t-1-1");

    private final Random random;
    private final Faults faults;
    private final MapStore store = new MapStore();
    private final EpochSettings settings;
    private final Map<Integer, List<Instance>> instances = new TreeMap<>();
    private final Map<Channel, Deque<Message>> network = new LinkedHashMap<>();
    private final Map<Transaction, List<List<Object>>> prepared = new HashMap<>();
    private final Map<Long, List<List<Object>>> committed = new TreeMap<>();
    private final List<List<Object>> seen = new ArrayList<>();
    private boolean breaking = true;
    private boolean byOtherThread;
    private long now;

    /** What is left out, to see that it is needed. */
    enum Faults { GUARANTEED, SINK_WITHOUT_TRANSACTIONS, STATE_NOT_RESTORED }

    /** What other threads of a task emit overtakes what it emits itself, and is overtaken. */
    private record Channel(Instance from, Instance to, boolean byOtherThread) {
    }

    private record Message(String stream, List<Object> values) {
    }

    /** The process is gone. */
    private static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** One life of a task. */
    private final class Instance {
        private final int task;
        private final String component;
        private final Map<Integer, Instance> routes = new HashMap<>();
        private EpochSpout spout;
        private EpochBolt bolt;
        private EpochCoordinator coordinator;
        private final List<Runnable> otherThreads = new ArrayList<>();
        private final Map<Object, Object> outside = new HashMap<>();
        private boolean alive = true;

        Instance(int task, String component) {
            this.task = task;
            this.component = component;
        }
    }

    EpochSimulation(long seed, Faults faults) {
        random = new Random(seed);
        this.faults = faults;
        settings = new EpochSettings(store, () -> now, 200, 3000);
        TASKS.forEach((component, tasks) -> tasks.forEach(task -> instances.put(task, new ArrayList<>())));
        instances.put(0, new ArrayList<>());
        instances.keySet().forEach(this::start);
    }

    private final class MapStore implements EpochStore {
        private final TreeMap<String, byte[]> entries = new TreeMap<>();

        @Override
        public boolean create(String name, byte[] content) {
            breakSometimes("cannot write " + name);
            boolean created = entries.putIfAbsent(name, content) == null;
            breakSometimes("cannot tell of " + name);
            return created;
        }

        private void breakSometimes(String what) {
            dieSometimes(400);
            if (sometimes(400)) {
                throw new UncheckedIOException(what, new IOException("away"));
            }
        }

        @Override
        public byte[] read(String name) {
            return entries.get(name);
        }

        @Override
        public List<String> list(String folder) {
            Set<String> names = new HashSet<>();
            entries.tailMap(folder + "/").keySet().stream().takeWhile(name -> name.startsWith(folder + "/"))
                .forEach(name -> names.add(name.substring(folder.length() + 1).split("/")[0]));
            return List.copyOf(names);
        }

        @Override
        public void delete(String name) {
            entries.keySet().removeIf(entry -> entry.equals(name) || entry.startsWith(name + "/"));
        }
    }

    private static String component(int task) {
        return TASKS.entrySet().stream().filter(each -> each.getValue().contains(task)).map(Map.Entry::getKey).findFirst().orElse("coordinator");
    }

    /** While things break: whether this breaks. */
    boolean sometimes(int oneIn) {
        return breaking && random.nextInt(oneIn) == 0;
    }

    boolean isSlow() {
        return breaking && random.nextInt(12) != 0;
    }

    void dieSometimes(int oneIn) {
        if (sometimes(oneIn)) {
            throw new Death();
        }
    }

    private void start(int task) {
        String component = component(task);
        Instance instance = new Instance(task, component);
        instances.get(task).add(instance);
        run(instance, () -> {
            if (task == 0) {
                instance.coordinator = new EpochCoordinator(List.of());
                instance.coordinator.prepare(settings, Set.of("source-0", "source-1", "count-0", "count-1", "sink-0"), error -> {
                    throw new AssertionError(error);
                });
                return;
            }
            EpochTask named = new EpochTask(store, component + "-" + TASKS.get(component).indexOf(task));
            Set<Integer> tasks = new HashSet<>();
            EDGES.get(component).values().forEach(to -> tasks.addAll(TASKS.get(to)));
            EpochOutput.Targets targets = new EpochOutput.Targets(tasks, component.equals("relay") ? Map.of(ASIDE, Set.copyOf(TASKS.get("count"))) : Map.of());
            if (component.equals("source")) {
                SimulatedBolts.Numbers numbers = new SimulatedBolts.Numbers(this, task);
                instance.spout = new EpochSpout(numbers);
                instance.spout.prepare(settings, named, targets, new Output(instance));
                numbers.collector = new SpoutOutputCollector(instance.spout.new Tagging());
            } else {
                startBolt(instance, named, targets);
            }
        });
    }

    private void startBolt(Instance instance, EpochTask task, EpochOutput.Targets targets) {
        String component = instance.component;
        Set<Integer> sources = new HashSet<>();
        EDGES.forEach((from, edges) -> {
            if (edges.containsValue(component)) {
                sources.addAll(TASKS.get(from));
            }
        });
        boolean saves = !component.equals("relay");
        instance.bolt = new EpochBolt(new EpochBolt.Wrapped(new byte[0], saves, 0));
        instance.bolt.prepare(settings, task, sources, targets, () -> new SimulatedBolts.LateState(this, instance.otherThreads::add), new Output(instance), () -> switch (component) {
            case "relay" -> new SimulatedBolts.Relay(this, instance.otherThreads::add);
            case "count" -> new SimulatedBolts.Count(this, faults == Faults.STATE_NOT_RESTORED ? instance.outside : null);
            default -> new BasicBoltExecutor(new SimulatedBolts.Sink(this, prepared, committed, seen));
        }, (life, collector) -> life.prepare(Map.of(), null, collector));
    }

    /** Runs one call of an instance; what it throws is its end, and another one is started. */
    private void run(Instance instance, Runnable call) {
        try {
            call.run();
        } catch (Death e) {
            replace(instance, true);
        }
    }

    private void replace(Instance instance, boolean dies) {
        boolean current = current(instance.task) == instance;
        if (dies) {
            instance.alive = false;
            instances.get(instance.task).remove(instance);
            if (random.nextBoolean()) {
                network.keySet().removeIf(channel -> channel.from == instance);
            }
        }
        if (current) {
            start(instance.task);
        }
    }

    private Instance current(int task) {
        List<Instance> lives = instances.get(task);
        return lives.isEmpty() ? null : lives.get(lives.size() - 1);
    }

    private <T> T any(Collection<T> all) {
        return all.stream().skip(random.nextInt(all.size())).findFirst().orElseThrow();
    }

    /** Runs until everything is committed; false if that does not happen. */
    boolean run() {
        List<Integer> all = List.copyOf(instances.keySet());
        for (int step = 0; step < MOST_STEPS; step++) {
            now += random.nextInt(3);
            if (step == BREAKING_STEPS) {
                breaking = false;
                instances.values().forEach(lives -> List.copyOf(lives.subList(0, Math.max(0, lives.size() - 1))).forEach(zombie -> replace(zombie, true)));
            }
            if (sometimes(600)) {
                replace(one(instances.get(one(all))), random.nextBoolean());
            }
            step(one(instances.get(one(all))));
            for (int i = 0; i < 3 && !network.isEmpty(); i++) {
                deliver(any(network.keySet()));
            }
            if (!breaking && step % 100 == 0 && numbers().size() >= 2 * NUMBERS) {
                return true;
            }
        }
        return false;
    }

    private void step(Instance one) {
        if (one.coordinator != null) {
            run(one, one.coordinator::nextTuple);
        } else if (one.spout != null) {
            run(one, one.spout::nextTuple);
        } else if (one.bolt != null && !one.otherThreads.isEmpty() && random.nextInt(4) > 0) {
            Runnable ofOther = one.otherThreads.remove(random.nextInt(one.otherThreads.size()));
            byOtherThread = true;
            run(one, ofOther);
            byOtherThread = false;
        } else if (one.bolt != null && random.nextInt(20) == 0) {
            run(one, () -> one.bolt.execute(new TupleImpl(CONTEXT, new Values(1), Constants.SYSTEM_COMPONENT_ID, (int) Constants.SYSTEM_TASK_ID, Constants.SYSTEM_TICK_STREAM_ID)));
        }
    }

    private <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private void deliver(Channel channel) {
        Deque<Message> messages = network.get(channel);
        Message message = messages.remove();
        if (messages.isEmpty()) {
            network.remove(channel);
        }
        if (!channel.to.alive || channel.to.bolt == null || sometimes(2000)) {
            return; // lost
        }
        run(channel.to, () -> channel.to.bolt.execute(new TupleImpl(CONTEXT, message.values, channel.from.component, channel.from.task, message.stream)));
    }

    /** Where an instance's messages for a task go: to the life of it that was the last when this was asked, as long as that one lives. */
    private void send(Instance from, int task, String stream, List<Object> values) {
        Instance to = from.routes.compute(task, (of, known) -> known != null && known.alive && (!breaking || random.nextInt(50) > 0) ? known : current(of));
        if (to != null) {
            network.computeIfAbsent(new Channel(from, to, byOtherThread), channel -> new ArrayDeque<>()).add(new Message(stream, values));
        }
    }

    /** The numbers that came out, in no order. */
    List<Long> numbers() {
        return results().stream().map(each -> (Long) each.get(0)).sorted().toList();
    }

    private List<List<Object>> results() {
        List<List<Object>> all = new ArrayList<>();
        if (faults == Faults.SINK_WITHOUT_TRANSACTIONS) {
            return seen;
        }
        committed.values().forEach(all::addAll);
        return all;
    }

    /** For each key, the counts that came out. */
    Map<Long, List<Long>> counts() {
        Map<Long, List<Long>> counts = new TreeMap<>();
        results().forEach(each -> counts.computeIfAbsent((Long) each.get(0) % KEYS, key -> new ArrayList<>()).add((Long) each.get(1)));
        counts.values().forEach(all -> all.sort(null));
        return counts;
    }

    static List<Long> expectedNumbers() {
        List<Long> all = new ArrayList<>();
        for (long i = 0; i < 2 * NUMBERS; i++) {
            all.add(i);
        }
        return all;
    }

    static Map<Long, List<Long>> expectedCounts() {
        Map<Long, List<Long>> counts = new TreeMap<>();
        expectedNumbers().forEach(number -> {
            List<Long> of = counts.computeIfAbsent(number % KEYS, key -> new ArrayList<>());
            of.add(of.size() + 1L);
        });
        return counts;
    }

    private final class Output implements ISpoutOutputCollector, IOutputCollector {
        private final Instance from;

        Output(Instance from) {
            this.from = from;
        }

        @Override
        public List<Integer> emit(String streamId, List<Object> tuple, Object messageId) {
            String to = EDGES.get(from.component).get(streamId);
            if (to == null || streamId.equals(ASIDE)) {
                return List.of();
            }
            long number = (Long) tuple.get(0);
            int task = to.equals("count") ? TASKS.get(to).get((int) (number % 2)) : any(TASKS.get(to));
            send(from, task, streamId, tuple);
            return List.of(task);
        }

        @Override
        public void emitDirect(int taskId, String streamId, List<Object> tuple, Object messageId) {
            if (streamId.equals(EpochOutput.STREAM) || streamId.equals(ASIDE) && TASKS.get("count").contains(taskId)) {
                send(from, taskId, streamId, tuple);
            }
        }

        @Override
        public List<Integer> emit(String streamId, Collection<Tuple> anchors, List<Object> tuple) {
            return emit(streamId, tuple, null);
        }

        @Override
        public void emitDirect(int taskId, String streamId, Collection<Tuple> anchors, List<Object> tuple) {
            emitDirect(taskId, streamId, tuple, null);
        }

        @Override
        public void ack(Tuple input) {
        }

        @Override
        public void fail(Tuple input) {
        }

        @Override
        public void resetTimeout(Tuple input) {
        }

        @Override
        public long getPendingCount() {
            return 0;
        }

        @Override
        public void flush() {
        }

        @Override
        public void reportError(Throwable error) {
            // what a task says of the store and the sink
        }
    }
}
