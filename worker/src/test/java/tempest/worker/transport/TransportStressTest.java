// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.esotericsoftware.kryo.Kryo;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.storm.generated.ComponentCommon;
import org.apache.storm.generated.ComponentObject;
import org.apache.storm.generated.SpoutSpec;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.generated.StreamInfo;
import org.apache.storm.tuple.Fields;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tempest.cluster.Clock;
import tempest.worker.link.AckMessageType;
import tempest.worker.link.CapacityListener;
import tempest.worker.link.CongestionListener;
import tempest.worker.link.LocalDelivery;
import tempest.worker.link.RemoteLink;
import tempest.worker.remote.RemoteReceiver;
import tempest.worker.remote.RemoteSender;
import tempest.worker.serialization.TopologyTasks;
import tempest.worker.serialization.UnserializableTupleException;
import tempest.worker.serialization.WireTable;
import tempest.worker.tuple.StreamSource;
import tempest.worker.tuple.TupleImpl;

/**
 * Several emitters of one worker send to tasks of another, which acks everything, over connections that are cut and refused at random, with
 * queues that are full most of the time and tasks that are repeatedly congested: each task receives each emitter's tuples once and in order,
 * and each emitter's acks come back in the same way.
 */
final class TransportStressTest {
    private static final long BOUND_NANOS = TimeUnit.SECONDS.toNanos(120);
    private static final int MOST_ROUNDS = 10;
    private static final int EMITTERS = 3;
    private static final int TASKS = 4;
    private static final int SPOUT_TASK = 9;
    private static final TopologyTasks TOPOLOGY_TASKS = TopologyTasks.of(topology(),
        Map.of(0, "b", 1, "b", 2, "b", 3, "b", 10, "a", 11, "a", 12, "a", SPOUT_TASK, "a"));

    private final StreamSource source = new StreamSource(0, "a", "default", new Fields("emitter", "number", "text"), null);
    private final WireTable table = WireTable.of(topology(), (component, stream) -> source);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private final AtomicInteger stops = new AtomicInteger();
    private final AtomicLong acked = new AtomicLong();
    private final long end = System.nanoTime() + BOUND_NANOS;

    /** A worker's end of the connections. */
    private final class Worker implements AutoCloseable {
        final WorkerAddress address;
        final Transport transport;
        final RemoteSender remote;

        Worker(String node, LocalDelivery delivery) throws IOException {
            TransportConfig config = TransportConfig.of(Map.of("storm.messaging.netty.min_wait_ms", 1, "storm.messaging.netty.max_wait_ms", 10,
                "storm.messaging.netty.buffer.high.watermark", 200_000, "storm.messaging.netty.buffer.low.watermark", 50_000));
            address = new WorkerAddress(node, freePort());
            transport = new Transport(config, new LocalWorker("stress-1", address, TOPOLOGY_TASKS::contains), (tasks, loads) -> { }, Clock.system(),
                new Random(address.port()));
            remote = new RemoteSender(transport, () -> table, TransportStressTest::kryo, config.maxFrameBytes());
            transport.listen(new RemoteReceiver(TransportStressTest::kryo, table, TOPOLOGY_TASKS, delivery, null));
        }

        FaultyLink connect(Worker other, Map<Integer, WorkerAddress> tasks) throws IOException {
            FaultyLink link = new FaultyLink(other.address.port());
            Map<WorkerAddress, String> hosts = Map.of(other.address, "localhost");
            transport.assign(hosts, to -> new InetSocketAddress(InetAddress.getLoopbackAddress(), link.port()));
            remote.assign(tasks, hosts);
            return link;
        }

        @Override
        public void close() {
            transport.close();
        }
    }

    /** Not registered, although the Kryo requires registration. */
    private record Unregistered() { }

    private static Kryo kryo() {
        Kryo kryo = new Kryo();
        kryo.setRegistrationRequired(true);
        return kryo;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void everyTupleAndEveryAckArrivesOnceAndInOrder(long seed) throws Exception {
        stress(seed, 8_000);
    }

    @Tag("soak")
    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void everyTupleAndEveryAckArrivesOnceAndInOrderForLong(long seed) throws Exception {
        stress(seed, 200_000);
    }

    private void stress(long seed, int tuplesPerEmitter) throws Exception {
        int cuts = 0;
        int rounds = 0;
        // A round that ended before much went wrong proves little: then another one runs with another seed.
        while (cuts <= 2 || refusals.get() <= 10 || stops.get() == 0) {
            assertTrue(rounds < MOST_ROUNDS, "cut too rarely or pressed too little: " + cuts + " cuts, " + refusals + " refusals, " + stops + " stops");
            cuts += round(seed + 1000L * rounds++, tuplesPerEmitter);
        }
    }

    /** Returns how often a link was cut so that its end reconnected. */
    private int round(long seed, int tuplesPerEmitter) throws Exception {
        acked.set(0);
        ConcurrentLinkedQueue<long[]> toAck = new ConcurrentLinkedQueue<>();
        long[][] next = new long[TASKS][EMITTERS];
        AtomicLong arrived = new AtomicLong();
        Congestion congestion = new Congestion(seed);
        try (Worker spouts = new Worker("a", new Acks()); Worker bolts = new Worker("b", new LocalDelivery() {
            @Override
            public void tuples(int task, TupleImpl[] tuples, int count) {
                guarded(() -> {
                    for (int i = 0; i < count; i++) {
                        int emitter = tuples[i].getInteger(0);
                        assertEquals(next[task][emitter]++, tuples[i].getLong(1), "task " + task + ", emitter " + emitter);
                        assertEquals(text(emitter, tuples[i].getLong(1)), tuples[i].getString(2));
                        toAck.add(new long[] {tuples[i].root(), tuples[i].edge()});
                    }
                    arrived.addAndGet(count);
                    congestion.maybe(task);
                });
            }

            @Override
            public void acks(int spoutTask, AckMessageType kind, long[] data, int count) {
                failure.compareAndSet(null, new AssertionError("acks arrived at the bolts"));
            }
        })) {
            congestion.of(bolts.transport::congestion);
            Map<Integer, WorkerAddress> tasks = new HashMap<>(Map.of(SPOUT_TASK, spouts.address));
            IntStream.range(0, TASKS).forEach(task -> tasks.put(task, bolts.address));
            try (FaultyLink there = spouts.connect(bolts, tasks); FaultyLink back = bolts.connect(spouts, tasks)) {
                long total = (long) EMITTERS * tuplesPerEmitter;
                List<Thread> threads = new ArrayList<>();
                for (int emitter = 0; emitter < EMITTERS; emitter++) {
                    int number = emitter;
                    threads.add(start(() -> sendTuples(spouts.remote.open(), number, tuplesPerEmitter, new Random(seed * 31 + number))));
                }
                threads.add(start(() -> sendAcks(bolts.remote.open(), toAck, total)));
                Random random = new Random(seed);
                while (acked.get() < total && failure.get() == null) {
                    assertTrue(System.nanoTime() < end, "not done in time: " + arrived + " arrived, " + acked + " acked of " + total);
                    chaos(random, random.nextBoolean() ? there : back);
                    congestion.relieve();
                }
                congestion.relieveAll();
                for (Thread thread : threads) {
                    thread.join(TimeUnit.NANOSECONDS.toMillis(BOUND_NANOS));
                }
                assertNull(failure.get());
                assertEquals(total, arrived.get());
                return there.connections() + back.connections() - 2;
            }
        }
    }

    private static void chaos(Random random, FaultyLink link) {
        LockSupport.parkNanos(random.nextInt(20_000_000));
        link.cutAfter(random.nextInt(4) == 0 ? 1 + random.nextInt(200_000) : 0);
        link.refuse(random.nextInt(8) == 0);
        if (random.nextInt(3) == 0) {
            link.cutNow();
        }
    }

    /** Tells senders to stop and to resume, as an executor's inbox would. */
    private final class Congestion {
        private final Random random;
        private final boolean[] stopped = new boolean[TASKS];
        private CongestionListener senders;

        Congestion(long seed) {
            random = new Random(seed);
        }

        synchronized void of(CongestionListener listener) {
            senders = listener;
        }

        synchronized void maybe(int task) {
            if (!stopped[task] && random.nextInt(50) == 0) {
                stopped[task] = true;
                stops.incrementAndGet();
                senders.congestion(task, true);
            }
        }

        synchronized void relieve() {
            int task = random.nextInt(TASKS);
            if (stopped[task]) {
                stopped[task] = false;
                senders.congestion(task, false);
            }
        }

        synchronized void relieveAll() {
            for (int task = 0; task < TASKS; task++) {
                if (stopped[task]) {
                    stopped[task] = false;
                    senders.congestion(task, false);
                }
            }
        }
    }

    /** Where acks come back to: each emitter's for each task in order. */
    private final class Acks implements LocalDelivery {
        private final long[][] next = new long[TASKS][EMITTERS];

        @Override
        public void tuples(int task, TupleImpl[] tuples, int count) {
            failure.compareAndSet(null, new AssertionError("tuples arrived at the spouts"));
        }

        @Override
        public void acks(int spoutTask, AckMessageType kind, long[] data, int count) {
            guarded(() -> {
                for (int i = 0; i < count; i += 2) {
                    int emitter = ((int) (data[i] >>> 40) & 0xF) - 1;
                    int task = (int) (data[i] >>> 32) & 0xFF;
                    assertEquals(next[task][emitter]++, data[i] & 0xFFFFFFFFL);
                    assertEquals(~data[i], data[i + 1]);
                }
                acked.addAndGet(count / 2);
            });
        }
    }

    private void sendTuples(RemoteLink link, int emitter, int tuples, Random random) {
        long[] numbers = new long[TASKS];
        Patient listener = new Patient();
        for (int sent = 0; sent < tuples; ) {
            int task = random.nextInt(TASKS);
            TupleImpl[] batch = new TupleImpl[Math.min(tuples - sent, 1 + random.nextInt(64))];
            for (int i = 0; i < batch.length; i++) {
                long number = numbers[task]++;
                long root = (long) SPOUT_TASK << 44 | (long) (emitter + 1 << 8 | task) << 32 | number;
                batch[i] = new TupleImpl(source, 10 + emitter, new ArrayList<>(List.of(emitter, number, text(emitter, number))), root, ~root, null);
            }
            if (random.nextInt(20) == 0) {
                refuseUnserializable(link, task, emitter, listener);
            }
            listener.until(() -> link.offer(task, batch, batch.length, listener), link);
            sent += batch.length;
            if (random.nextBoolean()) {
                link.flush();
            }
        }
        link.close();
    }

    private void refuseUnserializable(RemoteLink link, int task, int emitter, Patient listener) {
        TupleImpl[] bad = {new TupleImpl(source, 10 + emitter, new ArrayList<>(List.of(emitter, -1L, new Unregistered())), 0, 0, null)};
        listener.until(() -> {
            try {
                return link.offer(task, bad, 1, listener) && fail("it was taken");
            } catch (UnserializableTupleException expected) {
                return true;
            }
        }, link);
    }

    private static boolean fail(String why) {
        throw new AssertionError(why);
    }

    private void sendAcks(RemoteLink link, ConcurrentLinkedQueue<long[]> toAck, long total) {
        Patient listener = new Patient();
        long[] data = new long[512];
        for (long acked = 0; acked < total; ) {
            int count = 0;
            for (long[] pair = toAck.poll(); pair != null; pair = count < data.length ? toAck.poll() : null) {
                data[count++] = pair[0];
                data[count++] = pair[1];
            }
            if (count == 0) {
                listener.pause();
                continue;
            }
            int longs = count;
            listener.until(() -> link.offerAcks(SPOUT_TASK, AckMessageType.ACK, data, longs, listener), link);
            link.flush();
            acked += longs / 2;
        }
        link.close();
    }

    /** Retries when notified, as an outbox does. */
    private final class Patient implements CapacityListener {
        private final Thread thread = Thread.currentThread();
        private volatile boolean woken;

        void until(java.util.function.BooleanSupplier offer, RemoteLink link) {
            woken = false;
            while (!offer.getAsBoolean()) {
                refusals.incrementAndGet();
                link.flush();
                while (!woken) {
                    pause();
                }
                woken = false;
            }
        }

        void pause() {
            if (failure.get() != null || System.nanoTime() > end) {
                throw new AssertionError("it was given up");
            }
            LockSupport.parkNanos(1_000_000);
        }

        @Override
        public void onCapacity() {
            woken = true;
            LockSupport.unpark(thread);
        }
    }

    /** Short ones that repeat, some of other alphabets, and occasionally one larger than a frame. */
    private static String text(int emitter, long number) {
        if (number % 1500 == 700) {
            return "large".repeat(40_000);
        }
        return number % 7 == 3 ? "слово " + number % 100 : "word " + (number * (emitter + 1)) % 500;
    }

    private Thread start(Runnable body) {
        Thread thread = new Thread(() -> guarded(body), "stress");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void guarded(Runnable body) {
        try {
            body.run();
        } catch (Throwable e) {
            failure.compareAndSet(null, e);
        }
    }

    private static StormTopology topology() {
        ComponentCommon common = new ComponentCommon(new HashMap<>(), new HashMap<>());
        common.put_to_streams("default", new StreamInfo(List.of("emitter", "number", "text"), false));
        return new StormTopology(Map.of("a", new SpoutSpec(new ComponentObject(), common)), new HashMap<>(), new HashMap<>());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
