// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tempest.worker.engine.TestWorker.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.storm.Config;
import org.apache.storm.generated.ExecutorStats;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.topology.base.BaseRichBolt;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;
import org.junit.jupiter.api.Test;
import tempest.cluster.Clock;
import tempest.worker.engine.Probe.TestBolt;
import tempest.worker.engine.Probe.TestSpout;

class EngineTest {
    private final Map<String, Object> conf = new HashMap<>();
    private final Probe probe = new Probe();

    private static TopologyBuilder line(Probe probe, int spouts, int bolts) {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("spout", new TestSpout(probe), spouts);
        builder.setBolt("middle", new TestBolt(probe, false), bolts).shuffleGrouping("spout");
        builder.setBolt("last", new TestBolt(probe, true), bolts).fieldsGrouping("middle", new Fields("n"));
        return builder;
    }

    /** How many anchored copies of each tuple a bolt that is not the last emits. */
    private static Probe.Execute passOn(int times) {
        return (bolt, collector, tuple) -> {
            for (int i = 0; i < times && !bolt.isLast; i++) {
                collector.emit(tuple, new Values(tuple.getValue(0)));
            }
            collector.ack(tuple);
        };
    }

    @Test
    void everythingEmittedIsAckedOnceOnTheSpoutsThread() {
        // A thread that gets no processor for 50 ms in a bolt's round is assumed to be blocked, and its spout moves; that is rare.
        for (int more = 4; everythingEmittedIsAckedOnce(new Probe()) > 1; more--) {
            assertTrue(more > 0, "the spout moves from thread to thread time and again");
        }
    }

    /** The number of threads that ran the spout. */
    private int everythingEmittedIsAckedOnce(Probe probe) {
        probe.limit = 20_000;
        probe.execute = passOn(3);
        try (TestWorker worker = new TestWorker(line(probe, 1, 2).createTopology(), conf).start()) {
            await("all acks", () -> probe.acked.size() == 20_000);
            assertEquals(20_000, new HashSet<>(probe.acked).size());
            assertEquals(80_000, probe.executed.get());
            assertEquals(0, probe.failed.size());
            await("quiet", worker.engine::isQuiet);
            return probe.spoutThreads.size();
        }
    }

    @Test
    void manyExecutorsOnFewThreadsDoTheSame() {
        probe.limit = 500;
        probe.execute = passOn(2);
        try (TestWorker worker = new TestWorker(line(probe, 10, 40).createTopology(), conf).start()) {
            await("all acks", () -> probe.acked.size() == 5_000);
            assertEquals(0, probe.failed.size());
        }
    }

    @Test
    void tuplesOfOnePairOfTasksArriveInOrder() {
        probe.limit = 50_000;
        Map<Integer, Long> last = new ConcurrentHashMap<>();
        AtomicInteger disorder = new AtomicInteger();
        probe.execute = (bolt, collector, tuple) -> {
            long n = tuple.getLong(0);
            Long before = last.put(bolt.context.getThisTaskId() * 1000 + tuple.getSourceTask(), n);
            if (before != null && before >= n) {
                disorder.incrementAndGet();
            }
            collector.ack(tuple);
        };
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("spout", new TestSpout(probe), 2);
        builder.setBolt("last", new TestBolt(probe), 2).allGrouping("spout");
        try (TestWorker worker = new TestWorker(builder.createTopology(), conf).start()) {
            await("all acks", () -> probe.acked.size() == 100_000);
            assertEquals(0, disorder.get());
        }
    }

    @Test
    void neverMoreThanMaxSpoutPendingArePending() {
        conf.put(Config.TOPOLOGY_MAX_SPOUT_PENDING, 7);
        probe.limit = 5_000;
        probe.execute = passOn(2);
        try (TestWorker worker = new TestWorker(line(probe, 1, 1).createTopology(), conf).start()) {
            await("all acks", () -> probe.acked.size() == 5_000);
            assertEquals(7, probe.mostPending.get());
        }
    }

    @Test
    void aFailedTupleFailsItsTreeAtOnce() {
        probe.limit = 100;
        probe.execute = (bolt, collector, tuple) -> {
            if (bolt.isLast && tuple.getLong(0) % 2 == 0) {
                collector.fail(tuple);
            } else {
                passOn(1).execute(bolt, collector, tuple);
            }
        };
        try (TestWorker worker = new TestWorker(line(probe, 1, 1).createTopology(), conf).start()) {
            await("all ends", () -> probe.acked.size() + probe.failed.size() == 100);
            assertEquals(50, probe.failed.size());
            assertTrue(probe.failed.stream().allMatch(id -> (Long) id % 2 == 0));
        }
    }

    @Test
    void aTupleNotAckedInTimeFails() {
        conf.put(Config.TOPOLOGY_MESSAGE_TIMEOUT_SECS, 1);
        probe.limit = 10;
        probe.execute = (bolt, collector, tuple) -> bolt.kept.add(tuple);
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("spout", new TestSpout(probe));
        builder.setBolt("last", new TestBolt(probe)).shuffleGrouping("spout");
        try (TestWorker worker = new TestWorker(builder.createTopology(), conf).start()) {
            await("timeouts", () -> probe.failed.size() == 10);
            assertEquals(0, probe.acked.size());
        }
    }

    @Test
    void resetTimeoutKeepsATreeAlive() {
        conf.put(Config.TOPOLOGY_MESSAGE_TIMEOUT_SECS, 4);
        conf.put(Config.TOPOLOGY_TICK_TUPLE_FREQ_SECS, 1);
        probe.limit = 2;
        // Time passes only with the resets, so none of them can come too late.
        AtomicLong time = new AtomicLong();
        Clock clock = new Clock() {
            @Override
            public long nanoTime() {
                return time.get();
            }

            @Override
            public long millis() {
                return time.get() / 1_000_000;
            }

            @Override
            public long realNanos(long nanos) {
                return Math.min(nanos, 1_000_000);
            }
        };
        // The first tuple is reset until it is acked, at a tick after the second failed, which is left alone.
        probe.execute = (bolt, collector, tuple) -> {
            if (!tuple.getSourceStreamId().equals("__tick")) {
                bolt.kept.add(tuple);
                Thread resetter = new Thread(() -> {
                    while (tuple.getLong(0) == 0 && probe.acked.size() + probe.failed.size() < 2) {
                        collector.resetTimeout(tuple);
                        time.addAndGet(100_000_000);
                        LockSupport.parkNanos(1_000_000);
                    }
                });
                resetter.setDaemon(true);
                resetter.start();
            } else if (!probe.failed.isEmpty()) {
                bolt.kept.stream().filter(kept -> kept.getLong(0) == 0).forEach(collector::ack);
                bolt.kept.clear();
            }
        };
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("spout", new TestSpout(probe));
        builder.setBolt("last", new TestBolt(probe)).shuffleGrouping("spout");
        try (TestWorker worker = new TestWorker(builder.createTopology(), conf, clock).start()) {
            await("the ends of both", () -> probe.acked.size() + probe.failed.size() == 2);
            assertEquals(List.of(0L), List.copyOf(probe.acked));
            assertEquals(List.of(1L), List.copyOf(probe.failed));
        }
    }

    @Test
    void withoutAckersEverythingIsAckedAtOnceAndNothingIsTracked() {
        conf.put(Config.TOPOLOGY_ACKER_EXECUTORS, 0);
        probe.limit = 1000;
        List<Boolean> anchored = Collections.synchronizedList(new ArrayList<>());
        probe.execute = (bolt, collector, tuple) -> anchored.add(!tuple.getMessageId().getAnchors().isEmpty());
        try (TestWorker worker = new TestWorker(line(probe, 1, 1).createTopology(), conf).start()) {
            await("all acks", () -> probe.acked.size() == 1000 && anchored.size() == 1000);
            assertTrue(anchored.stream().noneMatch(a -> a));
        }
    }

    @Test
    void aTupleWithSeveralAnchorsHoldsBackAllTheirTrees() {
        probe.limit = 1000;
        // The middle bolt joins each two tuples into one.
        probe.execute = (bolt, collector, tuple) -> {
            if (bolt.isLast) {
                collector.ack(tuple);
                return;
            }
            bolt.kept.add(tuple);
            if (bolt.kept.size() == 2) {
                collector.emit(new ArrayList<>(bolt.kept), new Values(tuple.getValue(0)));
                bolt.kept.forEach(collector::ack);
                bolt.kept.clear();
            }
        };
        try (TestWorker worker = new TestWorker(line(probe, 1, 1).createTopology(), conf).start()) {
            await("all acks", () -> probe.acked.size() == 1000);
            assertEquals(1500, probe.executed.get());
            assertEquals(0, probe.failed.size());
        }
    }

    @Test
    void otherThreadsMayEmitAndAck() {
        probe.limit = 5_000;
        ExecutorService others = Executors.newFixedThreadPool(3);
        probe.execute = (bolt, collector, tuple) -> others.execute(() -> {
            if (!bolt.isLast) {
                collector.emit(tuple, new Values(tuple.getValue(0)));
            }
            collector.ack(tuple);
        });
        try (TestWorker worker = new TestWorker(line(probe, 1, 2).createTopology(), conf).start()) {
            await("all acks", () -> probe.acked.size() == 5_000);
            assertEquals(10_000, probe.executed.get());
            assertEquals(0, probe.failed.size());
        } finally {
            others.shutdownNow();
        }
    }

    @Test
    void aSlowBoltBlocksTheSpoutAndNothingIsLost() {
        conf.put(Config.TOPOLOGY_EXECUTOR_RECEIVE_BUFFER_SIZE, 32);
        probe.limit = 3_000;
        CountDownLatch go = new CountDownLatch(1);
        probe.execute = (bolt, collector, tuple) -> {
            if (bolt.isLast) {
                go.await();
            }
            passOn(1).execute(bolt, collector, tuple);
        };
        try (TestWorker worker = new TestWorker(line(probe, 1, 1).createTopology(), conf).start()) {
            // A refused sender is notified when half of the capacity is free again, so a blocked one may leave little more than half.
            await("full inboxes", () -> worker.engine.loads().values().stream().filter(load -> load > 0.5).count() >= 2);
            long before = probe.emitted.get();
            assertTrue(before < 1500, "the spout emitted " + before + " into full inboxes of 32");
            go.countDown();
            await("all acks", () -> probe.acked.size() == 3_000);
            assertEquals(0, probe.failed.size());
        }
    }

    @Test
    void aFullCycleDrainsByPausingTheSpouts() {
        conf.put(Config.TOPOLOGY_EXECUTOR_RECEIVE_BUFFER_SIZE, 16);
        probe.limit = 5_000;
        // Each tuple goes round 5 times.
        probe.execute = (bolt, collector, tuple) -> {
            long n = tuple.getLong(0);
            if (n < 5_000 * 5) {
                collector.emit(tuple, new Values(n + 5_000));
            }
            collector.ack(tuple);
        };
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("spout", new TestSpout(probe));
        builder.setBolt("a", new TestBolt(probe)).shuffleGrouping("spout").shuffleGrouping("b");
        builder.setBolt("b", new TestBolt(probe)).shuffleGrouping("a");
        try (TestWorker worker = new TestWorker(builder.createTopology(), conf).start()) {
            await("all acks", () -> probe.acked.size() == 5_000);
            assertEquals(0, probe.failed.size());
        }
    }

    @Test
    void ticksComeInTimeWhileTheInboxIsFull() {
        conf.put(Config.TOPOLOGY_TICK_TUPLE_FREQ_SECS, 1);
        List<Long> executedAtTicks = Collections.synchronizedList(new ArrayList<>());
        probe.execute = (bolt, collector, tuple) -> {
            if (tuple.getSourceStreamId().equals("__tick")) {
                assertEquals("__system", tuple.getSourceComponent());
                assertEquals(1, tuple.getIntegerByField("rate_secs"));
                executedAtTicks.add(probe.executed.get());
            } else {
                // 32,768 tuples of a full inbox take 13 s at this speed.
                LockSupport.parkNanos(300_000);
                collector.ack(tuple);
            }
        };
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("spout", new TestSpout(probe));
        builder.setBolt("last", new TestBolt(probe)).shuffleGrouping("spout");
        TestWorker worker = new TestWorker(builder.createTopology(), conf).start();
        try {
            await("two ticks", () -> executedAtTicks.size() >= 2);
            assertTrue(executedAtTicks.get(1) < 20_000, executedAtTicks.toString());
        } finally {
            worker.engine.stop(Duration.ZERO);
        }
    }

    @Test
    void directEmitsReachTheNamedTaskOnly() {
        probe.limit = 100;
        Map<Integer, Integer> got = new ConcurrentHashMap<>();
        List<Integer> targets = new ArrayList<>();
        probe.emit = (collector, n) -> collector.emitDirect(targets.get((int) n % 2), "direct", new Values(n), n);
        probe.execute = (bolt, collector, tuple) -> {
            got.merge(bolt.context.getThisTaskId(), 1, Integer::sum);
            collector.ack(tuple);
        };
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("spout", new TestSpout(probe));
        builder.setBolt("last", new TestBolt(probe), 3).directGrouping("spout", "direct");
        TestWorker worker = new TestWorker(builder.createTopology(), conf);
        worker.tasks.forEach((task, component) -> {
            if (component.equals("last")) {
                targets.add(task);
            }
        });
        try (worker) {
            worker.start();
            await("all acks", () -> probe.acked.size() == 100);
            assertEquals(Map.of(targets.get(0), 50, targets.get(1), 50), got);
        }
    }

    @Test
    void anEmitToAnUnknownStreamNamesTheExistingOnes() {
        probe.emit = (collector, n) -> collector.emit("nowhere", new Values(n), n);
        try (TestWorker worker = new TestWorker(line(probe, 1, 1).createTopology(), conf).start()) {
            await("the death", () -> !worker.deaths.isEmpty());
            String message = worker.deaths.peek().getMessage();
            assertTrue(message.contains("'nowhere'") && message.contains("side"), message);
        }
    }

    @Test
    void anExceptionOfUserCodeIsReportedAndEndsTheWorkerOnce() {
        probe.execute = (bolt, collector, tuple) -> {
            throw new IllegalStateException("on purpose");
        };
        try (TestWorker worker = new TestWorker(line(probe, 1, 3).createTopology(), conf).start()) {
            await("the death", () -> !worker.deaths.isEmpty());
            assertEquals("on purpose", worker.deaths.peek().getMessage());
            assertEquals("on purpose", worker.errors.peek().getMessage());
            assertEquals(1, worker.deaths.size());
        }
    }

    @Test
    void reportedErrorsAreThrottled() {
        probe.limit = 100;
        conf.put(Config.TOPOLOGY_MAX_ERROR_REPORT_PER_INTERVAL, 3);
        probe.execute = (bolt, collector, tuple) -> {
            collector.reportError(new IllegalStateException("minor"));
            collector.ack(tuple);
        };
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("spout", new TestSpout(probe));
        builder.setBolt("last", new TestBolt(probe)).shuffleGrouping("spout");
        try (TestWorker worker = new TestWorker(builder.createTopology(), conf).start()) {
            await("all acks", () -> probe.acked.size() == 100);
            assertEquals(3, worker.errors.size());
            assertNull(worker.deaths.peek());
        }
    }

    @Test
    void spoutsFollowActivationAndStopBeforeBolts() {
        probe.execute = passOn(1);
        TestWorker worker = new TestWorker(line(probe, 1, 1).createTopology(), conf);
        worker.engine.start();
        assertEquals(List.of("open"), List.copyOf(probe.events));
        worker.engine.activate();
        await("emits", () -> probe.emitted.get() > 1000);
        assertTrue(worker.engine.stop(Duration.ofSeconds(20)), "all in-flight tuples completed");
        assertEquals(List.of("open", "activate", "deactivate"), List.copyOf(probe.events).subList(0, 3));
        assertEquals(2, probe.events.stream().filter("cleanup"::equals).count());
        assertEquals(1, probe.events.stream().filter("close"::equals).count());
        assertEquals(probe.emitted.get(), probe.acked.size());
        assertEquals(2 * probe.emitted.get(), probe.executed.get());
    }

    @Test
    void commandsReachABusyBoltHoweverFullItsInbox() {
        int times = 1500;
        probe.limit = 1;
        CountDownLatch go = new CountDownLatch(1);
        probe.execute = (bolt, collector, tuple) -> {
            go.await();
            collector.ack(tuple);
        };
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("spout", new TestSpout(probe));
        builder.setBolt("last", new TestBolt(probe)).shuffleGrouping("spout");
        try (TestWorker worker = new TestWorker(builder.createTopology(), conf).start()) {
            await("it is busy", () -> probe.executed.get() == 1);
            for (int i = 0; i < times; i++) {
                worker.engine.credentials(Map.of("number", Integer.toString(i)));
            }
            go.countDown();
            await("all credentials", () -> probe.credentials.size() == times);
            assertEquals(IntStream.range(0, times).mapToObj(i -> Map.of("number", Integer.toString(i))).toList(), List.copyOf(probe.credentials));
        } finally {
            go.countDown();
        }
    }

    @Test
    void aSpoutIsDeactivatedWhileOtherThreadsEmitMoreThanItCanSend() {
        AtomicLong taken = new AtomicLong();
        AtomicReference<Thread> other = new AtomicReference<>();
        CountDownLatch go = new CountDownLatch(1);
        probe.limit = 1;
        probe.emit = (collector, n) -> {
            other.set(new Thread(() -> {
                try {
                    while (true) {
                        collector.emit(new Values(n));
                        taken.incrementAndGet();
                    }
                } catch (IllegalStateException e) {
                    // The worker ends.
                }
            }));
            other.get().setDaemon(true);
            other.get().start();
            try {
                go.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        try (TestWorker worker = new TestWorker(line(probe, 1, 1).createTopology(), conf).start()) {
            await("emits wait", () -> taken.get() == 1024 && other.get().getState() == Thread.State.TIMED_WAITING);
            worker.engine.deactivate();
            go.countDown();
            await("it was deactivated", () -> probe.events.contains("deactivate"));
        } finally {
            go.countDown();
        }
    }

    @Test
    void statsAreExactAndIncludeTheAckers() {
        probe.limit = 1_000;
        probe.execute = passOn(2);
        try (TestWorker worker = new TestWorker(line(probe, 1, 1).createTopology(), conf).start()) {
            await("all acks", () -> probe.acked.size() == 1_000);
            await("quiet", worker.engine::isQuiet);
            Map<String, ExecutorStats> byComponent = new HashMap<>();
            worker.engine.stats().forEach((info, stats) -> byComponent.put(worker.tasks.get(info.get_task_start()), stats));
            String all = ":all-time";
            assertEquals(1_000, byComponent.get("spout").get_emitted().get(all).get("default"));
            assertEquals(1_000, byComponent.get("spout").get_specific().get_spout().get_acked().get(all).get("default"));
            assertEquals(2_000, byComponent.get("middle").get_transferred().get("600").get("default"));
            GlobalStreamId fromMiddle = new GlobalStreamId("middle", "default");
            assertEquals(2_000, byComponent.get("last").get_specific().get_bolt().get_executed().get(all).get(fromMiddle));
            assertEquals(2_000, byComponent.get("last").get_specific().get_bolt().get_acked().get("10800").get(fromMiddle));
            assertTrue(byComponent.get("spout").get_specific().get_spout().get_complete_ms_avg().get(all).get("default") > 0);
            assertTrue(byComponent.get("last").get_specific().get_bolt().get_execute_ms_avg().get(all).get(fromMiddle) > 0);
            assertEquals(1_000, byComponent.get("__acker").get_emitted().get(all).get("__ack_ack"));
            assertEquals(2_000, byComponent.get("__acker").get_specific().get_bolt().get_executed().get(all)
                .get(new GlobalStreamId("last", "__ack_ack")));
        }
    }

    @Test
    void aTopologyWhoseBoltCannotPrepareDoesNotStart() {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("spout", new TestSpout(probe));
        builder.setBolt("last", new Unpreparable()).shuffleGrouping("spout");
        TestWorker worker = new TestWorker(builder.createTopology(), conf);
        Exception e = assertThrows(IllegalStateException.class, worker.engine::start);
        assertTrue(e.getMessage().contains("not today"), e.getMessage());
        assertTrue(worker.startingAtDeath.contains("last"), "whoever waits for the start waits until the failure is known: " + worker.startingAtDeath);
        worker.close();
    }

    private static final class Unpreparable extends BaseRichBolt {
        @Override
        public void prepare(Map<String, Object> conf, TopologyContext context,
                            OutputCollector collector) {
            throw new IllegalStateException("not today");
        }

        @Override
        public void execute(Tuple tuple) {
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
        }
    }
}
