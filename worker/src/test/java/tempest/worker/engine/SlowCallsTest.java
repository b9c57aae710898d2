// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tempest.worker.engine.TestWorker.await;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.storm.Config;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tempest.cluster.ManualClock;
import tempest.worker.engine.Probe.TestBolt;
import tempest.worker.engine.Probe.TestSpout;

/** Calls of user code that take long: what they emitted or acked is sent meanwhile, and no tuple times out because of them. */
class SlowCallsTest {
    private static final int QUICK_CALLS = 100_000;

    private final Map<String, Object> conf = new HashMap<>();
    private final Probe probe = new Probe();
    private final AtomicInteger arrivals = new AtomicInteger();
    private TestWorker worker;

    @AfterEach
    void stop() {
        worker.close();
    }

    private void start(int bolts, ManualClock clock) {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("spout", new TestSpout(probe));
        builder.setBolt("first", new TestBolt(probe, bolts == 1)).shuffleGrouping("spout");
        if (bolts == 2) {
            builder.setBolt("last", new TestBolt(probe)).shuffleGrouping("first");
        }
        worker = clock == null ? new TestWorker(builder.createTopology(), conf) : new TestWorker(builder.createTopology(), conf, clock);
        worker.start();
    }

    /** Emits this many tuples in one call, which ends when all of them have arrived. */
    private void emitAndWait(int tuples, Runnable emit) {
        int before = arrivals.get();
        for (int i = 0; i < tuples; i++) {
            emit.run();
        }
        await("what was emitted arrives while the call continues", () -> arrivals.get() >= before + tuples);
    }

    private void acksAndCounts(TestBolt bolt, OutputCollector collector, Tuple tuple) {
        arrivals.incrementAndGet();
        collector.ack(tuple);
    }

    @Test
    void aBoltThatBlocksForLongerThanATreeMayTakeIsToldWithItsTaskAndStackOnce() {
        conf.put(Config.TOPOLOGY_MESSAGE_TIMEOUT_SECS, 1);
        probe.limit = 1;
        CountDownLatch released = new CountDownLatch(1);
        AtomicInteger task = new AtomicInteger();
        probe.execute = (bolt, collector, tuple) -> {
            task.set(bolt.context.getThisTaskId());
            released.await();
            collector.ack(tuple);
        };
        start(1, null);
        await("it is told", () -> !worker.errors.isEmpty());
        Throwable told = worker.errors.peek();
        assertTrue(told.getMessage().startsWith("task " + task.get() + " has been in one call for 1 s"), told.getMessage());
        assertTrue(List.of(told.getStackTrace()).stream().anyMatch(frame -> frame.getClassName().equals(SlowCallsTest.class.getName())),
            List.of(told.getStackTrace()).toString());
        await("the tree times out", () -> probe.failed.size() == 1);
        released.countDown();
        assertEquals(1, worker.errors.size());
        assertEquals(0, worker.deaths.size());
    }

    @Test
    void aTupleOfASpoutArrivesDuringItsCallFromTheFirstCallOn() {
        probe.limit = 5;
        probe.emit = (collector, n) -> emitAndWait(1, () -> collector.emit(new Values(n), n));
        probe.execute = this::acksAndCounts;
        start(1, null);
        await("acks", () -> probe.acked.size() == 5);
    }

    @Test
    void eachTupleOfACallThatEmitsManyArrivesDuringIt() {
        probe.limit = 5;
        probe.emit = (collector, n) -> emitAndWait(1000, () -> collector.emit(new Values(n), n));
        probe.execute = this::acksAndCounts;
        start(1, null);
        await("acks", () -> probe.acked.size() == 5000);
    }

    @Test
    void aTupleOfASlowCallAfterManyQuickOnesArrivesDuringIt() {
        probe.limit = QUICK_CALLS + 5;
        probe.emit = (collector, n) -> {
            if (n < QUICK_CALLS) {
                collector.emit(new Values(n), n);
            } else if (n == QUICK_CALLS) {
                collector.emit(new Values(n), n);
                await("what was emitted arrives while the call continues", () -> arrivals.get() == QUICK_CALLS + 1);
            } else {
                emitAndWait(3, () -> collector.emit(new Values(n), n));
            }
        };
        probe.execute = this::acksAndCounts;
        start(1, null);
        await("acks", () -> probe.acked.size() == QUICK_CALLS + 1 + 12);
        assertEquals(0, probe.failed.size());
    }

    @Test
    void tuplesOfABoltArriveDuringItsCallAtTheBeginningAndLater() {
        probe.limit = QUICK_CALLS;
        probe.execute = (bolt, collector, tuple) -> {
            long n = tuple.getLong(0);
            if (bolt.isLast) {
                acksAndCounts(bolt, collector, tuple);
            } else if (n < 3 || n >= QUICK_CALLS - 3) {
                int before = arrivals.get();
                for (int i = 0; i < 40; i++) {
                    collector.emit(tuple, new Values(n));
                }
                await("what was emitted arrives while the call continues", () -> arrivals.get() >= before + 40);
                collector.ack(tuple);
            } else {
                collector.emit(tuple, new Values(n));
                collector.ack(tuple);
            }
        };
        start(2, null);
        await("acks", () -> probe.acked.size() == QUICK_CALLS);
        assertEquals(0, probe.failed.size());
    }

    @Test
    void anAckIsSentDuringTheCallThatMadeIt() {
        probe.limit = QUICK_CALLS;
        probe.execute = (bolt, collector, tuple) -> {
            long n = tuple.getLong(0);
            collector.ack(tuple);
            if (n < 3 || n >= QUICK_CALLS - 3) {
                await("the spout is notified", () -> probe.acked.contains(n));
            }
        };
        start(1, null);
        await("acks", () -> probe.acked.size() == QUICK_CALLS);
    }

    @Test
    void aFailureIsSentDuringTheCallThatMadeIt() {
        probe.limit = 100;
        probe.execute = (bolt, collector, tuple) -> {
            Object n = tuple.getValue(0);
            collector.fail(tuple);
            await("the spout is notified", () -> probe.failed.contains(n));
        };
        start(1, null);
        await("failures", () -> probe.failed.size() == 100);
    }

    @Test
    void noTupleTimesOutSoonerThanAFullTimeoutAfterItsEmit() {
        conf.put(Config.TOPOLOGY_MESSAGE_TIMEOUT_SECS, 1);
        ManualClock clock = new ManualClock();
        // So that each is acked before the next call.
        conf.put(Config.TOPOLOGY_MAX_SPOUT_PENDING, 1);
        probe.limit = 2000;
        probe.emit = (collector, n) -> {
            if (n < 20 || n > 1500 && n % 5 == 0) {
                clock.advance(1500, TimeUnit.MILLISECONDS); // Like a consumer that waits for records.
            }
            collector.emit(new Values(n), n);
        };
        start(1, clock);
        await("all ends", () -> probe.acked.size() + probe.failed.size() == 2000);
        assertEquals(List.of(), List.copyOf(probe.failed));
    }

    @Test
    void aTupleThatIsNotAckedTimesOutAFullTimeoutAfterItsEmit() {
        conf.put(Config.TOPOLOGY_MESSAGE_TIMEOUT_SECS, 1);
        ManualClock clock = new ManualClock();
        Map<Long, Long> emittedAt = new HashMap<>();
        List<Long> early = new CopyOnWriteArrayList<>();
        probe.limit = 300;
        probe.emit = (collector, n) -> {
            clock.advance(n % 7 == 0 ? 400 : 1, TimeUnit.MILLISECONDS);
            emittedAt.put(n, clock.nanoTime());
            collector.emit(new Values(n), n);
            probe.failed.forEach(id -> {
                if (clock.nanoTime() - emittedAt.get(id) < TimeUnit.SECONDS.toNanos(1)) {
                    early.add((Long) id);
                }
            });
        };
        probe.execute = (bolt, collector, tuple) -> bolt.kept.add(tuple);
        start(1, clock);
        await("some fail", () -> {
            clock.advance(100, TimeUnit.MILLISECONDS);
            return probe.failed.size() == 300;
        });
        assertEquals(List.of(), early);
    }

    @Test
    void acksThatCameInTimeCountHoweverLongTheSpoutSlept() {
        conf.put(Config.TOPOLOGY_MESSAGE_TIMEOUT_SECS, 1);
        ManualClock clock = new ManualClock();
        // More than the spout's inbox has slots for, one ack at a time.
        int tuples = 20_000;
        AtomicLong emitted = new AtomicLong();
        probe.limit = tuples;
        probe.emit = (collector, n) -> {
            collector.emit(new Values(n), n);
            if (emitted.incrementAndGet() == tuples) {
                await("all are acked while the spout sleeps", () -> probe.executed.get() == tuples);
                clock.advance(40, TimeUnit.SECONDS);
            }
        };
        start(1, clock);
        await("all ends", () -> probe.acked.size() + probe.failed.size() == tuples);
        assertEquals(0, probe.failed.size(), "failed though they were acked in time");
    }

    @Test
    void aBoltThatCannotEmitGetsOneTickAfterwards() {
        conf.put(Config.TOPOLOGY_TICK_TUPLE_FREQ_SECS, 1);
        conf.put(Config.TOPOLOGY_EXECUTOR_RECEIVE_BUFFER_SIZE, 64);
        ManualClock clock = new ManualClock();
        AtomicInteger ticks = new AtomicInteger();
        CountDownLatch go = new CountDownLatch(1);
        probe.execute = (bolt, collector, tuple) -> {
            if (tuple.getSourceStreamId().equals("__tick")) {
                ticks.addAndGet(bolt.isLast ? 0 : 1);
            } else if (bolt.isLast) {
                go.await();
                collector.ack(tuple);
            } else {
                collector.emit(tuple, new Values(tuple.getValue(0)));
                collector.ack(tuple);
            }
        };
        Probe witness = new Probe();
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("spout", new TestSpout(probe));
        builder.setBolt("first", new TestBolt(probe, false)).shuffleGrouping("spout");
        builder.setBolt("last", new TestBolt(probe)).shuffleGrouping("first");
        builder.setBolt("witness", new TestBolt(witness)).shuffleGrouping("spout", "side");
        worker = new TestWorker(builder.createTopology(), conf, clock).start();
        AtomicLong seen = new AtomicLong(-1);
        AtomicInteger unchanged = new AtomicInteger();
        // A sender waits until half of the inbox is free.
        await("the first bolt can send no more", () -> {
            unchanged.set(seen.getAndSet(probe.executed.get()) == probe.executed.get() ? unchanged.get() + 1 : 0);
            return unchanged.get() > 100 && worker.engine.loads().values().stream().filter(load -> load > 0.5).count() >= 2;
        });
        int early = ticks.get();
        for (int second = 1; second <= 30; second++) {
            int due = second;
            clock.advance(1, TimeUnit.SECONDS);
            await("a bolt that is not blocked gets each tick", () -> witness.executed.get() >= due);
        }
        assertEquals(early, ticks.get(), "a bolt that cannot send was given ticks");
        go.countDown();
        await("it gets the tick when there is capacity", () -> ticks.get() > early);
        await("and no more than that", () -> worker.engine.loads().values().stream().allMatch(load -> load < 1));
        assertTrue(ticks.get() <= early + 2, "it was given " + (ticks.get() - early) + " ticks, all of which fell due at once");
    }
}
