// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.storm.spout.SpoutOutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.BasicOutputCollector;
import org.apache.storm.topology.FailedException;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.topology.base.BaseBasicBolt;
import org.apache.storm.topology.base.BaseRichSpout;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;
import org.apache.storm.utils.Utils;
import org.junit.jupiter.api.Test;
import tempest.cluster.DeadLetterSettings;
import tempest.rpc.DeadLetter;
import tempest.worker.engine.Probe.TestBolt;

/** Tuples that fail again and again, in one worker. */
class DeadLetterTest {
    private static final int MESSAGES = 100;
    private static final long POISON = 13;
    private static final AtomicInteger POISONED = new AtomicInteger();

    private final Probe source = new Probe();
    private final Probe sink = new Probe();

    /** Emits numbers as {@link Probe.TestSpout} does, and each one that fails again. */
    static final class ReplayingSpout extends BaseRichSpout {
        private final int probe;
        private SpoutOutputCollector collector;
        private long next;

        ReplayingSpout(Probe probe) {
            this.probe = probe.number;
        }

        @Override
        public void open(Map<String, Object> conf, TopologyContext context, SpoutOutputCollector newCollector) {
            collector = newCollector;
        }

        @Override
        public void nextTuple() {
            if (next < Probe.of(probe).limit) {
                collector.emit(new Values(next, "secret " + next), next++);
            }
        }

        @Override
        public void ack(Object id) {
            Probe.of(probe).acked.add(id);
        }

        @Override
        public void fail(Object id) {
            Probe.of(probe).failed.add(id);
            collector.emit(new Values(id, "secret " + id), id);
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("n", "word"));
        }
    }

    /** Refuses the poison as long as it is poison. */
    static final class Picky extends BaseBasicBolt {
        @Override
        public void execute(Tuple tuple, BasicOutputCollector collector) {
            if (tuple.getLong(0) == POISON && POISONED.get() > 0) {
                throw new FailedException("thirteen is bad luck");
            }
            collector.emit(new Values(tuple.getLong(0)));
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("n"));
        }
    }

    private TopologyBuilder picky(int tasks) {
        POISONED.set(1);
        source.limit = MESSAGES;
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("source", new ReplayingSpout(source));
        builder.setBolt("picky", new Picky(), tasks).shuffleGrouping("source");
        builder.setBolt("sink", new TestBolt(sink)).shuffleGrouping("picky");
        return builder;
    }

    private static Map<String, Object> conf(Object... pairs) {
        Map<String, Object> conf = new HashMap<>(Utils.readDefaultConfig());
        conf.put(DeadLetterSettings.AFTER, 3);
        for (int i = 0; i < pairs.length; i += 2) {
            conf.put((String) pairs[i], pairs[i + 1]);
        }
        return conf;
    }

    private void awaitAllAcked() {
        TestWorker.await("acks of all messages", () -> source.acked.size() >= MESSAGES);
        assertEquals(MESSAGES, source.acked.stream().distinct().count());
    }

    @Test
    void aPoisonTupleIsADeadLetterAfterItsLastAttemptAndAllOthersAreAcked() {
        try (TestWorker worker = new TestWorker(picky(2).createTopology(), conf()).start()) {
            awaitAllAcked();
            assertEquals(List.of(POISON, POISON), List.copyOf(source.failed), "the third failure is the dead letter");
            assertEquals(1, worker.letters.all.size());
            DeadLetter letter = worker.letters.all.get(0);
            assertEquals("picky", letter.get_component());
            assertEquals("picky", worker.tasks.get(letter.get_task()));
            assertEquals("source default source", letter.get_source() + " " + letter.get_stream() + " " + letter.get_spout());
            assertEquals(3, letter.get_attempts());
            assertEquals(List.of("n", "word"), letter.get_fields());
            assertEquals(List.of("13", "secret 13"), letter.get_values());
            assertTrue(letter.get_cause().contains("thirteen is bad luck"), letter.get_cause());
            assertNull(letter.get_trouble());
            TestWorker.await("the count", () -> worker.engine.figures().totals().values().stream()
                .anyMatch(figures -> figures.get_component().equals("picky") && figures.get_dead_letters() == 1));
            assertEquals(List.of(), List.copyOf(worker.errors), "a failure of a tuple is no error of the topology");
        }
    }

    @Test
    void withoutTheKeyNothingIsADeadLetterAndNothingIsAdded() {
        try (TestWorker worker = new TestWorker(picky(1).createTopology(), Map.of()).start()) {
            TestWorker.await("many failures of the poison", () -> source.failed.size() >= 20);
            POISONED.set(0);
            awaitAllAcked();
            assertEquals(0, worker.letters.all.size());
            assertFalse(worker.tasks.containsValue("__dead_letter_store"));
        }
    }

    @Test
    void aBoltOfTheUsersReadsTheStreamInPlaceOfTheStore() {
        List<String> read = new CopyOnWriteArrayList<>();
        Probe reader = new Probe();
        reader.execute = (bolt, collector, tuple) -> {
            read.add(tuple.getStringByField("component") + " " + tuple.getValueByField("values") + " " + tuple.getValueByField("attempts") + " "
                + tuple.getStringByField("cause"));
            collector.ack(tuple);
        };
        TopologyBuilder builder = picky(1);
        builder.setBolt("reader", new TestBolt(reader)).shuffleGrouping("picky", DeadLetterSettings.STREAM);
        try (TestWorker worker = new TestWorker(builder.createTopology(), conf(DeadLetterSettings.MASK, List.of("word"))).start()) {
            awaitAllAcked();
            assertEquals(1, read.size(), read::toString);
            assertTrue(read.get(0).startsWith("picky [13, secret 13] 3 ") && read.get(0).contains("bad luck"), read::toString);
            assertEquals(0, worker.letters.all.size());
        }
    }

    @Test
    void aReaderThatFailsALetterGetsItAgainAndItsLetterIsNoLetter() {
        AtomicInteger failures = new AtomicInteger(4);
        Probe reader = new Probe();
        reader.execute = (bolt, collector, tuple) -> {
            if (failures.getAndDecrement() > 0) {
                collector.fail(tuple);
            } else {
                collector.ack(tuple);
            }
        };
        TopologyBuilder builder = picky(1);
        builder.setBolt("reader", new TestBolt(reader)).shuffleGrouping("picky", DeadLetterSettings.STREAM);
        try (TestWorker worker = new TestWorker(builder.createTopology(), conf()).start()) {
            awaitAllAcked();
            assertEquals(5, reader.executed.get());
            assertEquals(0, worker.letters.all.size());
        }
    }

    @Test
    void aLetterThatCannotBeKeptComesAgain() {
        TestWorker worker = new TestWorker(picky(1).createTopology(), conf());
        worker.letters.refusals = 2;
        try (worker) {
            worker.start();
            awaitAllAcked();
            assertEquals(1, worker.letters.all.size());
            assertEquals(4, source.failed.size(), "two failures of the bolt and two of the store");
            assertTrue(worker.errors.stream().anyMatch(error -> error.getMessage().contains("the store is away")));
        }
    }

    @Test
    void eachTupleOfATreeThatFailsOnTheLastAttemptIsALetterAndTheOthersGoOn() {
        sink.execute = (bolt, collector, tuple) -> {
            if (tuple.getLong(0) % 2 == 1) {
                collector.reportError(new IllegalStateException("odd"));
                collector.fail(tuple);
            } else {
                collector.ack(tuple);
            }
        };
        Probe third = new Probe();
        source.limit = 4;
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("source", new ReplayingSpout(source));
        builder.setBolt("odd", new TestBolt(sink)).shuffleGrouping("source");
        builder.setBolt("third", new TestBolt(third)).shuffleGrouping("source");
        third.execute = (bolt, collector, tuple) -> {
            if (tuple.getLong(0) == 3) {
                collector.fail(tuple);
            } else {
                collector.ack(tuple);
            }
        };
        try (TestWorker worker = new TestWorker(builder.createTopology(), conf(DeadLetterSettings.AFTER, 1)).start()) {
            TestWorker.await("acks", () -> source.acked.size() >= 4);
            assertEquals(List.of(), List.copyOf(source.failed));
            assertEquals(List.of("odd 1", "odd 3", "third 3"),
                worker.letters.all.stream().map(letter -> letter.get_component() + " " + letter.get_values().get(0)).sorted().toList());
        }
    }

    @Test
    void aTimeOutIsNoAttempt() {
        ConcurrentLinkedQueue<Tuple> kept = new ConcurrentLinkedQueue<>();
        AtomicInteger slow = new AtomicInteger(3);
        sink.execute = (bolt, collector, tuple) -> {
            if (tuple.getLong(0) == POISON && slow.getAndDecrement() > 0) {
                kept.add(tuple);
            } else {
                collector.ack(tuple);
            }
        };
        source.limit = MESSAGES;
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("source", new ReplayingSpout(source));
        builder.setBolt("slow", new TestBolt(sink)).shuffleGrouping("source");
        try (TestWorker worker = new TestWorker(builder.createTopology(), conf("topology.message.timeout.secs", 1)).start()) {
            TestWorker.await("time-outs and then the ack", () -> source.acked.contains(POISON));
            assertEquals(0, worker.letters.all.size());
            assertTrue(Collections.frequency(List.copyOf(source.failed), POISON) >= 3, source.failed::toString);
        }
    }

    @Test
    void maskedFieldsAreNotKeptAndNotReplayed() {
        try (TestWorker worker = new TestWorker(picky(1).createTopology(), conf(DeadLetterSettings.MASK, List.of("wor."))).start()) {
            awaitAllAcked();
            DeadLetter letter = worker.letters.all.get(0);
            assertEquals(List.of("13", "*****"), letter.get_values());
            assertFalse(letter.is_set_payload());
            List<String> told = new CopyOnWriteArrayList<>();
            worker.engine.replay(letter, (id, trouble) -> told.add(trouble));
            assertEquals(1, told.size());
            assertTrue(told.get(0).contains("masked"), told::toString);
        }
    }

    @Test
    void aReplayedLetterReachesItsBoltAsTheSameTupleAndEndsWhenItIsProcessed() {
        try (TestWorker worker = new TestWorker(picky(1).createTopology(), conf()).start()) {
            awaitAllAcked();
            List<String> ended = new CopyOnWriteArrayList<>();
            worker.engine.replay(worker.letters.all.get(0), (id, trouble) -> ended.add(id + " " + trouble));
            TestWorker.await("the end of the first replay", () -> ended.size() == 1);
            assertEquals("1 null", ended.get(0));
            assertEquals(2, worker.letters.all.size(), "it is poison still, so it is a new letter");
            assertEquals(MESSAGES - 1, sink.executed.get());
            POISONED.set(0);
            worker.engine.replay(worker.letters.all.get(1), (id, trouble) -> ended.add(id + " " + trouble));
            TestWorker.await("the end of the second replay", () -> ended.size() == 2);
            assertEquals("2 null", ended.get(1));
            assertEquals(2, worker.letters.all.size());
            assertEquals(MESSAGES, sink.executed.get());
        }
    }
}
