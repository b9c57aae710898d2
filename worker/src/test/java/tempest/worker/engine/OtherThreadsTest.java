// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tempest.worker.engine.TestWorker.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.storm.Config;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tempest.cluster.Clock;
import tempest.worker.engine.Probe.TestBolt;
import tempest.worker.engine.Probe.TestSpout;
import tempest.worker.link.AckMessageType;
import tempest.worker.link.CapacityListener;
import tempest.worker.link.RemoteLink;

/** Bolts whose collectors are used by threads that do not run them. */
class OtherThreadsTest {
    private final Map<String, Object> conf = new HashMap<>();
    private final Probe probe = new Probe();

    private TopologyBuilder line(int lasts) {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("spout", new TestSpout(probe));
        builder.setBolt("middle", new TestBolt(probe, false)).shuffleGrouping("spout");
        builder.setBolt("last", new TestBolt(probe), lasts).shuffleGrouping("middle");
        return builder;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "off-executor");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** A link that accepts acks. */
    private interface TupleLink extends RemoteLink {
        @Override
        default boolean offerAcks(int spoutTask, AckMessageType kind, long[] data, int count, CapacityListener listener) {
            return true;
        }

        @Override
        default void flush() {
        }

        @Override
        default void close() {
        }
    }

    /**
     * Two bolts that receive tuples alternately. The first one keeps its last tuple, and the other one acks it as soon as it happens to
     * run on the thread that ran the first one before. Nothing wakes the first one afterwards.
     */
    @Test
    void aBoltThatUsesAnotherBoltsCollectorIsAnOtherThreadToIt() {
        AtomicReference<Thread> thread = new AtomicReference<>();
        AtomicReference<OutputCollector> keeper = new AtomicReference<>();
        AtomicReference<Tuple> kept = new AtomicReference<>();
        AtomicLong last = new AtomicLong(-1);
        probe.limit = 1;
        probe.emit = (collector, n) -> collector.emit(n % 2 == 0 ? "default" : "side", new Values(n), n);
        probe.execute = (bolt, collector, tuple) -> {
            long n = tuple.getLong(0);
            if (bolt.context.getThisComponentId().equals("keeper")) {
                thread.set(Thread.currentThread());
                keeper.set(collector);
                Tuple before = kept.getAndSet(tuple);
                if (before != null) {
                    collector.ack(before);
                }
            } else {
                collector.ack(tuple);
                if (Thread.currentThread() == thread.get()) {
                    last.set(n - 1);
                    keeper.get().ack(kept.get());
                    return;
                }
            }
            probe.limit = n + 2;
        };
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("spout", new TestSpout(probe));
        builder.setBolt("keeper", new TestBolt(probe)).shuffleGrouping("spout");
        builder.setBolt("other", new TestBolt(probe)).shuffleGrouping("spout", "side");
        try (TestWorker worker = new TestWorker(builder.createTopology(), conf).start()) {
            await("both run on one thread", () -> last.get() >= 0);
            await("the last ack", () -> probe.acked.contains(last.get()) || probe.failed.contains(last.get()));
            assertTrue(probe.acked.contains(last.get()), "the ack stayed in an emitter that was never flushed");
        }
    }

    @Test
    void aTupleThatCannotBeSentEndsTheWorkerAlsoFromAnotherThread() {
        ConcurrentLinkedQueue<RuntimeException> thrown = new ConcurrentLinkedQueue<>();
        probe.limit = 1;
        probe.execute = (bolt, collector, tuple) -> daemon(() -> {
            for (int i = 0; i < 2; i++) {
                try {
                    collector.emit(tuple, new Values(tuple.getValue(0)));
                } catch (RuntimeException e) {
                    thrown.add(e);
                }
            }
        });
        TupleLink broken = (task, tuples, count, listener) -> {
            throw new IllegalArgumentException("on purpose");
        };
        try (TestWorker worker = new TestWorker(line(1).createTopology(), conf, Clock.system(), () -> broken,
            (component, number) -> !component.equals("last")).start()) {
            await("what both emits threw", () -> thrown.size() == 2);
            thrown.forEach(e -> assertInstanceOf(IllegalArgumentException.class, e));
            await("the death", () -> !worker.deaths.isEmpty());
            assertInstanceOf(IllegalArgumentException.class, worker.deaths.peek());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aWorkerStopsThoughAnotherThreadWaitsForRoom(boolean joined) throws Exception {
        conf.put(Config.TOPOLOGY_EXECUTOR_RECEIVE_BUFFER_SIZE, 32);
        AtomicLong emitted = new AtomicLong();
        AtomicReference<Thread> otherThread = new AtomicReference<>();
        probe.execute = (bolt, collector, tuple) -> {
            if (bolt.isLast) {
                LockSupport.parkNanos(200_000);
            } else if (otherThread.get() == null) {
                // Far more than the last bolt takes while it runs.
                otherThread.set(daemon(() -> {
                    while (emitted.incrementAndGet() < 200_000) {
                        collector.emit(new Values(1L));
                    }
                }));
                if (joined) {
                    otherThread.get().join();
                }
            }
            collector.ack(tuple);
        };
        TestWorker worker = new TestWorker(line(1).createTopology(), conf).start();
        await("more emits than there is capacity for", () -> emitted.get() > 300);
        long begin = System.nanoTime();
        worker.engine.stop(Duration.ZERO);
        assertTrue(System.nanoTime() - begin < 9_000_000_000L, "an executor was given up");
        assertEquals(2, probe.events.stream().filter("cleanup"::equals).count());
        otherThread.get().join(60_000);
        assertFalse(otherThread.get().isAlive());
    }

    @Test
    void aBoltPausesWhileAnotherThreadOfItWaitsForCapacity() {
        conf.put(Config.TOPOLOGY_EXECUTOR_RECEIVE_BUFFER_SIZE, 32);
        AtomicBoolean go = new AtomicBoolean();
        AtomicLong taken = new AtomicLong();
        AtomicReference<Thread> otherThread = new AtomicReference<>();
        probe.limit = 1;
        probe.execute = (bolt, collector, tuple) -> {
            if (bolt.isLast) {
                while (!go.get()) {
                    LockSupport.parkNanos(100_000);
                }
                collector.ack(tuple);
            } else if (taken.getAndIncrement() == 0) {
                otherThread.set(daemon(() -> {
                    for (int i = 0; i < 1_000; i++) {
                        collector.emit(new Values(1L));
                    }
                    collector.ack(tuple);
                }));
            } else {
                collector.ack(tuple);
            }
        };
        try (TestWorker worker = new TestWorker(line(1).createTopology(), conf).start()) {
            await("the other thread waits", () -> otherThread.get() != null && otherThread.get().getState() == Thread.State.TIMED_WAITING);
            probe.limit = 3_000;
            await("full inboxes", () -> worker.engine.loads().values().stream().filter(load -> load > 0.5).count() >= 2);
            // The round that was running may have executed as many as its budget allows.
            assertTrue(taken.get() <= 8, "the bolt executes tuples although what it emits finds no capacity");
            go.set(true);
            await("all acks", () -> probe.acked.size() == 3_000);
            await("what the other thread emitted is executed", () -> probe.executed.get() == 4_000);
            assertEquals(0, probe.failed.size());
        }
    }

    /** Twenty seconds pass in one. */
    private static final class FastClock implements Clock {
        private static final int TIMES = 20;

        @Override
        public long nanoTime() {
            return System.nanoTime() * TIMES;
        }

        @Override
        public long millis() {
            return nanoTime() / 1_000_000;
        }

        @Override
        public long realNanos(long nanos) {
            return nanos / TIMES;
        }
    }

    @Test
    void emitsOfAnotherThreadReachFartherTasksWhenTheNearOnesAreBusy() {
        conf.put(Config.TOPOLOGY_EXECUTOR_RECEIVE_BUFFER_SIZE, 32);
        conf.put(Config.TOPOLOGY_LOCALITYAWARE_HIGHER_BOUND, 0.3);
        conf.put(Config.TOPOLOGY_LOCALITYAWARE_LOWER_BOUND, 0.0);
        AtomicLong far = new AtomicLong();
        AtomicBoolean over = new AtomicBoolean();
        probe.limit = 1;
        probe.execute = (bolt, collector, tuple) -> {
            if (bolt.isLast) {
                LockSupport.parkNanos(200_000);
            } else {
                daemon(() -> {
                    while (far.get() == 0 && !over.get()) {
                        collector.emit(new Values(1L));
                    }
                });
            }
            collector.ack(tuple);
        };
        TupleLink elsewhere = (task, tuples, count, listener) -> {
            far.addAndGet(count);
            return true;
        };
        try (TestWorker worker = new TestWorker(line(2).createTopology(), conf, new FastClock(), () -> elsewhere,
            (component, number) -> !component.equals("last") || number == 0).start()) {
            await("a tuple leaves the worker", () -> far.get() > 0);
        } finally {
            over.set(true);
        }
    }
}
